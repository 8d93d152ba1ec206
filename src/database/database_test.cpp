#include "database/test_databases.h"

#include <gmock/gmock.h>

#include <array>
#include <latch>
#include <thread>

namespace hangji::database {

namespace {

struct Number {
  std::int64_t number{0};
};
BOOST_DESCRIBE_STRUCT(Number, (), (number))

struct Entry {
  std::int64_t id{};
};
BOOST_DESCRIBE_STRUCT(Entry, (), (id))

constexpr Query insert_entry{"test.insert",
                             "INSERT INTO entry (tenant_id, id) VALUES (:tenant, :id)"};
constexpr Query count_entries{"test.count",
                              "SELECT COUNT(*) AS number FROM entry WHERE tenant_id = :tenant"};
constexpr Query select_entries{
    "test.select", "SELECT id AS number FROM entry WHERE tenant_id = :tenant ORDER BY id"};
constexpr Query count_up{"test.count_up", R"sql(
  INSERT INTO counter (tenant_id, value) VALUES (:tenant, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET value = counter.value + 1)sql"};
constexpr Query select_counter{"test.counter",
                               "SELECT value AS number FROM counter WHERE tenant_id = :tenant"};

struct Answer {
  int number;
  std::exception_ptr failure;
};

}  // namespace

class DatabaseTest : public OnBothEngines {
protected:
  void SetUp() override {
    test_database().connect()->run(R"sql(
      CREATE TABLE entry (tenant_id BIGINT NOT NULL, id BIGINT NOT NULL, PRIMARY KEY (tenant_id,
        id));
      CREATE TABLE counter (tenant_id BIGINT NOT NULL PRIMARY KEY, value BIGINT NOT NULL))sql");
  }
  bool add(std::int64_t id, TenantId to = tenant()) {
    return database().write(to, [&](Transaction& t) { return t.execute(insert_entry, id) == 1; });
  }
  std::vector<std::int64_t> entries(TenantId of = tenant()) {
    return database().read(of, [](Transaction& t) {
      std::vector<std::int64_t> ids;
      for (auto const& row : t.all<Number>(select_entries)) ids.push_back(row.number);
      return ids;
    });
  }
  /// Submits all at once behind a write that holds the writer up, so that they form one batch; the
  /// answers in their order.
  std::vector<Answer> write_together(std::vector<Write> const& works) {
    std::latch gate{1};
    std::latch done{static_cast<std::ptrdiff_t>(works.size()) + 1};
    std::vector<Answer> answers;
    database().submit_write(
        tenant(),
        [&](Transaction&) {
          gate.wait();
          return false;
        },
        [&](std::exception_ptr const&) { done.count_down(); });
    for (int i = 0; auto const& work : works) {
      database().submit_write(tenant(), work, [&, i](std::exception_ptr const& failure) {
        answers.push_back({i, failure});
        done.count_down();
      });
      ++i;
    }
    gate.count_down();
    done.wait();
    return answers;
  }
};
HANGJI_ON_BOTH_ENGINES(DatabaseTest);

TEST_P(DatabaseTest, a_write_is_there_after_a_restart) {
  EXPECT_TRUE(add(1));
  open({});
  EXPECT_EQ(entries(), std::vector<std::int64_t>{1});
}

TEST_P(DatabaseTest, a_write_that_says_false_leaves_nothing) {
  EXPECT_FALSE(
      database().write(tenant(), [](Transaction& t) { return t.execute(insert_entry, 1) == 0; }));
  EXPECT_TRUE(entries().empty());
}

TEST_P(DatabaseTest, a_write_that_throws_leaves_nothing_and_the_caller_gets_its_exception) {
  auto const work = [](Transaction& t) -> bool {
    t.execute(insert_entry, 1);
    throw std::logic_error{"mine"};
  };
  EXPECT_THROW(database().write(tenant(), work), std::logic_error);
  EXPECT_TRUE(entries().empty());
  EXPECT_TRUE(add(2));
}

TEST_P(DatabaseTest, in_one_batch_each_write_is_kept_or_undone_by_itself) {
  add(1);
  auto const insert = [](std::int64_t id, bool keep) {
    return [=](Transaction& t) { return t.execute(insert_entry, id) == 1 && keep; };
  };
  auto const answers = write_together({
      insert(10, true),
      insert(11, false),
      insert(1, true),  // the key is taken: a failure of the database
      [](Transaction& t) -> bool {
        t.execute(insert_entry, 12);
        throw std::logic_error{"mine"};
      },
      insert(11, true),
      insert(12, true),
  });
  EXPECT_EQ(entries(), (std::vector<std::int64_t>{1, 10, 11, 12}));
  std::vector<int> order;
  std::vector<bool> failed;
  for (auto const& answer : answers) {
    order.push_back(answer.number);
    failed.push_back(answer.failure != nullptr);
  }
  EXPECT_THAT(order, testing::ElementsAre(0, 1, 2, 3, 4, 5));
  EXPECT_THAT(failed, testing::ElementsAre(false, false, true, true, false, false));
}

TEST_P(DatabaseTest, writes_of_a_batch_see_what_the_ones_before_them_kept) {
  std::array<std::int64_t, 2> seen{};
  auto const look = [&](std::size_t place) {
    return [&seen, place](Transaction& t) {
      seen.at(place) = t.one<Number>(count_entries)->number;
      return false;
    };
  };
  write_together({[](Transaction& t) { return t.execute(insert_entry, 1) == 1; }, look(0),
                  [](Transaction& t) { return t.execute(insert_entry, 2) != 1; }, look(1)});
  EXPECT_THAT(seen, testing::ElementsAre(1, 1));
}

TEST_P(DatabaseTest, a_batch_in_which_nothing_is_to_be_undone_runs_each_write_once) {
  std::array<int, 3> runs{};
  auto const run = [&](std::size_t place, Write const& work) {
    return [&runs, place, work](Transaction& t) {
      ++runs.at(place);
      return work(t);
    };
  };
  write_together({run(0, [](Transaction& t) { return t.execute(insert_entry, 1) == 1; }),
                  run(1, [](Transaction&) { return false; }),
                  run(2, [](Transaction& t) { return t.execute(insert_entry, 2) == 1; })});
  EXPECT_THAT(runs, testing::ElementsAre(1, 1, 1));
  EXPECT_EQ(entries(), (std::vector<std::int64_t>{1, 2}));
}

TEST_P(DatabaseTest, what_a_bulk_of_a_refused_write_inserted_is_undone_in_a_batch) {
  std::vector<Entry> const rows{{1}, {2}};
  write_together({[](Transaction& t) { return t.execute(insert_entry, 3) == 1; },
                  [&](Transaction& t) {
                    t.insert_all({"entry"}, std::span<Entry const>{rows});
                    return false;
                  }});
  EXPECT_EQ(entries(), std::vector<std::int64_t>{3});
}

TEST_P(DatabaseTest, of_64_concurrent_writers_none_is_lost) {
  constexpr int writers = 64;
  constexpr int each = 10;
  std::vector<std::jthread> threads;
  for (int writer = 0; writer < writers; ++writer) {
    threads.emplace_back([&, writer] {
      for (int i = 0; i < each; ++i)
        database().write(tenant(), [&](Transaction& t) {
          t.execute(count_up);
          return t.execute(insert_entry, writer * each + i) == 1;
        });
    });
    if (writer == 0) threads.front().join();  // the database is opened by the first
  }
  for (auto& thread : threads)
    if (thread.joinable()) thread.join();
  EXPECT_EQ(entries().size(), writers * each);
  auto const counter = database().read(
      tenant(), [](Transaction& t) { return t.one<Number>(select_counter)->number; });
  EXPECT_EQ(counter, writers * each);
}

TEST_P(DatabaseTest, tenants_write_and_read_apart) {
  std::vector<std::jthread> threads;
  add(1, TenantId{99});
  for (std::int64_t number = 1; number <= 8; ++number)
    threads.emplace_back([&, number] {
      for (std::int64_t id = 1; id <= number; ++id) add(id, TenantId{number});
    });
  threads.clear();
  for (std::int64_t number = 1; number <= 8; ++number)
    EXPECT_EQ(entries(TenantId{number}).size(), number);
}

TEST_P(DatabaseTest, a_reader_keeps_its_snapshot_while_others_write) {
  add(1);
  std::vector<std::int64_t> seen;
  database().read_here(tenant(), [&](Transaction& t) {
    seen.push_back(t.one<Number>(count_entries)->number);
    add(2);
    seen.push_back(t.one<Number>(count_entries)->number);
  });
  EXPECT_THAT(seen, testing::ElementsAre(1, 1));
  EXPECT_EQ(entries().size(), 2U);
}

TEST_P(DatabaseTest, a_reader_sees_nothing_of_an_unfinished_write) {
  database().write(tenant(), [&](Transaction& t) {
    t.execute(insert_entry, 1);
    EXPECT_TRUE(entries().empty());
    return true;
  });
  EXPECT_EQ(entries().size(), 1U);
}

TEST_P(DatabaseTest, a_reader_cannot_write) {
  EXPECT_THROW(database().read_here(tenant(), [](Transaction& t) { t.execute(insert_entry, 1); }),
               DatabaseFailure);
  EXPECT_TRUE(entries().empty());
}

TEST_P(DatabaseTest, submitted_reads_run_and_report_their_failure) {
  add(1);
  std::promise<std::int64_t> count;
  database().submit_read(
      tenant(), [&](Transaction& t) { count.set_value(t.one<Number>(count_entries)->number); },
      [](auto const&) {});
  EXPECT_EQ(count.get_future().get(), 1);
  std::promise<void> failed;
  database().submit_read(
      tenant(), [](Transaction&) { throw std::logic_error{"mine"}; },
      [&](std::exception_ptr const& failure) { failed.set_exception(failure); });
  EXPECT_THROW(failed.get_future().get(), std::logic_error);
}

TEST_P(DatabaseTest, the_version_grows_with_commits_that_kept_something_and_only_for_their_tenant) {
  EXPECT_EQ(database().version(tenant()), 0U);
  add(1);
  EXPECT_EQ(database().version(tenant()), 1U);
  database().write(tenant(), [](Transaction& t) { return t.execute(insert_entry, 2) == 0; });
  EXPECT_EQ(database().version(tenant()), 1U);
  EXPECT_EQ(database().version(TenantId{2}), 0U);
}

TEST_P(DatabaseTest, change_keeps_a_value_and_undoes_a_refusal) {
  enum class No { no };
  auto const operate = [&](std::int64_t id, bool good) {
    return database().change(tenant(), [&](Transaction& t) -> std::expected<std::int64_t, No> {
      t.execute(insert_entry, id);
      if (!good) return std::unexpected{No::no};
      return id;
    });
  };
  EXPECT_EQ(operate(1, true).value(), 1);
  EXPECT_FALSE(operate(2, false).has_value());
  EXPECT_EQ(entries(), std::vector<std::int64_t>{1});
}

TEST_P(DatabaseTest, stopping_finishes_accepted_writes_and_refuses_more) {
  std::atomic<int> finished{0};
  for (int i = 0; i < 200; ++i)
    database().submit_write(
        tenant(), [i](Transaction& t) { return t.execute(insert_entry, i) == 1; },
        [&](std::exception_ptr const& failure) { finished += failure == nullptr ? 1 : 0; });
  database().stop();
  EXPECT_EQ(finished, 200);
  EXPECT_THROW(add(1'000), DatabaseFailure);
  open({});
  EXPECT_EQ(entries().size(), 200U);
}

TEST_P(DatabaseTest, a_backup_made_while_writing_is_a_consistent_copy) {
  add(1);
  add(2);
  auto const path =
      std::filesystem::temp_directory_path() / fmt::format("hangji-backup-{}", ::getpid());
  std::filesystem::remove(path);
  database().read_here(tenant(), [&](Transaction& t) {
    EXPECT_EQ(t.one<Number>(count_entries)->number, 2);
    database().backup_to(path);
  });
  EXPECT_THROW(database().backup_to(path), DatabaseFailure);  // never over an older one
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(path).permissions(), perms::owner_read | perms::owner_write);
  if (GetParam() == Engine::sqlite) {
    auto const copy = Database::open({.url = "sqlite:" + path.string()}, clock());
    EXPECT_EQ(
        copy->read(tenant(), [](Transaction& t) { return t.one<Number>(count_entries)->number; }),
        2);
  } else {
    EXPECT_EQ(std::system(fmt::format("pg_restore --list {} | grep -q 'TABLE DATA public entry'",
                                      path.string())
                              .c_str()),
              0);
  }
  for (auto const* part : {"", "-wal", "-shm"}) std::filesystem::remove(path.string() + part);
}

TEST_P(DatabaseTest, a_backup_that_cannot_be_written_is_a_failure) {
  EXPECT_THROW(database().backup_to("/nowhere/at/all"), DatabaseFailure);
}

TEST(Database, an_address_of_another_kind_is_refused) {
  EXPECT_THROW(Database::open({.url = "mysql://x"}, SystemClock{}), DatabaseFailure);
}

}  // namespace hangji::database
