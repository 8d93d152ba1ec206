// One unit of work of one tenant, on either engine. Stores get a Transaction and ask it named
// queries; they never see a connection, an engine or a driver, and never begin or end anything
// themselves: the Database does (database.h).
#pragma once

#include "database/row.h"
#include "foundation/clock.h"

#include <array>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

namespace hangji::database {

/// A hand-written statement in the subset both engines share. `name` appears in logs and timings.
/// Arguments are given in the order in which the distinct `:names` first appear in the text;
/// `:tenant` is bound by the transaction itself and must appear in every query on a tenant's table.
struct Query {
  std::string_view name;
  std::string_view sql;
};

/// Where a table's rows go: `tenant_id` is added in front of the described members.
struct TableName {
  std::string_view text;
};

/// `INSERT INTO table (tenant_id, …) VALUES (:tenant, :…)` and `UPDATE table SET … WHERE tenant_id
/// = :tenant AND id = :id` over the described members, arguments in their order.
[[nodiscard]] std::string insert_statement(TableName table,
                                           std::vector<std::string_view> const& columns);
[[nodiscard]] std::string update_statement(TableName table,
                                           std::vector<std::string_view> const& columns);

/// A prepared statement with its argument and result cells; kept for the life of its connection.
class Statement {
public:
  virtual ~Statement() = default;
  /// Cells to fill before `start`: one per distinct `:name` but `:tenant`, in order of first
  /// appearance.
  [[nodiscard]] virtual std::span<Cell> arguments() = 0;
  /// Executes; `next` then gives each row's cells, null after the last.
  virtual void start() = 0;
  [[nodiscard]] virtual std::vector<Cell> const* next() = 0;
  /// Ends a reading, also before its last row; the statement can be used again.
  virtual void stop() noexcept = 0;
  /// Rows changed by an INSERT, UPDATE or DELETE.
  [[nodiscard]] virtual std::int64_t changed() = 0;
};

/// What an engine's connection must offer.
class Connection {
public:
  virtual ~Connection() = default;
  /// Prepared once per connection and query, and once more when that one is being read; result
  /// column kinds in order (empty for a statement without rows).
  virtual Statement& prepare(Query const& query, std::vector<ColumnKind> const& kinds,
                             TenantId tenant) = 0;
  /// COPY on PostgreSQL, a prepared insert on SQLite; `fill(cells)` gives the next row or false at
  /// the end.
  virtual void bulk_insert(TableName table, std::span<std::string_view const> columns,
                           std::vector<ColumnKind> const& kinds,
                           std::function<bool(std::vector<Cell>&)> const& fill) = 0;
};

class Transaction {
public:
  Transaction(Connection& connection, TenantId tenant, Clock const& clock, IdMaker& ids)
      : m_connection{connection}, m_tenant{tenant}, m_clock{clock}, m_ids{ids} {}

  [[nodiscard]] TenantId tenant() const { return m_tenant; }
  [[nodiscard]] Instant now() const { return m_clock.now(); }
  [[nodiscard]] Date today() const { return m_clock.today(); }
  template <class SomeId> [[nodiscard]] SomeId new_id() {
    return SomeId{m_ids.next(now().milliseconds)};
  }

  /// All rows, in the query's order.
  template <DescribedStruct Row, class... Args>
  [[nodiscard]] std::vector<Row> all(Query const& query, Args const&... args) {
    std::vector<Row> rows;
    each<Row>(query, [&](Row const& row) { rows.push_back(row); }, args...);
    return rows;
  }

  /// The first row, or none.
  template <DescribedStruct Row, class... Args>
  [[nodiscard]] std::optional<Row> one(Query const& query, Args const&... args) {
    std::optional<Row> found;
    auto& statement = start<Row>(query, args...);
    Reading const reading{statement};
    if (auto const* cells = statement.next()) take_row(*cells, found.emplace());
    return found;
  }

