// Fixture for tests that must hold on both engines: every test gets a fresh, migrated database and
// a clock that stands still. For tests only; nothing of the program includes it.
//
//   class Dues : public database::OnBothEngines {};
//   HANGJI_ON_BOTH_ENGINES(Dues);
//   TEST_P(Dues, a_payment_is_kept) { database().change(tenant(), …); }
#pragma once

#include "database/engine.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <unistd.h>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace hangji::database {

enum class Content { migrated, empty };

/// SQLite files in a directory of the process; the migrated one is made once and copied.
class SqliteTestFiles {
public:
  SqliteTestFiles() {
    auto pattern = (std::filesystem::temp_directory_path() / "hangji-test.XXXXXX").string();
    m_directory = ::mkdtemp(pattern.data());
    migrate(*sqlite_engine(m_directory / "template").open_writer(), migrations(), SystemClock{},
            {});
  }
  ~SqliteTestFiles() {
    std::error_code ignored;
    std::filesystem::remove_all(m_directory, ignored);
  }
  [[nodiscard]] std::string make(Content content) {
    auto const file = m_directory / std::to_string(++m_count);
    if (content == Content::migrated) std::filesystem::copy_file(m_directory / "template", file);
    return "sqlite:" + file.string();
  }
  static void remove(std::string const& url) {
    for (auto const* part : {"", "-wal", "-shm"}) std::filesystem::remove(url.substr(7) + part);
  }

private:
  std::filesystem::path m_directory{};
  int m_count{0};
};

/// Databases of the cluster named by HANGJI_TEST_POSTGRESQL. Making one takes 150 ms, so a database
/// whose tables are still those of the template is emptied and used again.
class PostgresqlTestDatabases {
public:
  PostgresqlTestDatabases() : m_prefix{fmt::format("hangji_test_{}", ::getpid())} {
    if (cluster().empty())
      throw std::runtime_error{
          "HANGJI_TEST_POSTGRESQL names no cluster; HANGJI_WITHOUT_POSTGRESQL=1 does without"};
    administer(fmt::format("CREATE DATABASE {}", m_prefix));
    auto const connection = postgresql_engine(url_of(m_prefix)).open_writer();
    migrate(*connection, migrations(), SystemClock{}, {});
    m_tables = tables_of(*connection);
  }
  ~PostgresqlTestDatabases() {
    if (!m_idle.empty()) drop(m_idle);
    drop(url_of(m_prefix));
  }
  static std::string cluster() {
    auto const* url = std::getenv("HANGJI_TEST_POSTGRESQL");
    return url == nullptr ? "" : url;
  }
  [[nodiscard]] std::string make(Content content) {
    if (content == Content::migrated && !m_idle.empty()) return std::exchange(m_idle, "");
    auto const name = fmt::format("{}_{}", m_prefix, ++m_count);
    administer(fmt::format("CREATE DATABASE {} TEMPLATE {}", name,
                           content == Content::migrated ? m_prefix : "template0"));
    return url_of(name);
  }
  void take_back(std::string const& url) {
    bool reusable = m_idle.empty();
    if (reusable) {
      auto const connection = postgresql_engine(url).open_writer();
      reusable = tables_of(*connection) == m_tables;
      if (reusable) connection->run(empty_tables);
    }
    if (reusable)
      m_idle = url;
    else
      drop(url);
  }

private:
  static constexpr auto empty_tables = R"sql(
    DO $$ DECLARE name TEXT; BEGIN
      SET LOCAL session_replication_role = replica;
      FOR name IN SELECT quote_ident(tablename) FROM pg_tables
                  WHERE schemaname = 'public' AND tablename <> 'schema_migration' LOOP
        EXECUTE 'DELETE FROM ' || name;
      END LOOP;
    END $$)sql";
  static constexpr Query describe_tables{"test.describe_tables", R"sql(
    SELECT COALESCE(MD5(STRING_AGG(attrelid || attname || atttypid || attisdropped, ','
      ORDER BY attrelid, attnum)), '')
    FROM pg_attribute WHERE attrelid >= 16384)sql"};
  static constexpr Query count_migrations{"test.count_migrations", R"sql(
    SELECT STRING_AGG(number || sha256, ',' ORDER BY number) FROM schema_migration)sql"};

  /// What is there, as one text.
  static std::string tables_of(EngineConnection& connection) {
    std::string all;
    for (auto const& query : {describe_tables, count_migrations}) {
      auto& statement = connection.prepare(query, {ColumnKind::text}, TenantId{});
      statement.start();
      while (auto const* cells = statement.next()) all += (*cells)[0].text;
    }
    return all;
  }
  static std::string url_of(std::string const& name) {
    auto url = cluster();
    auto const begin = url.find('/', url.find("//") + 2);
    auto const end = std::min(url.find('?'), url.size());
    return url.replace(begin + 1, end - begin - 1, name);
  }
  static void administer(std::string const& sql) {
    postgresql_engine(cluster()).open_writer()->run(sql);
  }
  static void drop(std::string const& url) {
    auto const begin = url.find('/', url.find("//") + 2) + 1;
    administer(
        fmt::format("DROP DATABASE {} WITH (FORCE)", url.substr(begin, url.find('?') - begin)));
  }

  std::string m_prefix;
  std::string m_tables{};
  std::string m_idle{};
  int m_count{0};
};

