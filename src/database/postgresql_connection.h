// A PostgreSQL connection and its kept statements, on libpq. Rows are streamed one by one, so that
// a reading of millions needs no memory; when another statement comes in between, the rows still to
// come are fetched and kept first. Internal to `database/`.
#pragma once

#include "database/engine.h"
#include "database/statement_cache.h"

#include <libpq-fe.h>

#include <deque>

namespace hangji::database {

struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using PostgresqlResult = std::unique_ptr<PGresult, ClearResult>;

class PostgresqlConnection;

class PostgresqlStatement final : public Statement {
public:
  PostgresqlStatement(PostgresqlConnection& connection, Query const& query,
                      std::vector<ColumnKind> const& kinds);
  ~PostgresqlStatement() override { stop(); }
  PostgresqlStatement(PostgresqlStatement const&) = delete;
  PostgresqlStatement& operator=(PostgresqlStatement const&) = delete;

  void set_tenant(TenantId tenant) { m_tenant.set(tenant.value); }
  [[nodiscard]] bool is_reading() const { return m_reading; }
  std::span<Cell> arguments() override { return m_arguments; }
  void start() override;
  std::vector<Cell> const* next() override;
  void stop() noexcept override;
  std::int64_t changed() override { return m_changed; }
  /// Fetches what is still to come, so that the connection is free.
  void fetch_rest();

private:
  struct Parameters;

  void prepare(std::vector<Oid> const& types);
  void check_columns(PGresult const* result) const;
  /// The next row from the server; none after the last.
  [[nodiscard]] PostgresqlResult fetch();
  void take(PGresult const* row);

  PostgresqlConnection& m_connection;
  std::string m_query_name;
  std::string m_sql;
  std::vector<ColumnKind> m_kinds;
  int m_tenant_index;
  Cell m_tenant{};
  std::vector<Cell> m_arguments;
  /// The name the server knows it by, and the types it was prepared for; empty before the first
  /// run.
  std::string m_server_name{};
  std::vector<Oid> m_types{};
  std::vector<Cell> m_cells;
  PostgresqlResult m_row{};
  std::deque<PostgresqlResult> m_fetched{};
  std::int64_t m_changed{0};
  bool m_reading{false};
};

class PostgresqlConnection final : public EngineConnection {
public:
  explicit PostgresqlConnection(std::string const& url);
  ~PostgresqlConnection() override;
  PostgresqlConnection(PostgresqlConnection const&) = delete;
  PostgresqlConnection& operator=(PostgresqlConnection const&) = delete;

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
  [[nodiscard]] std::int64_t changes() const override { return m_changes; }
  [[nodiscard]] bool in_transaction() const override;
  [[nodiscard]] bool is_usable() const override;
  [[nodiscard]] Query select_tables() const override {
    return {"postgresql.tables",
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"};
  }

  // For its statements:
  [[nodiscard]] PGconn* handle() const { return m_connection; }
  /// Makes the connection free for a command; `reader` (or none) streams from it afterwards.
  void make_way(PostgresqlStatement* reader);
  void note_changes(std::int64_t rows) { m_changes += rows; }
  /// The stream came to its end by itself.
  void end_stream() { m_streaming = nullptr; }
  /// Throws away what this reader has not read.
  void drop_stream(PostgresqlStatement const* reader) noexcept;
  [[nodiscard]] std::string new_statement_name() {
    return "s" + std::to_string(++m_statement_count);
  }
  /// Throws the failure that `result` (or the connection) reports, after the rest of the command
  /// was read away.
  [[noreturn]] void fail(std::string_view what, PGresult const* result);

private:
  void drain() noexcept;

  PGconn* m_connection;
  StatementCache<PostgresqlStatement> m_statements{};
  PostgresqlStatement* m_streaming{nullptr};
  int m_statement_count{0};
  std::int64_t m_changes{0};
  bool m_locked{false};
  bool m_lost{false};
};

}  // namespace hangji::database
