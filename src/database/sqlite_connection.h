// A SQLite connection and its kept statements, on the C interface of the library. Internal to
// `database/`.
#pragma once

#include "database/engine.h"
#include "database/statement_cache.h"

#include <sqlite3.h>

namespace hangji::database {

class SqliteStatement final : public Statement {
public:
  SqliteStatement(sqlite3* connection, Query const& query, std::vector<ColumnKind> const& kinds);
  ~SqliteStatement() override;
  SqliteStatement(SqliteStatement const&) = delete;
  SqliteStatement& operator=(SqliteStatement const&) = delete;

  void set_tenant(TenantId tenant) { m_tenant = tenant; }
  [[nodiscard]] bool is_reading() const { return m_reading; }
  std::span<Cell> arguments() override { return m_arguments; }
  void start() override;
  std::vector<Cell> const* next() override;
  void stop() noexcept override;
  std::int64_t changed() override { return m_changed; }

private:
  void bind();
  [[noreturn]] void fail();

  sqlite3* m_connection;
  sqlite3_stmt* m_statement{nullptr};
  std::string m_name;
  std::vector<ColumnKind> m_kinds;
  int m_tenant_index;
  TenantId m_tenant{};
  std::vector<Cell> m_arguments{};
  std::vector<Cell> m_cells;
  std::int64_t m_changed{0};
  bool m_reading{false};
};

enum class SqliteUse { writing, reading };

class SqliteConnection final : public EngineConnection {
public:
  SqliteConnection(std::string const& path, SqliteUse use);
  ~SqliteConnection() override;
  SqliteConnection(SqliteConnection const&) = delete;
  SqliteConnection& operator=(SqliteConnection const&) = delete;

  Statement& prepare(Query const& query, std::vector<ColumnKind> const& kinds,
                     TenantId tenant) override;
  void bulk_insert(TableName table, std::span<std::string_view const> columns,
                   std::vector<ColumnKind> const& kinds,
                   std::function<bool(std::vector<Cell>&)> const& fill) override;
  void begin_write(TenantId tenant) override;
  void begin_read() override;
  void commit() override;
  void roll_back() noexcept override;
  void run(std::string const& sql) override;
  [[nodiscard]] std::int64_t changes() const override {
    return sqlite3_total_changes64(m_connection);
  }
  [[nodiscard]] bool in_transaction() const override {
    return sqlite3_get_autocommit(m_connection) == 0;
  }
  [[nodiscard]] bool is_usable() const override { return !in_transaction(); }
  [[nodiscard]] Query select_tables() const override {
    return {"sqlite.tables",
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"};
  }
  void schema_changed() override;
  void tidy() override;

  /// Pages in the write-ahead log are reported here after each commit.
  void watch_log(std::function<void(int pages)> watch) { m_watch = std::move(watch); }

private:
  sqlite3* m_connection{nullptr};
  StatementCache<SqliteStatement> m_statements{};
  std::function<void(int)> m_watch{};
  int m_log_pages{0};
};

}  // namespace hangji::database