/// A database of its own, removed at the end.
class TestDatabase {
public:
  explicit TestDatabase(Engine engine, Content content = Content::migrated)
      : m_engine{engine},
        m_url{engine == Engine::sqlite ? files().make(content) : databases().make(content)} {}
  ~TestDatabase() {
    if (m_engine == Engine::sqlite)
      files().remove(m_url);
    else
      databases().take_back(m_url);
  }
  TestDatabase(TestDatabase const&) = delete;
  TestDatabase& operator=(TestDatabase const&) = delete;
  [[nodiscard]] std::string const& url() const { return m_url; }

  /// A bare connection to it, for what a store cannot do: test tables, tampering.
  [[nodiscard]] std::unique_ptr<EngineConnection> connect() const {
    return (m_engine == Engine::sqlite ? sqlite_engine(m_url.substr(7)) : postgresql_engine(m_url))
        .open_writer();
  }

private:
  static SqliteTestFiles& files() {
    static SqliteTestFiles files;
    return files;
  }
  static PostgresqlTestDatabases& databases() {
    static PostgresqlTestDatabases databases;
    return databases;
  }

  Engine m_engine;
  std::string m_url;
};

/// PostgreSQL, whose absence fails every test on it; none where HANGJI_WITHOUT_POSTGRESQL is 1.
inline std::vector<Engine> postgresql_to_test() {
  auto const* without = std::getenv("HANGJI_WITHOUT_POSTGRESQL");
  if (without == nullptr || std::string_view{without} != "1") return {Engine::postgresql};
  return {};
}
inline std::vector<Engine> engines_to_test() {
  auto engines = postgresql_to_test();
  engines.insert(engines.begin(), Engine::sqlite);
  return engines;
}

inline std::string engine_test_name(::testing::TestParamInfo<Engine> const& info) {
  return info.param == Engine::sqlite ? "sqlite" : "postgresql";
}

class OnBothEngines : public ::testing::TestWithParam<Engine> {
protected:
  [[nodiscard]] Database& database() {
    if (!m_database) open({});
    return *m_database;
  }
  [[nodiscard]] static TenantId tenant() { return TenantId{1}; }
  [[nodiscard]] ManualClock& clock() { return m_clock; }
  [[nodiscard]] TestDatabase const& test_database() const { return m_test_database; }
  /// Opens the database, again if it is open: as a restart of the program does. The URL is filled
  /// in.
  void open(Options options) {
    m_database.reset();
    options.url = m_test_database.url();
    m_database = Database::open(options, m_clock);
  }
  void close() { m_database.reset(); }

private:
  ManualClock m_clock{*Date::from_ymd(2026, 11, 23)};
  TestDatabase m_test_database{GetParam()};
  std::unique_ptr<Database> m_database{};
};

}  // namespace hangji::database

#define HANGJI_ON_BOTH_ENGINES(fixture)                                                \
  INSTANTIATE_TEST_SUITE_P(Engines, fixture,                                           \
                           ::testing::ValuesIn(::hangji::database::engines_to_test()), \
                           ::hangji::database::engine_test_name)
