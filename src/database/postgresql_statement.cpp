#include "database/postgresql_connection.h"
#include "database/query_text.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace hangji::database {

namespace {

constexpr Oid bigint_type = 20;
constexpr Oid text_type = 25;

std::int64_t parse_integer(std::string_view text) {
  if (text == "t") return 1;  // what a condition in the select list gives
  if (text == "f") return 0;
  std::int64_t value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) refuse_stored_value(text);
  return value;
}

}  // namespace

/// Arguments in the form libpq takes: integers as text, so that the server may also use them where
/// it wants a shorter integer; texts as bytes with a length.
struct PostgresqlStatement::Parameters {
  explicit Parameters(std::size_t count)
      : types(count), values(count), lengths(count), formats(count), digits(count) {}

  void add(Cell const& cell) {
    auto const i = size++;
    types[i] = cell.kind == ColumnKind::integer ? bigint_type : text_type;
    if (cell.is_null) return;
    if (cell.kind == ColumnKind::integer) {
      auto& buffer = digits[i];
      *std::to_chars(buffer.begin(), buffer.end() - 1, cell.integer).ptr = '\0';
      values[i] = buffer.data();
    } else {
      values[i] = cell.text.data() != nullptr ? cell.text.data() : "";
      lengths[i] = static_cast<int>(cell.text.size());
      formats[i] = 1;
    }
  }

  std::size_t size{0};
  std::vector<Oid> types;
  std::vector<char const*> values;
  std::vector<int> lengths;
  std::vector<int> formats;
  std::vector<std::array<char, 24>> digits;
};

PostgresqlStatement::PostgresqlStatement(PostgresqlConnection& connection, Query const& query,
                                         std::vector<ColumnKind> const& kinds)
    : m_connection{connection}, m_query_name{query.name}, m_kinds{kinds}, m_cells(kinds.size()) {
  auto numbered = number_parameters(query.sql, '$');
  m_sql = std::move(numbered.sql);
  m_tenant_index = numbered.tenant;
  m_arguments = std::vector<Cell>(numbered.names.size() - (m_tenant_index >= 0 ? 1 : 0));
  for (std::size_t i = 0; i < kinds.size(); ++i) m_cells[i].kind = kinds[i];
}

void PostgresqlStatement::prepare(std::vector<Oid> const& types) {
  // Types are told, because the server cannot infer that of `:x IS NULL OR …`.
  auto const name = m_connection.new_statement_name();
  PostgresqlResult const result{PQprepare(m_connection.handle(), name.c_str(), m_sql.c_str(),
                                          static_cast<int>(types.size()), types.data())};
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK)
    m_connection.fail(m_query_name, result.get());
  m_server_name = name;
  m_types = types;
}

void PostgresqlStatement::start() {
  m_connection.make_way(nullptr);
  Parameters parameters{m_arguments.size() + (m_tenant_index >= 0 ? 1 : 0)};
  for (auto argument = m_arguments.begin(); parameters.size < parameters.types.size();)
    parameters.add(static_cast<int>(parameters.size) == m_tenant_index ? m_tenant : *argument++);
  if (m_server_name.empty() || m_types != parameters.types) prepare(parameters.types);
  auto const sent = PQsendQueryPrepared(m_connection.handle(), m_server_name.c_str(),
                                        static_cast<int>(parameters.size), parameters.values.data(),
                                        parameters.lengths.data(), parameters.formats.data(), 0);
  if (sent == 0) m_connection.fail(m_query_name, nullptr);
  PQsetSingleRowMode(m_connection.handle());
  m_connection.make_way(this);
  m_reading = true;
  m_fetched.clear();
  if (!m_kinds.empty()) return;
  while (fetch()) continue;
  stop();
}

PostgresqlResult PostgresqlStatement::fetch() {
  PostgresqlResult result{PQgetResult(m_connection.handle())};
  auto const status = PQresultStatus(result.get());
  if (result && status == PGRES_SINGLE_TUPLE) {
    verify(m_kinds.empty() || PQnfields(result.get()) == static_cast<int>(m_kinds.size()),
           fmt::format("{}: as many columns as the row has members", m_query_name));
    return result;
  }
  m_connection.end_stream();
  if (!result || (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)) {
    m_reading = false;
    m_connection.fail(m_query_name, result.get());
  }
  auto const* changed = PQcmdTuples(result.get());
  m_changed = *changed == '\0' ? 0 : parse_integer(changed);
  if (m_kinds.empty()) m_connection.note_changes(m_changed);
  while (PostgresqlResult const end{PQgetResult(m_connection.handle())}) continue;
  return nullptr;
}

void PostgresqlStatement::fetch_rest() {
  while (auto row = fetch()) m_fetched.push_back(std::move(row));
  m_fetched.push_back(nullptr);
}

std::vector<Cell> const* PostgresqlStatement::next() {
  if (m_fetched.empty()) {
    m_row = fetch();
  } else {
    m_row = std::move(m_fetched.front());
    m_fetched.pop_front();
  }
  if (!m_row) {
    stop();
    return nullptr;
  }
  take(m_row.get());
  return &m_cells;
}

void PostgresqlStatement::take(PGresult const* row) {
  for (int i = 0; auto& cell : m_cells) {
    cell.is_null = PQgetisnull(row, 0, i) != 0;
    cell.text = {PQgetvalue(row, 0, i), static_cast<std::size_t>(PQgetlength(row, 0, i))};
    if (cell.kind == ColumnKind::integer)
      cell.integer = cell.is_null ? 0 : parse_integer(cell.text);
    ++i;
  }
}

void PostgresqlStatement::stop() noexcept {
  m_connection.drop_stream(this);
  m_reading = false;
  m_fetched.clear();
  m_row.reset();
}

}  // namespace hangji::database
