// The rows of one sheet part, as the parser meets them. Internal to workbook_reader.
#pragma once

#include "documents/workbook_parts.h"

namespace hangji::documents {

/// What cells refer to.
struct CellTables {
  SharedStrings const& strings;
  std::vector<NumberFormat> const& formats;
  DateSystem dates{DateSystem::year_1900};
  WorkbookLimits limits{};
};

/// A1:B7, or one cell; none when it is no reference.
[[nodiscard]] std::optional<MergedRange> parse_range(std::string_view reference);

class SheetSink final : public XmlSink {
public:
  explicit SheetSink(CellTables const& tables) : m_tables{tables} {}

  void start(std::string_view name, char const** attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view piece) override;

  /// Gives the oldest row that is ready, in exchange for one to be filled; false when there is
  /// none.
  [[nodiscard]] bool take(Row& row);
  [[nodiscard]] std::vector<MergedRange> const& merged() const { return m_merged; }
  [[nodiscard]] std::vector<int> const& hidden_columns() const { return m_hidden_columns; }

private:
  enum class Type { number, shared, text, boolean, error, date };
  [[nodiscard]] static Type type_of(std::string_view code);

  void start_row(char const** attributes);
  void start_cell(char const** attributes);
  void end_cell();
  void put_number(Cell& cell);
  void put_serial(Cell& cell, NumberFormat format);
  void put_iso_date(Cell& cell);
  void add_merged(std::string_view reference);
  void add_hidden_columns(char const** attributes);

  CellTables const& m_tables;
  std::vector<Row> m_rows{};
  std::size_t m_taken{0};
  std::size_t m_ready{0};
  std::vector<MergedRange> m_merged{};
  std::vector<int> m_hidden_columns{};

  bool m_in_data{false};
  bool m_in_row{false};
  bool m_in_cell{false};
  bool m_in_value{false};
  bool m_has_formula{false};
  bool m_has_value{false};
  int m_phonetic{0};
  std::int64_t m_row_number{0};
  int m_column{0};
  Type m_type{Type::number};
  std::size_t m_format{0};
  std::string m_value{};
};

}  // namespace hangji::documents
