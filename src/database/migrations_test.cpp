#include "database/test_databases.h"

#include <gmock/gmock.h>

namespace hangji::database {

namespace {

std::vector<Migration> two_steps() {
  return {
      {1, "first", "CREATE TABLE one (id BIGINT NOT NULL PRIMARY KEY)", "a"},
      {2, "second",
       "CREATE TABLE two (id BIGINT NOT NULL PRIMARY KEY);\nCREATE TABLE three (id BIGINT);", "b"}};
}

// Each column, index and foreign key of the schema as one line, in the words both engines share.
constexpr Query sqlite_schema{"test.sqlite_schema", R"sql(
  SELECT t.name || '.' || c.name
         || CASE c.type WHEN 'BIGINT' THEN ' integer' WHEN 'TEXT' THEN ' text' ELSE c.type END
         || CASE WHEN c."notnull" = 1 THEN ' not null' ELSE '' END
         || CASE WHEN c.pk > 0 THEN ' key ' || c.pk ELSE '' END
  FROM sqlite_schema AS t, pragma_table_info(t.name) AS c
  WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
  UNION ALL
  SELECT 'index on ' || t.name
         || (SELECT GROUP_CONCAT(' ' || COALESCE(c.name, '?'), '')
             FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno) AS c)
         || CASE WHEN i."unique" = 1 THEN ' unique' ELSE '' END
         || CASE WHEN i.partial = 1 THEN ' partial' ELSE '' END
  FROM sqlite_schema AS t, pragma_index_list(t.name) AS i
  WHERE t.type = 'table' AND i.origin <> 'pk'
  UNION ALL
  SELECT 'from ' || t.name || '.' || f."from" || ' to ' || f."table" || '.' || f."to"
         || ' delete ' || f.on_delete
  FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f
  WHERE t.type = 'table')sql"};
constexpr Query postgresql_schema{"test.postgresql_schema", R"sql(
  SELECT t.relname || '.' || c.attname
         || CASE format_type(c.atttypid, NULL) WHEN 'bigint' THEN ' integer'
                 WHEN 'text' THEN ' text' ELSE format_type(c.atttypid, NULL) END
         || CASE WHEN c.attnotnull THEN ' not null' ELSE '' END
         || COALESCE(' key ' || array_position(k.conkey, c.attnum), '')
  FROM pg_class AS t
  JOIN pg_attribute AS c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped
  LEFT JOIN pg_constraint AS k ON k.conrelid = t.oid AND k.contype = 'p'
  WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace
  UNION ALL
  SELECT 'index on ' || t.relname
         || (SELECT string_agg(' ' || COALESCE(c.attname, '?'), '' ORDER BY n.place)
             FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS n(number, place)
             LEFT JOIN pg_attribute AS c
             ON c.attrelid = t.oid AND c.attnum = n.number AND n.number > 0)
         || CASE WHEN i.indisunique THEN ' unique' ELSE '' END
         || CASE WHEN i.indpred IS NOT NULL THEN ' partial' ELSE '' END
  FROM pg_index AS i
  JOIN pg_class AS t ON t.oid = i.indrelid AND t.relnamespace = 'public'::regnamespace
  WHERE NOT i.indisprimary
  UNION ALL
  SELECT 'from ' || h.relname || '.' || a.attname || ' to ' || o.relname || '.' || b.attname
         || ' delete ' || CASE f.confdeltype WHEN 'a' THEN 'NO ACTION' WHEN 'c' THEN 'CASCADE'
                               ELSE f.confdeltype::text END
  FROM pg_constraint AS f
  CROSS JOIN LATERAL unnest(f.conkey, f.confkey) AS n(here, there)
  JOIN pg_class AS h ON h.oid = f.conrelid
  JOIN pg_class AS o ON o.oid = f.confrelid
  JOIN pg_attribute AS a ON a.attrelid = f.conrelid AND a.attnum = n.here
  JOIN pg_attribute AS b ON b.attrelid = f.confrelid AND b.attnum = n.there
  WHERE f.contype = 'f')sql"};

std::vector<std::string> schema_lines(Query const& query, Engine engine) {
  TestDatabase const database{engine};
  auto const connection = database.connect();
  auto& statement = connection->prepare(query, {ColumnKind::text}, {});
  std::vector<std::string> lines;
  statement.start();
  while (auto const* cells = statement.next()) lines.emplace_back((*cells)[0].text);
  std::ranges::sort(lines);
  return lines;
}

}  // namespace

