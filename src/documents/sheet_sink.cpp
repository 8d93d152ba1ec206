#include "documents/sheet_sink.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace hangji::documents {

namespace {
/// Letters and digits of "AB12"; zeros for what is missing or wrong.
struct Reference {
  int column{0};
  std::int64_t row{0};
};

Reference parse_reference(std::string_view text) {
  Reference reference;
  std::size_t i = 0;
  for (; i < text.size() && i < 4; ++i) {
    char const c = text[i] >= 'a' && text[i] <= 'z' ? static_cast<char>(text[i] - 32) : text[i];
    if (c < 'A' || c > 'Z') break;
    reference.column = reference.column * 26 + (c - 'A' + 1);
  }
  std::from_chars(text.data() + i, text.data() + text.size(), reference.row);
  return reference;
}

bool is_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  auto const* const end = text.data() + text.size();
  auto const [stop, fault] = std::from_chars(text.data(), end, value);
  return fault == std::errc{} && stop == end && text.size() < 64 && std::isfinite(value);
}

/// Without the apostrophe that only said "this is text".
void unmark(std::string& text) {
  if (text.size() >= 2 && text[0] == '\'' && text[1] >= '0' && text[1] <= '9') text.erase(0, 1);
}

double value_of(std::string const& literal) { return std::strtod(literal.c_str(), nullptr); }
}  // namespace

std::optional<MergedRange> parse_range(std::string_view reference) {
  auto const colon = std::min(reference.find(':'), reference.size());
  auto const first = parse_reference(reference.substr(0, colon));
  auto const last =
      colon == reference.size() ? first : parse_reference(reference.substr(colon + 1));
  if (first.column == 0 || last.column == 0) return {};
  return MergedRange{first.row, last.row, first.column, last.column};
}

SheetSink::Type SheetSink::type_of(std::string_view code) {
  if (code == "s") return Type::shared;
  if (code == "str" || code == "inlineStr") return Type::text;
  if (code == "b") return Type::boolean;
  if (code == "e") return Type::error;
  return code == "d" ? Type::date : Type::number;
}

void SheetSink::start(std::string_view name, char const** attributes) {
  if (!m_in_data) {
    if (name == "sheetData") m_in_data = true;
    if (name == "mergeCell") add_merged(attribute(attributes, "ref"));
    if (name == "col") add_hidden_columns(attributes);
  } else if (name == "c") {
    start_cell(attributes);
  } else if (name == "v" || name == "t") {
    m_in_value = m_has_value = m_in_cell;
  } else if (name == "f") {
    m_has_formula = m_in_cell;
  } else if (name == "row") {
    start_row(attributes);
  } else if (name == "rPh") {
    ++m_phonetic;
  }
}

void SheetSink::end(std::string_view name) {
  if (!m_in_data) return;
  if (name == "c") {
    end_cell();
  } else if (name == "v" || name == "t") {
    m_in_value = false;
  } else if (name == "row") {
    m_ready += std::exchange(m_in_row, false) ? 1 : 0;
  } else if (name == "rPh") {
    --m_phonetic;
  } else if (name == "sheetData") {
    m_in_data = false;
  }
}

void SheetSink::text(std::string_view piece) {
  if (!m_in_value || m_phonetic > 0) return;
  m_value += piece;
  if (m_value.size() > m_tables.limits.cell_bytes) fail_too_large();
}

bool SheetSink::take(Row& row) {
  if (m_taken == m_ready) {
    // A row that is being filled stays where it is: at the front of the next batch.
    if (m_ready < m_rows.size() && m_taken > 0) std::swap(m_rows[0], m_rows[m_ready]);
    m_taken = m_ready = 0;
    return false;
  }
  std::swap(row, m_rows[m_taken++]);
  return true;
}

void SheetSink::start_row(char const** attributes) {
  auto const given = parse_reference(attribute(attributes, "r")).row;
  m_row_number = given > 0 ? given : m_row_number + 1;
  if (m_row_number > m_tables.limits.rows) fail_too_large();
  if (m_ready == m_rows.size()) m_rows.emplace_back();
  auto& row = m_rows[m_ready];
  row.number = m_row_number;
  row.is_hidden = is_true(attribute(attributes, "hidden"));
  for (auto& cell : row.cells) cell.clear();
  m_column = 0;
  m_in_row = true;
  m_in_cell = false;  // a row inside a cell must not let that cell end in no row
  m_in_value = false;
}

void SheetSink::start_cell(char const** attributes) {
  m_in_cell = m_in_row;
  m_type = Type::number;
  m_format = 0;
  m_has_formula = m_has_value = false;
  m_value.clear();
  ++m_column;
  for (; *attributes != nullptr; attributes += 2) {
    auto const name = local_name(attributes[0]);
    std::string_view const value{attributes[1]};
    if (name == "r") {
      auto const column = parse_reference(value).column;
      if (column > 0) m_column = column;
    } else if (name == "s") {
      std::from_chars(value.data(), value.data() + value.size(), m_format);
    } else if (name == "t") {
      m_type = type_of(value);
    }
  }
}

