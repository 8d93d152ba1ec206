// How described structs become columns: one BOOST_DESCRIBE_STRUCT gives the columns a query returns
// and the row a table takes. A struct's members are named as the columns. Two column kinds exist in
// both engines: integer (BIGINT) and text (TEXT); money, points, ids and flags are integers, dates,
// months, instants and enums are text as in JSON.
#pragma once

#include "foundation/json.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hangji::database {

enum class ColumnKind { integer, text };

/// One value on its way to or from a statement. Text is a view: of an argument, which outlives the
/// statement's run, of the driver's row (zero-terminated, good until the next row), or of `kept`.
/// Hence a cell stays where it is.
struct Cell {
  Cell() = default;
  Cell(Cell const&) = delete;
  Cell& operator=(Cell const&) = delete;

  ColumnKind kind{ColumnKind::integer};
  bool is_null{true};
  std::int64_t integer{0};
  std::string_view text{};
  std::string kept{};

  void set(std::int64_t value) {
    kind = ColumnKind::integer;
    is_null = false;
    integer = value;
  }
  void set(std::string_view value) {
    kind = ColumnKind::text;
    is_null = false;
    text = value;
  }
  void set_null(ColumnKind of) {
    kind = of;
    is_null = true;
  }
};

/// Column form of a C++ type. `kind`, `put` and `take` for every type a row or an argument may
/// have.
template <class T> struct Column;

template <std::integral T> struct Column<T> {
  static constexpr ColumnKind kind = ColumnKind::integer;
  static void put(T value, Cell& cell) { cell.set(static_cast<std::int64_t>(value)); }
  static T take(Cell const& cell) { return static_cast<T>(cell.integer); }
};

template <AmountValue T> struct Column<T> {
  static constexpr ColumnKind kind = ColumnKind::integer;
  static void put(T value, Cell& cell) { cell.set(value.value); }
  static T take(Cell const& cell) { return T{cell.integer}; }
};

/// Id none is stored as NULL.
template <class Tag> struct Column<Id<Tag>> {
  static constexpr ColumnKind kind = ColumnKind::integer;
  static void put(Id<Tag> id, Cell& cell) {
    cell.set(id.value);
    cell.is_null = id.is_none();
  }
  static Id<Tag> take(Cell const& cell) { return {cell.is_null ? 0 : cell.integer}; }
};

template <> struct Column<std::string> {
  static constexpr ColumnKind kind = ColumnKind::text;
  static void put(std::string_view value, Cell& cell) { cell.set(value); }
  static std::string take(Cell const& cell) {
    return std::string{cell.is_null ? std::string_view{} : cell.text};
  }
};
template <> struct Column<std::string_view> : Column<std::string> {};
template <> struct Column<char const*> : Column<std::string> {};

// What needs no template, so that no user compiles it again. Throw std::runtime_error when the
// database holds what the program never wrote.
[[noreturn]] void refuse_stored_value(std::string_view text);
void take_time(std::string_view text, Date& into);
void take_time(std::string_view text, Month& into);
void take_time(std::string_view text, Instant& into);
/// Which of the names it is.
[[nodiscard]] std::size_t take_choice(std::string_view text,
                                      std::span<std::string_view const> names);

template <TimeValue T> struct Column<T> {
  static constexpr ColumnKind kind = ColumnKind::text;
  static void put(T value, Cell& cell) {
    cell.kept = to_text(value);
    cell.set(std::string_view{cell.kept});
  }
  static T take(Cell const& cell) {
    T value;
    take_time(cell.text, value);
    return value;
  }
};

template <DescribedEnum T> struct Column<T> {
  static constexpr ColumnKind kind = ColumnKind::text;
  static void put(T value, Cell& cell) {
    cell.set(std::string_view{boost::describe::enum_to_string(value, "unknown")});
  }
  static T take(Cell const& cell) {
    return Choices<T>::values[take_choice(cell.text, Choices<T>::names)];
  }
};

template <class T> struct Column<std::optional<T>> {
  static constexpr ColumnKind kind = Column<T>::kind;
  static void put(std::optional<T> const& value, Cell& cell) {
    if (value)
      Column<T>::put(*value, cell);
    else
      cell.set_null(kind);
  }
  static std::optional<T> take(Cell const& cell) {
    if (cell.is_null) return std::nullopt;
    return Column<T>::take(cell);
  }
};

template <class Row, class List = described_members<Row>> struct RowColumns;
template <class Row, template <class...> class List, class... Members>
struct RowColumns<Row, List<Members...>> {
  static constexpr std::array<std::string_view, sizeof...(Members)> names{Members::name...};
  static constexpr std::array<ColumnKind, sizeof...(Members)> kinds{
      Column<FieldOf<Row, Members>>::kind...};
};

/// The column kinds of a described row, in order.
template <DescribedStruct Row> [[nodiscard]] std::vector<ColumnKind> row_kinds() {
  return {RowColumns<Row>::kinds.begin(), RowColumns<Row>::kinds.end()};
}

template <DescribedStruct Row> [[nodiscard]] std::vector<std::string_view> row_names() {
  return {RowColumns<Row>::names.begin(), RowColumns<Row>::names.end()};
}

template <DescribedStruct Row> void take_row(std::vector<Cell> const& cells, Row& row) {
  std::size_t i = 0;
  boost::mp11::mp_for_each<described_members<Row>>([&](auto member) {
    using Field = std::remove_cvref_t<decltype(row.*member.pointer)>;
    row.*member.pointer = Column<Field>::take(cells[i++]);
  });
}

template <DescribedStruct Row> void put_row(Row const& row, std::vector<Cell>& cells,
                                            std::size_t from = 0) {
  std::size_t i = from;
  boost::mp11::mp_for_each<described_members<Row>>([&](auto member) {
    using Field = std::remove_cvref_t<decltype(row.*member.pointer)>;
    Column<Field>::put(row.*member.pointer, cells[i++]);
  });
}

}  // namespace hangji::database
