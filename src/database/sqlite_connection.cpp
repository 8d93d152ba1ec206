#include "database/sqlite_connection.h"

#include "database/query_text.h"

#include <fmt/format.h>

namespace hangji::database {

namespace {

constexpr int busy_timeout_ms = 10'000;
/// The log is folded back by the companion thread from 16 MiB on; from 64 MiB the writer does the
/// rest itself.
constexpr int log_pages_at_most = 16'384;

/// Without statistics SQLite takes the first column of any index to narrow to ten rows, and reads
/// a whole tenant by `tenant_id` where a narrower index is at hand. So it is told once what our
/// tables are like: many rows, all of them in one tenant, fewer with each further column. Fixed
/// numbers, not ANALYZE: the same plans on every machine, whatever the tables held on the day.
constexpr auto tell_sizes = R"sql(
  ANALYZE schema_migration;
  DELETE FROM sqlite_stat1;
  INSERT INTO sqlite_stat1 (tbl, idx, stat)
  SELECT t.name, i.name,
         '10000000 ' ||
         CASE (SELECT COUNT(*) FROM pragma_index_info(i.name))
           WHEN 1 THEN CASE i."unique" WHEN 1 THEN '1' ELSE '30' END
           WHEN 2 THEN '10000000 ' || CASE i."unique" WHEN 1 THEN '1' ELSE '30' END
           WHEN 3 THEN '10000000 30 ' || CASE i."unique" WHEN 1 THEN '1' ELSE '10' END
           WHEN 4 THEN '10000000 30 10 ' || CASE i."unique" WHEN 1 THEN '1' ELSE '3' END
           WHEN 5 THEN '10000000 30 10 3 ' || CASE i."unique" WHEN 1 THEN '1' ELSE '2' END
           ELSE '10000000 30 10 3 2 ' || CASE i."unique" WHEN 1 THEN '1' ELSE '2' END
         END
    FROM sqlite_schema t
    JOIN pragma_index_list(t.name) i
   WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%';
  ANALYZE sqlite_schema)sql";

[[noreturn]] void fail_sqlite(sqlite3* connection, std::string_view what) {
  throw DatabaseFailure{fmt::format("数据库操作失败（{}）：{} [{}]", what,
                                    sqlite3_errmsg(connection),
                                    sqlite3_extended_errcode(connection))};
}

void bind_cell(sqlite3_stmt* statement, int index, Cell const& cell) {
  // SQLITE_STATIC: the text outlives the run, see Cell.
  if (cell.is_null)
    sqlite3_bind_null(statement, index);
  else if (cell.kind == ColumnKind::integer)
    sqlite3_bind_int64(statement, index, cell.integer);
  else
    sqlite3_bind_text64(statement, index, cell.text.data() != nullptr ? cell.text.data() : "",
                        cell.text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

}  // namespace

SqliteStatement::SqliteStatement(sqlite3* connection, Query const& query,
                                 std::vector<ColumnKind> const& kinds)
    : m_connection{connection}, m_name{query.name}, m_kinds{kinds}, m_cells(kinds.size()) {
  auto const numbered = number_parameters(query.sql, '?');
  auto const size = static_cast<int>(numbered.sql.size());
  auto const result = sqlite3_prepare_v3(connection, numbered.sql.c_str(), size,
                                         SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr);
  if (result != SQLITE_OK) fail();
  m_tenant_index = numbered.tenant;
  m_arguments = std::vector<Cell>(numbered.names.size() - (m_tenant_index >= 0 ? 1 : 0));
  verify(kinds.empty() || sqlite3_column_count(m_statement) == static_cast<int>(kinds.size()),
         fmt::format("{}: as many columns as the row has members", m_name));
}

SqliteStatement::~SqliteStatement() { sqlite3_finalize(m_statement); }

void SqliteStatement::fail() { fail_sqlite(m_connection, m_name); }

void SqliteStatement::bind() {
  int index = 0;
  auto argument = m_arguments.begin();
  for (auto const count = static_cast<int>(m_arguments.size()) + (m_tenant_index >= 0 ? 1 : 0);
       index < count; ++index) {
    if (index == m_tenant_index)
      sqlite3_bind_int64(m_statement, index + 1, m_tenant.value);
    else
      bind_cell(m_statement, index + 1, *argument++);
  }
}

void SqliteStatement::start() {
  bind();
  m_reading = true;
  if (!m_kinds.empty()) return;
  int result = SQLITE_ROW;
  while (result == SQLITE_ROW) result = sqlite3_step(m_statement);
  m_changed = sqlite3_changes64(m_connection);
  if (result == SQLITE_DONE) return stop();
  auto const message =
      fmt::format("数据库操作失败（{}）：{} [{}]", m_name, sqlite3_errmsg(m_connection), result);
  stop();
  throw DatabaseFailure{message};
}

std::vector<Cell> const* SqliteStatement::next() {
  auto const result = sqlite3_step(m_statement);
  if (result == SQLITE_DONE) {
    m_changed = sqlite3_changes64(m_connection);
    stop();
    return nullptr;
  }
  if (result != SQLITE_ROW) fail();
  for (int i = 0; auto& cell : m_cells) {
    auto const kind = m_kinds[static_cast<std::size_t>(i)];
    cell.kind = kind;
    cell.is_null = sqlite3_column_type(m_statement, i) == SQLITE_NULL;
    if (kind == ColumnKind::integer) {
      cell.integer = sqlite3_column_int64(m_statement, i);  // 0 for NULL
    } else if (cell.is_null) {
      cell.text = "";
    } else {
      auto const* text = reinterpret_cast<char const*>(sqlite3_column_text(m_statement, i));
      cell.text = {text, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, i))};
    }
    ++i;
  }
  return &m_cells;
}