class MigrationsTest : public testing::TestWithParam<Engine> {
protected:
  void run(std::vector<Migration> const& steps, std::function<void()> const& before = {}) {
    migrate(*m_connection, steps, m_clock, before);
  }
  [[nodiscard]] EngineConnection& connection() { return *m_connection; }
  [[nodiscard]] std::vector<std::string> tables() {
    auto& statement = m_connection->prepare(m_connection->select_tables(), {ColumnKind::text}, {});
    std::vector<std::string> names;
    statement.start();
    while (auto const* cells = statement.next()) names.emplace_back((*cells)[0].text);
    return names;
  }

private:
  ManualClock m_clock{*Date::from_ymd(2026, 11, 23)};
  TestDatabase m_database{GetParam(), Content::empty};
  std::unique_ptr<EngineConnection> m_connection{m_database.connect()};
};
HANGJI_ON_BOTH_ENGINES(MigrationsTest);

TEST_P(MigrationsTest, an_empty_database_gets_every_step_without_a_warning_beforehand) {
  EXPECT_EQ(schema_version(connection()), 0);
  run(two_steps(), [] { FAIL() << "there was nothing to save"; });
  EXPECT_EQ(schema_version(connection()), 2);
  EXPECT_THAT(tables(), testing::UnorderedElementsAre("schema_migration", "one", "two", "three"));
}

TEST_P(MigrationsTest, a_database_that_is_behind_is_announced_and_gets_only_the_new_steps) {
  run({two_steps()[0]});
  int announced = 0;
  run(two_steps(), [&] { ++announced; });
  run(two_steps(), [&] { ++announced; });
  EXPECT_EQ(announced, 1);
  EXPECT_EQ(schema_version(connection()), 2);
}

TEST_P(MigrationsTest, a_step_that_fails_leaves_nothing_of_itself) {
  auto steps = two_steps();
  steps[1].sql = "CREATE TABLE two (id BIGINT);\nCREATE TABLE one (id BIGINT);";
  EXPECT_THROW(run(steps), DatabaseFailure);
  EXPECT_EQ(schema_version(connection()), 1);
  EXPECT_THAT(tables(), testing::UnorderedElementsAre("schema_migration", "one"));
  run(two_steps());
}

TEST_P(MigrationsTest, a_database_of_a_newer_program_is_refused_in_chinese) {
  run(two_steps());
  try {
    run({two_steps()[0]});
    FAIL() << "an older program took a newer database";
  } catch (DatabaseFailure const& failure) {
    EXPECT_THAT(failure.what(),
                testing::AllOf(testing::HasSubstr("第 2 版"), testing::HasSubstr("新版程序")));
  }
}

TEST_P(MigrationsTest, a_step_changed_after_it_was_applied_is_refused) {
  run(two_steps());
  auto steps = two_steps();
  steps[0].sha256 = "c";
  EXPECT_THROW(run(steps), DatabaseFailure);
}

TEST_P(MigrationsTest, when_it_was_applied_is_known) {
  run(two_steps());
  auto& statement = connection().prepare(
      {"test.applied_at", "SELECT applied_at FROM schema_migration"}, {ColumnKind::text}, {});
  statement.start();
  EXPECT_EQ((*statement.next())[0].text, "2026-11-23T04:00:00.000Z");
  statement.stop();
}

TEST(Migrations, are_numbered_upwards) {
  EXPECT_TRUE(std::ranges::is_sorted(migrations(), std::ranges::less_equal{}, &Migration::number));
  ASSERT_FALSE(migrations().empty());
  EXPECT_EQ(migrations()[0].name, "foundation");
}

TEST(Migrations, end_in_the_same_schema_on_both_engines) {
  auto const lines = schema_lines(sqlite_schema, Engine::sqlite);
  EXPECT_THAT(lines, testing::Contains("tenant.id integer not null key 1"));
  for (auto const engine : postgresql_to_test())
    EXPECT_THAT(schema_lines(postgresql_schema, engine), testing::ElementsAreArray(lines));
}

}  // namespace hangji::database