void SheetSink::end_cell() {
  if (!std::exchange(m_in_cell, false)) return;
  if (m_value.empty() && !m_has_formula) return;
  if (m_column > m_tables.limits.columns) {
    throw DocumentError{"第 " + std::to_string(m_row_number) + " 行超过 " +
                        std::to_string(m_tables.limits.columns) + " 列，请删去多余的列后再试"};
  }
  auto& cells = m_rows[m_ready].cells;
  if (static_cast<std::size_t>(m_column) > cells.size()) cells.resize(m_column);
  auto& cell = cells[m_column - 1];
  cell.clear();
  if (m_value.empty()) {
    if (m_type == Type::text && m_has_value) return;  // the formula's result is an empty text
    cell.text = formula_without_result;
    cell.kind = CellKind::error;
    return;
  }
  switch (m_type) {
    case Type::number: put_number(cell); break;
    case Type::shared: {
      std::size_t index = m_value.size();
      auto const* end = m_value.data() + m_value.size();
      auto const [stop, fault] = std::from_chars(m_value.data(), end, index);
      if (fault != std::errc{} || stop != end) fail_damaged("共享字符串");
      cell.text = m_tables.strings.at(index);
      unmark(cell.text);
      cell.kind = cell.text.empty() ? CellKind::empty : CellKind::text;
      break;
    }
    case Type::text:
      decode_escapes(m_value);
      cell.text = m_value;
      unmark(cell.text);
      cell.kind = CellKind::text;
      break;
    case Type::boolean:
      cell.text = m_value == "1" || m_value == "true" ? "TRUE" : "FALSE";
      cell.kind = CellKind::boolean;
      break;
    case Type::error:
      cell.text = m_value;
      cell.kind = CellKind::error;
      break;
    case Type::date: put_iso_date(cell); break;
  }
}

void SheetSink::put_number(Cell& cell) {
  cell.text = m_value;
  if (!is_number(m_value)) {  // some exporters leave out the type of texts
    cell.kind = CellKind::text;
    return;
  }
  cell.kind = CellKind::number;
  cell.literal = m_value;
  if (m_format < m_tables.formats.size()) {
    put_serial(cell, m_tables.formats[m_format]);
  } else {
    cell.text = general_text(m_value);
  }
}

void SheetSink::put_serial(Cell& cell, NumberFormat format) {
  if (format.shown == Shown::percent) {
    cell.text = general_text(std::to_string(value_of(m_value) * 100)) + "%";
    return;
  }
  if (format.shown == Shown::number) {
    cell.text = general_text(m_value);
    bool const is_plain = cell.text.find_first_not_of("0123456789") == std::string::npos;
    auto const missing = format.padding - static_cast<int>(cell.text.size());
    if (is_plain && missing > 0) cell.text.insert(0, static_cast<std::size_t>(missing), '0');
    return;
  }
  auto const value = value_of(m_value);
  if (format.shown == Shown::time && value < 1) {
    if (value < 0) return;
    auto const seconds = static_cast<int>(std::lround(value * 86'400));
    cell.text = clock_text(std::min(86'399, seconds));  // 23:59:59.99 is no 24:00
    return;
  }
  auto const day = day_of_serial(value, m_tables.dates);
  if (!day) {  // 20010701 in a column of days is not a serial number
    cell.text = general_text(m_value);
    return;
  }
  cell.kind = CellKind::date;
  cell.date = day->day;
  cell.text = to_text(day->day);
  if (day->seconds > 0) cell.text += ' ' + clock_text(day->seconds);
}

void SheetSink::put_iso_date(Cell& cell) {
  auto const day = parse_date(std::string_view{m_value}.substr(0, 10));
  cell.kind = day ? CellKind::date : CellKind::text;
  cell.text = day ? to_text(*day) : m_value;
  cell.date = day;
  if (day && m_value.size() >= 19 && m_value.substr(11, 8) != "00:00:00") {
    cell.text += ' ' + m_value.substr(11, 8);
  }
}

void SheetSink::add_merged(std::string_view reference) {
  auto const range = parse_range(reference);
  if (!range) return;
  if (static_cast<std::int64_t>(m_merged.size()) >= m_tables.limits.rows) fail_too_large();
  m_merged.push_back(*range);
}

/// Beyond the columns that are read nothing can be hidden.
void SheetSink::add_hidden_columns(char const** attributes) {
  if (!is_true(attribute(attributes, "hidden"))) return;
  auto const last = std::min(to_number(attribute(attributes, "max")), m_tables.limits.columns);
  for (int i = std::max(1, to_number(attribute(attributes, "min"))); i <= last; ++i) {
    if (static_cast<int>(m_hidden_columns.size()) >= m_tables.limits.columns) return;
    m_hidden_columns.push_back(i);
  }
}

}  // namespace hangji::documents
