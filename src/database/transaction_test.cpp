#include "database/test_databases.h"

#include <gmock/gmock.h>

namespace hangji::database {

enum class Colour { red, green };
BOOST_DESCRIBE_ENUM(Colour, red, green)

struct Everything {
  UnitId id{};
  std::int64_t count{0};
  bool flag{false};
  Fen amount{};
  Points points{};
  std::string text{};
  Date day{};
  Month month{};
  Instant at{};
  Colour colour{};
  MemberId nobody{};
  std::optional<std::int64_t> maybe_count{};
  std::optional<std::string> maybe_text{};
  std::optional<Date> maybe_day{};
  bool operator==(Everything const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Everything, (),
                      (id, count, flag, amount, points, text, day, month, at, colour, nobody,
                       maybe_count, maybe_text, maybe_day))

struct Number {
  std::int64_t number{0};
};
BOOST_DESCRIBE_STRUCT(Number, (), (number))

struct Text {
  std::string text{};
};
BOOST_DESCRIBE_STRUCT(Text, (), (text))

constexpr TableName everything{"everything"};
constexpr auto create_everything = R"sql(
  CREATE TABLE everything (
    tenant_id BIGINT NOT NULL, id BIGINT NOT NULL, count BIGINT NOT NULL, flag BIGINT NOT NULL,
      amount BIGINT NOT NULL,
    points BIGINT NOT NULL, text TEXT NOT NULL, day TEXT NOT NULL, month TEXT NOT NULL,
      at TEXT NOT NULL,
    colour TEXT NOT NULL, nobody BIGINT, maybe_count BIGINT, maybe_text TEXT, maybe_day TEXT,
    PRIMARY KEY (tenant_id, id)))sql";

constexpr Query select_all{"test.select_all", R"sql(
  SELECT id, count, flag, amount, points, text, day, month, at, colour, nobody, maybe_count,
    maybe_text, maybe_day
  FROM everything WHERE tenant_id = :tenant ORDER BY id)sql"};
constexpr Query select_numbers{"test.select_numbers",
                               "SELECT id FROM everything WHERE tenant_id = :tenant ORDER BY id"};

class TransactionTest : public OnBothEngines {
protected:
  void SetUp() override { test_database().connect()->run(create_everything); }

