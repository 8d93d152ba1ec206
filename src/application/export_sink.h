// Rows of any described struct as CSV, a workbook or JSON: the columns are the members, their names
// the headings, so a table reads the same for ever. A workbook for people says both in Chinese.
#pragma once

#include "application/export_words.h"
#include "documents/table_writer.h"
#include "foundation/json.h"

#include <memory>

namespace hangji::application {

enum class ExportFormat { csv, xlsx, json };
BOOST_DESCRIBE_ENUM(ExportFormat, csv, xlsx, json)

template <class Value> [[nodiscard]] documents::OutCell cell_of(Value const& value) {
  if constexpr (IsOptional<Value>::value) {
    return value ? cell_of(*value) : documents::OutCell{};
  } else if constexpr (std::same_as<Value, std::string> || std::same_as<Value, Date> ||
                       AmountValue<Value>) {
    return value;
  } else if constexpr (std::same_as<Value, bool>) {
    return std::string{value ? "true" : "false"};
  } else if constexpr (std::integral<Value>) {
    return static_cast<std::int64_t>(value);
  } else if constexpr (IsId<Value>::value) {
    return value.is_none() ? documents::OutCell{} : std::to_string(value.value);
  } else if constexpr (DescribedEnum<Value>) {
    return std::string{boost::describe::enum_to_string(value, "unknown")};
  } else {
    return to_text(value);
  }
}

/// As `cell_of`, with the Chinese word of a code that has one.
template <class Value> [[nodiscard]] documents::OutCell word_of(Value const& value) {
  if constexpr (IsOptional<Value>::value) {
    return value ? word_of(*value) : documents::OutCell{};
  } else if constexpr (requires { std::string{label(value)}; }) {
    return std::string{label(value)};
  } else {
    return cell_of(value);
  }
}

template <class Value>
[[nodiscard]] documents::OutCell written(Value const& value, bool in_words) {
  return in_words ? word_of(value) : cell_of(value);
}

class ExportSink {
public:
  virtual ~ExportSink() = default;
  /// Once, before the rows: the table's name and its columns.
  virtual void begin(std::string const& table, std::vector<std::string> const& columns) = 0;
  virtual void add(std::vector<documents::OutCell> const& cells, std::string const& json) = 0;
  [[nodiscard]] virtual std::string finish() = 0;
  /// JSON is made only where it is wanted.
  [[nodiscard]] virtual bool wants_json() const { return false; }
  /// True: for people, who read words; false: for programs, which read codes.
  [[nodiscard]] virtual bool wants_words() const { return false; }
};

[[nodiscard]] std::unique_ptr<ExportSink> export_sink(ExportFormat format);
/// A workbook for people: headings and codes in Chinese.
[[nodiscard]] std::unique_ptr<ExportSink> readable_book();

/// A table being written.
template <DescribedStruct Row> class ExportTable {
public:
  ExportTable(ExportSink& sink, std::string const& name) : m_sink{sink} {
    std::vector<std::string> columns;
    boost::mp11::mp_for_each<described_members<Row>>(
        [&](auto member) { columns.emplace_back(member.name); });
    m_sink.begin(name, columns);
  }
  void add(Row const& row) {
    if (m_sink.wants_json()) {
      m_sink.add({}, to_json(row));
    } else {
      std::vector<documents::OutCell> cells;
      add_cells(cells, row, described_members<Row>{});
      m_sink.add(cells, {});
    }
    ++m_rows;
  }
  [[nodiscard]] std::int64_t rows() const { return m_rows; }

private:
  template <template <class...> class List, class... Members>
  void add_cells(std::vector<documents::OutCell>& cells, Row const& row, List<Members...>) const {
    (cells.push_back(written(row.*Members::pointer, m_sink.wants_words())), ...);
  }

  ExportSink& m_sink;
  std::int64_t m_rows{0};
};

}  // namespace hangji::application
