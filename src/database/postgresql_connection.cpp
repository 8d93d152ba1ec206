#include "database/postgresql_connection.h"

#include <fmt/format.h>

#include <poll.h>
#include <array>

namespace hangji::database {

namespace {

constexpr std::size_t copy_buffer_size = 256 * 1024;
/// A commit that waits longer (for a standby that is gone) has an unknown outcome. It is never
/// cancelled: a cancelled commit may be kept on this server and lost with it.
constexpr int commit_deadline_ms = 30'000;

/// What the server ends by itself: waits behind a writer that hangs, a transaction that its program
/// has forgotten, a program that is gone. A write waits shorter than a request for its answer.
constexpr auto server_limits =
    "-c lock_timeout=60s -c idle_in_transaction_session_timeout=600s "
    "-c tcp_keepalives_idle=20 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3";

PGconn* connect(std::string const& url) {
  // What the URL says comes last and wins.
  std::array<char const*, 7> const names{"connect_timeout",
                                         "application_name",
                                         "keepalives_idle",
                                         "tcp_user_timeout",
                                         "options",
                                         "dbname",
                                         nullptr};
  std::array<char const*, 7> const values{"10",          "hangji",    "20",   "30000",
                                          server_limits, url.c_str(), nullptr};
  return PQconnectdbParams(names.data(), values.data(), 1);
}

bool answers_within(PGconn* connection, int deadline_ms) {
  pollfd socket{PQsocket(connection), POLLIN, 0};
  while (PQisBusy(connection) != 0) {
    if (::poll(&socket, 1, deadline_ms) <= 0 || PQconsumeInput(connection) == 0) return false;
  }
  return true;
}

std::string one_line(std::string_view text) {
  std::string line{text.substr(0, text.find_last_not_of('\n') + 1)};
  std::ranges::replace(line, '\n', ' ');
  return line;
}

/// Appends a field in the text form of COPY.
void append_field(std::string& out, Cell const& cell) {
  if (cell.is_null) {
    out += "\\N";
  } else if (cell.kind == ColumnKind::integer) {
    out += fmt::format_int{cell.integer}.c_str();
  } else {
    for (char const c : cell.text) {
      switch (c) {
        case '\\': out += "\\\\"; break;
        case '\t': out += "\\t"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        default: out += c;
      }
    }
  }
}

}  // namespace

PostgresqlConnection::PostgresqlConnection(std::string const& url) : m_connection{connect(url)} {
  if (PQstatus(m_connection) == CONNECTION_OK) {
    PQsetNoticeProcessor(m_connection, [](void*, char const*) {}, nullptr);
    return;
  }
  auto const message = one_line(PQerrorMessage(m_connection));
  PQfinish(m_connection);
  throw ConnectionFailure{fmt::format("连接不上 PostgreSQL:{}", message)};
}

PostgresqlConnection::~PostgresqlConnection() {
  m_statements.clear();
  PQfinish(m_connection);
}

Statement& PostgresqlConnection::prepare(Query const& query, std::vector<ColumnKind> const& kinds,
                                         TenantId tenant) {
  auto& statement = m_statements.find(
      query, [&] { return std::make_unique<PostgresqlStatement>(*this, query, kinds); });
  statement.set_tenant(tenant);
  return statement;
}

void PostgresqlConnection::make_way(PostgresqlStatement* reader) {
  if (m_streaming != nullptr) m_streaming->fetch_rest();
  m_streaming = reader;
}

void PostgresqlConnection::drop_stream(PostgresqlStatement const* reader) noexcept {
  if (m_streaming != reader) return;
  m_streaming = nullptr;
  drain();
}

void PostgresqlConnection::drain() noexcept {
  while (PostgresqlResult const rest{PQgetResult(m_connection)}) {
    // A COPY that was broken off must be ended, or it would give this result for ever.
    if (PQresultStatus(rest.get()) == PGRES_COPY_IN) PQputCopyEnd(m_connection, "broken off");
  }
}

void PostgresqlConnection::fail(std::string_view what, PGresult const* result) {
  auto const field = [&](int code) {
    auto const* text = PQresultErrorField(result, code);
    return std::string{text == nullptr ? "" : text};
  };
  // Only the primary message: the detail shows values.
  auto const state = field(PG_DIAG_SQLSTATE);
  auto const primary =
      state.empty() ? one_line(PQerrorMessage(m_connection)) : field(PG_DIAG_MESSAGE_PRIMARY);
  auto const message = fmt::format("数据库操作失败（{}）：{} [{}]", what, primary, state);
  drain();
  m_lost = m_lost || PQstatus(m_connection) != CONNECTION_OK ||
           state.starts_with("57P");  // 57P: shut down, killed
  if (m_lost) throw ConnectionFailure{message + "，没有保存"};
  if (state == "40001" || state == "40P01") throw ConflictFailure{message};
  throw DatabaseFailure{message};
}

void PostgresqlConnection::run(std::string const& sql) {
  make_way(nullptr);
  PostgresqlResult const result{PQexec(m_connection, sql.c_str())};
  auto const status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
    fail(sql.substr(0, 60), result.get());
}

void PostgresqlConnection::bulk_insert(TableName table, std::span<std::string_view const> columns,
                                       std::vector<ColumnKind> const& kinds,
                                       std::function<bool(std::vector<Cell>&)> const& fill) {
  make_way(nullptr);
  auto const sql = fmt::format("COPY {} ({}) FROM STDIN", table.text, fmt::join(columns, ", "));
  PostgresqlResult const begun{PQexec(m_connection, sql.c_str())};
  if (PQresultStatus(begun.get()) != PGRES_COPY_IN) fail(table.text, begun.get());
  std::vector<Cell> cells(kinds.size());
  std::string buffer;
  auto const send = [&] {
    if (PQputCopyData(m_connection, buffer.data(), static_cast<int>(buffer.size())) != 1)
      fail(table.text, nullptr);
    buffer.clear();
  };
  try {
    while (fill(cells)) {
      ++m_changes;
      for (auto const& cell : cells) {
        append_field(buffer, cell);
        buffer += '\t';
      }
      buffer.back() = '\n';
      if (buffer.size() >= copy_buffer_size) send();
    }
    if (!buffer.empty()) send();
  } catch (...) {
    drain();
    throw;
  }
  PQputCopyEnd(m_connection, nullptr);
  PostgresqlResult const ended{PQgetResult(m_connection)};
  if (PQresultStatus(ended.get()) != PGRES_COMMAND_OK) fail(table.text, ended.get());
  drain();
}

void PostgresqlConnection::begin_write(TenantId tenant) {
  // The lock comes before the transaction: a snapshot taken before the wait would be stale after
  // it.
  run(fmt::format("SELECT pg_advisory_lock({})", tenant.value));
  m_locked = true;
  run("BEGIN ISOLATION LEVEL SERIALIZABLE");
}

void PostgresqlConnection::begin_read() { run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); }