  /// Streams rows without keeping them: `visit(Row const&)`. The same Row object is reused. `visit`
  /// may run queries, also this one; on PostgreSQL the rows still to come are then kept in memory.
  template <DescribedStruct Row, class Visit, class... Args>
  void each(Query const& query, Visit&& visit, Args const&... args) {
    auto& statement = start<Row>(query, args...);
    Reading const reading{statement};
    Row row{};
    while (auto const* cells = statement.next()) {
      take_row(*cells, row);
      visit(static_cast<Row const&>(row));
    }
  }

  /// INSERT, UPDATE or DELETE; rows changed.
  template <class... Args> std::int64_t execute(Query const& query, Args const&... args) {
    auto& statement = m_connection.prepare(query, {}, m_tenant);
    fill(statement, args...);
    statement.start();
    return statement.changed();
  }

  /// Inserts all rows of a described struct into a table whose columns are tenant_id and the
  /// members' names.
  template <DescribedStruct Row> void insert_all(TableName table, std::span<Row const> rows) {
    static auto const names = table_columns<Row>();
    static auto const kinds = table_kinds<Row>();
    std::size_t i = 0;
    m_connection.bulk_insert(table, names, kinds, [&](std::vector<Cell>& cells) {
      if (i == rows.size()) return false;
      Column<TenantId>::put(m_tenant, cells[0]);
      put_row(rows[i++], cells, 1);
      return true;
    });
  }
  /// Inserts one row by a prepared statement.
  template <DescribedStruct Row> void insert(TableName table, Row const& row) {
    static auto const sql = insert_statement(table, row_names<Row>());
    execute_row(Query{"insert", sql}, row);
  }
  /// Sets every member of the row with the same `id`; rows changed (0 or 1).
  template <DescribedStruct Row> std::int64_t update(TableName table, Row const& row) {
    static auto const sql = update_statement(table, row_names<Row>());
    return execute_row(Query{"update", sql}, row);
  }

private:
  struct Reading {
    explicit Reading(Statement& of) : statement{of} {}
    ~Reading() { statement.stop(); }
    Reading(Reading const&) = delete;
    Reading& operator=(Reading const&) = delete;
    Statement& statement;
  };

  template <class Row> static std::vector<std::string_view> table_columns() {
    std::vector<std::string_view> names{"tenant_id"};
    auto const rest = row_names<Row>();
    names.insert(names.end(), rest.begin(), rest.end());
    return names;
  }
  template <class Row> static std::vector<ColumnKind> table_kinds() {
    std::vector<ColumnKind> kinds{ColumnKind::integer};
    auto const rest = row_kinds<Row>();
    kinds.insert(kinds.end(), rest.begin(), rest.end());
    return kinds;
  }
  template <class Row, class... Args> Statement& start(Query const& query, Args const&... args) {
    static auto const kinds = row_kinds<Row>();
    auto& statement = m_connection.prepare(query, kinds, m_tenant);
    fill(statement, args...);
    statement.start();
    return statement;
  }
  template <class... Args> static void fill(Statement& statement, Args const&... args) {
    auto const cells = statement.arguments();
    verify(cells.size() == sizeof...(Args), "as many arguments as names in the query");
    std::size_t i = 0;
    (Column<std::decay_t<Args>>::put(args, cells[i++]), ...);
  }

  template <class Row> std::int64_t execute_row(Query const& query, Row const& row) {
    auto& statement = m_connection.prepare(query, {}, m_tenant);
    auto const cells = statement.arguments();
    std::size_t i = 0;
    boost::mp11::mp_for_each<described_members<Row>>([&](auto member) {
      using Field = std::remove_cvref_t<decltype(row.*member.pointer)>;
      Column<Field>::put(row.*member.pointer, cells[i++]);
    });
    statement.start();
    return statement.changed();
  }

  Connection& m_connection;
  TenantId m_tenant;
  Clock const& m_clock;
  IdMaker& m_ids;
};

}  // namespace hangji::database