  static Everything full(std::int64_t id) {
    return {.id = {id},
            .count = std::numeric_limits<std::int64_t>::max(),
            .flag = true,
            .amount = {-1'234},
            .points = {50},
            .text = "石景山区 'quoted' \\ tab\t newline\n \"双引号\" end",
            .day = *Date::from_ymd(2026, 7, 1),
            .month = *Month::from_ym(2026, 7),
            .at = {1'795'400'000'123},
            .colour = Colour::green,
            .nobody = {77},
            .maybe_count = std::numeric_limits<std::int64_t>::min(),
            .maybe_text = "",
            .maybe_day = *Date::from_ymd(1921, 7, 23)};
  }
  static Everything bare(std::int64_t id) {
    return {.id = {id},
            .month = *Month::from_ym(1, 1),
            .at = {0},
            .nobody = {},
            .maybe_count = {},
            .maybe_text = {},
            .maybe_day = {}};
  }
  std::vector<Everything> stored(TenantId of = tenant()) {
    return database().read(of, [](Transaction& t) { return t.all<Everything>(select_all); });
  }
  void insert(std::vector<Everything> const& rows) {
    database().write(tenant(), [&](Transaction& t) {
      t.insert_all<Everything>(everything, rows);
      return true;
    });
  }
};
HANGJI_ON_BOTH_ENGINES(TransactionTest);

TEST_P(TransactionTest, every_column_type_comes_back_as_it_went_in) {
  std::vector<Everything> const rows{full(1), bare(2)};
  database().write(tenant(), [&](Transaction& t) {
    for (auto const& row : rows) t.insert(everything, row);
    return true;
  });
  EXPECT_EQ(stored(), rows);
}

TEST_P(TransactionTest, bulk_insert_stores_the_same_as_single_inserts) {
  std::vector<Everything> const rows{full(1), bare(2), full(3)};
  insert(rows);
  EXPECT_EQ(stored(), rows);
}

TEST_P(TransactionTest, bulk_insert_of_no_rows_changes_nothing) {
  insert({});
  EXPECT_TRUE(stored().empty());
}

TEST_P(TransactionTest, absent_values_are_null_in_the_table) {
  insert({bare(1)});
  static constexpr Query query{"test.nulls", R"sql(
    SELECT COUNT(*) AS number FROM everything WHERE tenant_id = :tenant AND nobody IS NULL
      AND maybe_count IS NULL
    AND maybe_text IS NULL AND maybe_day IS NULL)sql"};
  EXPECT_EQ(database().read(tenant(), [](Transaction& t) { return t.one<Number>(query)->number; }),
            1);
}

TEST_P(TransactionTest, a_tenant_sees_only_its_own_rows) {
  insert({full(1)});
  EXPECT_TRUE(stored(TenantId{2}).empty());
}

TEST_P(TransactionTest, a_name_used_twice_is_one_argument) {
  insert({full(1), bare(2)});
  static constexpr Query query{"test.optional_filter", R"sql(
    SELECT id AS number FROM everything WHERE tenant_id = :tenant
      AND (:count IS NULL OR count = :count)
    AND (:text IS NULL OR text <> :text) ORDER BY id)sql"};
  auto const count = [&](std::optional<std::int64_t> wanted, std::optional<std::string> unwanted) {
    return database().read(
        tenant(), [&](Transaction& t) { return t.all<Number>(query, wanted, unwanted).size(); });
  };
  EXPECT_EQ(count(std::nullopt, std::nullopt), 2U);
  EXPECT_EQ(count(0, std::nullopt), 1U);
  EXPECT_EQ(count(5, std::nullopt), 0U);
  EXPECT_EQ(count(std::nullopt, ""), 1U);
}

TEST_P(TransactionTest, a_sum_over_nothing_is_zero_and_a_sum_is_an_integer) {
  static constexpr Query query{
      "test.sum", "SELECT SUM(amount) AS number FROM everything WHERE tenant_id = :tenant"};
  auto const sum = [&] {
    return database().read(tenant(), [](Transaction& t) { return t.one<Number>(query)->number; });
  };
  EXPECT_EQ(sum(), 0);
  insert({full(1), full(2)});
  EXPECT_EQ(sum(), -2'468);
}

TEST_P(TransactionTest, one_gives_the_first_row_or_none_and_can_be_asked_again) {
  insert({full(1), full(2), full(3)});
  database().read_here(tenant(), [](Transaction& t) {
    for (int i = 0; i < 3; ++i) EXPECT_EQ(t.one<Number>(select_numbers)->number, 1);
    static constexpr Query none{"test.none",
                                "SELECT id FROM everything WHERE tenant_id = :tenant AND id = :id"};
    EXPECT_FALSE(t.one<Number>(none, 99));
  });
}

TEST_P(TransactionTest, queries_can_be_nested_the_same_one_too) {
  insert({full(1), full(2), full(3)});
  std::vector<std::int64_t> seen;
  database().read_here(tenant(), [&](Transaction& t) {
    t.each<Number>(select_numbers, [&](Number const& outer) {
      t.each<Number>(select_numbers, [&](Number const& inner) {
        seen.push_back(outer.number * 10 + inner.number);
      });
    });
  });
  EXPECT_EQ(seen, (std::vector<std::int64_t>{11, 12, 13, 21, 22, 23, 31, 32, 33}));
}

TEST_P(TransactionTest, rows_are_written_while_others_are_read) {
  insert({full(1), full(2)});
  database().write(tenant(), [](Transaction& t) {
    static constexpr Query mark{
        "test.mark", "UPDATE everything SET count = id WHERE tenant_id = :tenant AND id = :id"};
    t.each<Number>(select_numbers,
                   [&](Number const& row) { EXPECT_EQ(t.execute(mark, row.number), 1); });
    return true;
  });
  EXPECT_EQ(stored()[1].count, 2);
}

TEST_P(TransactionTest, a_reading_broken_off_by_an_exception_leaves_the_query_usable) {
  insert({full(1), full(2)});
  database().read_here(tenant(), [](Transaction& t) {
    EXPECT_THROW(
        t.each<Number>(select_numbers, [](Number const&) { throw std::runtime_error{"enough"}; }),
        std::runtime_error);
    EXPECT_EQ(t.all<Number>(select_numbers).size(), 2U);
  });
  EXPECT_EQ(stored().size(), 2U);
}

TEST_P(TransactionTest, execute_tells_how_many_rows_changed) {
  insert({full(1), full(2), full(3)});
  database().write(tenant(), [](Transaction& t) {
    static constexpr Query update{
        "test.update", "UPDATE everything SET count = 1 WHERE tenant_id = :tenant AND id > :id"};
    static constexpr Query remove{"test.delete",
                                  "DELETE FROM everything WHERE tenant_id = :tenant AND id = :id"};
    EXPECT_EQ(t.execute(update, 1), 2);
    EXPECT_EQ(t.execute(update, 3), 0);
    EXPECT_EQ(t.execute(remove, 1), 1);
    return true;
  });
}

TEST_P(TransactionTest, update_sets_every_member_of_one_row) {
  insert({full(1), full(2)});
  database().write(tenant(), [](Transaction& t) {
    EXPECT_EQ(t.update(everything, bare(2)), 1);
    EXPECT_EQ(t.update(everything, bare(3)), 0);
    return true;
  });
  EXPECT_EQ(stored(), (std::vector{full(1), bare(2)}));
}

TEST_P(TransactionTest, an_upsert_inserts_and_then_updates) {
  static constexpr Query upsert{"test.upsert", R"sql(
    INSERT INTO journal_head (tenant_id, seq, id, hash) VALUES (:tenant, :seq, :id, :hash)
    ON CONFLICT (tenant_id) DO UPDATE SET seq = excluded.seq, id = excluded.id,
      hash = excluded.hash)sql"};
  static constexpr Query hash{"test.hash",
                              "SELECT hash AS text FROM journal_head WHERE tenant_id = :tenant"};
  for (std::string const value : {"first", "second"}) {
    database().write(tenant(), [&](Transaction& t) { return t.execute(upsert, 1, 2, value) == 1; });
    EXPECT_EQ(database().read(tenant(), [](Transaction& t) { return t.one<Text>(hash)->text; }),
              value);
  }
}

TEST_P(TransactionTest, a_value_the_program_never_wrote_is_a_failure) {
  insert({full(1)});
  test_database().connect()->run("UPDATE everything SET colour = 'purple'");
  EXPECT_THROW(stored(), std::runtime_error);
}

TEST_P(TransactionTest, a_text_query_at_a_reused_address_is_not_mistaken_for_the_old_one) {
  insert({full(1), full(2)});
  std::string sql = "SELECT 1 AS number FROM everything WHERE tenant_id = :tenant";
  database().read_here(tenant(), [&](Transaction& t) {
    EXPECT_EQ(t.one<Number>(Query{"test.same_address", sql})->number, 1);
    sql[7] = '2';
    EXPECT_EQ(t.one<Number>(Query{"test.same_address", sql})->number, 2);
  });
}

TEST_P(TransactionTest, a_long_text_comes_back_whole) {
  auto row = full(1);
  for (int i = 0; i < 300'000; ++i) row.text += "一二三 ";
  insert({row});
  EXPECT_EQ(stored()[0].text, row.text);
}

TEST_P(TransactionTest, a_failure_names_the_query_but_shows_no_value) {
  auto row = full(1);
  row.text = "440106199001011234";
  insert({row});
  try {
    database().write(tenant(), [&](Transaction& t) {
      t.insert(everything, row);
      return true;
    });
    FAIL() << "a duplicate key was stored";
  } catch (DatabaseFailure const& failure) {
    EXPECT_THAT(failure.what(), testing::HasSubstr("insert"));
    EXPECT_THAT(failure.what(), testing::Not(testing::HasSubstr(row.text)));
  }
}

}  // namespace hangji::database