void SqliteStatement::stop() noexcept {
  sqlite3_reset(m_statement);
  m_reading = false;
}

SqliteConnection::SqliteConnection(std::string const& path, SqliteUse use) {
  auto const flags =
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  auto const result = sqlite3_open_v2(path.c_str(), &m_connection, flags, nullptr);
  try {
    if (result != SQLITE_OK) fail_sqlite(m_connection, path);
    sqlite3_busy_timeout(m_connection, busy_timeout_ms);
    // Plans never depend on bound values. Without this every run of a statement that compares with
    // a column of some partial index's condition, or by LIKE, prepares the statement anew.
    sqlite3_db_config(m_connection, SQLITE_DBCONFIG_ENABLE_QPSG, 1, nullptr);
    run("PRAGMA journal_mode = WAL");
    run("PRAGMA synchronous = FULL");
    run("PRAGMA foreign_keys = ON");
    run("PRAGMA mmap_size = 1073741824");
    run(use == SqliteUse::writing ? "PRAGMA cache_size = -16384" : "PRAGMA cache_size = -4096");
    run("PRAGMA journal_size_limit = 67108864");
    run("PRAGMA wal_autocheckpoint = 0");
    if (use == SqliteUse::reading) run("PRAGMA query_only = ON");
    // What a savepoint would restore stays in memory: else each operation writes a file beside the
    // log.
    if (use == SqliteUse::writing) run("PRAGMA temp_store = MEMORY");
  } catch (...) {
    sqlite3_close_v2(m_connection);
    throw;
  }
  sqlite3_wal_hook(
      m_connection,
      [](void* self, sqlite3*, char const*, int pages) {
        static_cast<SqliteConnection*>(self)->m_log_pages = pages;
        return SQLITE_OK;
      },
      this);
}

SqliteConnection::~SqliteConnection() {
  m_statements.clear();
  sqlite3_close_v2(m_connection);
}

Statement& SqliteConnection::prepare(Query const& query, std::vector<ColumnKind> const& kinds,
                                     TenantId tenant) {
  auto& statement = m_statements.find(
      query, [&] { return std::make_unique<SqliteStatement>(m_connection, query, kinds); });
  statement.set_tenant(tenant);
  return statement;
}

void SqliteConnection::bulk_insert(TableName table, std::span<std::string_view const> columns,
                                   std::vector<ColumnKind> const& kinds,
                                   std::function<bool(std::vector<Cell>&)> const& fill) {
  auto const sql =
      fmt::format("INSERT INTO {} ({}) VALUES (?{})", table.text, fmt::join(columns, ", "),
                  fmt::join(std::vector<std::string_view>(columns.size(), ""), ", ?"));
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(m_connection, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
    fail_sqlite(m_connection, table.text);
  std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> const owner{statement, sqlite3_finalize};
  std::vector<Cell> cells(kinds.size());
  while (fill(cells)) {
    for (int i = 0; auto const& cell : cells) bind_cell(statement, ++i, cell);
    if (sqlite3_step(statement) != SQLITE_DONE) fail_sqlite(m_connection, table.text);
    sqlite3_reset(statement);
  }
}

void SqliteConnection::begin_write(TenantId) { run("BEGIN IMMEDIATE"); }
void SqliteConnection::begin_read() { run("BEGIN"); }
void SqliteConnection::commit() { run("COMMIT"); }

void SqliteConnection::roll_back() noexcept {
  if (in_transaction()) sqlite3_exec(m_connection, "ROLLBACK", nullptr, nullptr, nullptr);
}

void SqliteConnection::run(std::string const& sql) {
  if (sqlite3_exec(m_connection, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    fail_sqlite(m_connection, sql.substr(0, 60));
}

void SqliteConnection::schema_changed() { run(tell_sizes); }

void SqliteConnection::tidy() {
  if (m_log_pages > log_pages_at_most)
    sqlite3_wal_checkpoint_v2(m_connection, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  if (m_watch) m_watch(m_log_pages);
}

}  // namespace hangji::database