void PostgresqlConnection::commit() {
  make_way(nullptr);
  bool committed = false;
  try {
    if (PQsendQuery(m_connection, "COMMIT; SELECT pg_advisory_unlock_all()") == 0)
      fail("COMMIT", nullptr);
    if (!answers_within(m_connection, commit_deadline_ms)) {
      m_lost = true;
      throw ConnectionFailure{"COMMIT"};
    }
    PostgresqlResult const result{PQgetResult(m_connection)};
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) fail("COMMIT", result.get());
    // The server answers a COMMIT of a failed transaction with a polite ROLLBACK.
    committed = std::string_view{PQcmdStatus(result.get())} == "COMMIT";
  } catch (ConnectionFailure const&) {
    throw ConnectionFailure{
        "提交时与 PostgreSQL 的连接中断，这次写入是否已经保存尚不确定，请核对后再试"};
  }
  drain();
  m_locked = false;
  if (!committed) throw DatabaseFailure{"数据库没有提交这次写入，因为其中一步失败了"};
}

void PostgresqlConnection::roll_back() noexcept {
  if (m_streaming != nullptr) m_streaming->stop();
  if (in_transaction()) PQclear(PQexec(m_connection, "ROLLBACK"));
  if (std::exchange(m_locked, false))
    PQclear(PQexec(m_connection, "SELECT pg_advisory_unlock_all()"));
}

bool PostgresqlConnection::in_transaction() const {
  auto const status = PQtransactionStatus(m_connection);
  return !m_lost &&
         (status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE);
}

bool PostgresqlConnection::is_usable() const {
  return !m_lost && PQstatus(m_connection) == CONNECTION_OK &&
         PQtransactionStatus(m_connection) == PQTRANS_IDLE;
}

}  // namespace hangji::database
