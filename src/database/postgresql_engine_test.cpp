#include "database/test_databases.h"

#include <gmock/gmock.h>

#include <thread>

namespace hangji::database {

namespace {

struct Number {
  std::int64_t number{0};
};
BOOST_DESCRIBE_STRUCT(Number, (), (number))

constexpr Query count_up{"test.count_up",
                         "UPDATE counter SET value = value + 1 WHERE tenant_id = :tenant"};
constexpr Query select_counter{"test.counter",
                               "SELECT value AS number FROM counter WHERE tenant_id = :tenant"};
constexpr Query select_many{
    "test.many", "SELECT n AS number FROM generate_series(1, CAST(:last AS INTEGER)) AS n"};
constexpr auto kill_all = R"sql(
  SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid())sql";

class PostgresqlEngine : public OnBothEngines {
protected:
  void SetUp() override {
    test_database().connect()->run(R"sql(
      CREATE TABLE counter (tenant_id BIGINT NOT NULL PRIMARY KEY, value BIGINT NOT NULL);
      INSERT INTO counter VALUES (1, 0))sql");
  }
  void kill_connections() { test_database().connect()->run(kill_all); }
  bool count() {
    return database().write(tenant(), [](Transaction& t) { return t.execute(count_up) == 1; });
  }
  std::int64_t counted() {
    return database().read(tenant(),
                           [](Transaction& t) { return t.one<Number>(select_counter)->number; });
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, PostgresqlEngine, testing::ValuesIn(postgresql_to_test()),
                         engine_test_name);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(PostgresqlEngine);

}  // namespace

TEST_P(PostgresqlEngine, connections_lost_while_idle_are_opened_again_unnoticed) {
  EXPECT_TRUE(count());
  EXPECT_EQ(counted(), 1);
  kill_connections();
  EXPECT_TRUE(count());
  EXPECT_EQ(counted(), 2);
}

TEST_P(PostgresqlEngine, a_write_whose_connection_is_lost_fails_and_the_next_one_works) {
  auto const work = [&](Transaction& t) {
    t.execute(count_up);
    kill_connections();
    return t.execute(count_up) == 1;
  };
  try {
    database().write(tenant(), work);
    FAIL() << "stored over a lost connection";
  } catch (DatabaseFailure const& failure) {
    EXPECT_THAT(failure.what(), testing::HasSubstr("没有保存"));
  }
  EXPECT_EQ(counted(), 0);
  EXPECT_TRUE(count());
  EXPECT_EQ(counted(), 1);
}

TEST_P(PostgresqlEngine, a_commit_without_an_answer_says_that_its_outcome_is_unknown) {
  auto const work = [&](Transaction& t) {
    t.execute(count_up);
    kill_connections();
    return true;
  };
  try {
    database().write(tenant(), work);
    FAIL() << "stored over a lost connection";
  } catch (DatabaseFailure const& failure) {
    EXPECT_THAT(failure.what(), testing::HasSubstr("尚不确定"));
  }
  EXPECT_TRUE(count());
}

TEST_P(PostgresqlEngine, a_read_whose_connection_is_lost_fails_and_the_next_one_works) {
  EXPECT_THROW(database().read_here(tenant(),
                                    [&](Transaction& t) {
                                      kill_connections();
                                      static_cast<void>(t.one<Number>(select_counter));
                                    }),
               DatabaseFailure);
  EXPECT_EQ(counted(), 0);
}

TEST_P(PostgresqlEngine, a_conflicting_write_is_run_again) {
  int runs = 0;
  database().write(tenant(), [&](Transaction& t) {
    auto const before = t.one<Number>(select_counter)->number;
    if (++runs == 1) test_database().connect()->run("UPDATE counter SET value = 41");
    EXPECT_EQ(before, runs == 1 ? 0 : 41);
    return t.execute(count_up) == 1;
  });
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(counted(), 42);
}

TEST_P(PostgresqlEngine, a_write_that_always_conflicts_fails_in_the_end) {
  int runs = 0;
  EXPECT_THROW(database().write(tenant(),
                                [&](Transaction& t) {
                                  ++runs;
                                  static_cast<void>(t.one<Number>(select_counter));
                                  test_database().connect()->run("UPDATE counter SET value = 41");
                                  return t.execute(count_up) == 1;
                                }),
               DatabaseFailure);
  EXPECT_EQ(runs, 10);
}

TEST_P(PostgresqlEngine, two_processes_take_turns_without_conflicts) {
  auto const other = Database::open({.url = test_database().url()}, clock());
  std::atomic<int> runs{0};
  auto const count_often = [&](Database& through) {
    for (int i = 0; i < 50; ++i)
      through.write(tenant(), [&](Transaction& t) {
        ++runs;
        static_cast<void>(t.one<Number>(select_counter));
        return t.execute(count_up) == 1;
      });
  };
  auto& first = database();
  std::jthread thread{[&] { count_often(*other); }};
  count_often(first);
  thread.join();
  EXPECT_EQ(counted(), 100);
  EXPECT_EQ(runs, 100);
}

TEST_P(PostgresqlEngine, a_failure_that_a_write_hides_does_not_become_a_commit) {
  static constexpr Query wrong{"test.wrong",
                               "INSERT INTO counter (tenant_id, value) VALUES (:tenant, 0)"};
  auto const work = [](Transaction& t) {
    t.execute(count_up);
    EXPECT_THROW(t.execute(wrong), DatabaseFailure);
    return true;
  };
  EXPECT_THROW(database().write(tenant(), work), DatabaseFailure);
  EXPECT_EQ(counted(), 0);
}

TEST_P(PostgresqlEngine, rows_still_to_come_are_kept_when_another_query_comes_in_between) {
  std::int64_t sum = 0;
  database().read_here(tenant(), [&](Transaction& t) {
    t.each<Number>(
        select_many,
        [&](Number const& row) { sum += row.number + t.one<Number>(select_counter)->number; },
        1'000);
  });
  EXPECT_EQ(sum, 500'500);
}

TEST_P(PostgresqlEngine, an_unreachable_server_is_a_failure_in_chinese) {
  try {
    Database::open({.url = "postgresql:///nothing?host=/nowhere"}, clock());
    FAIL() << "connected to nothing";
  } catch (DatabaseFailure const& failure) {
    EXPECT_THAT(failure.what(), testing::HasSubstr("连接不上 PostgreSQL"));
  }
}

}  // namespace hangji::database
