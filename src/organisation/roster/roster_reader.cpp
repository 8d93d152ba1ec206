#include "organisation/roster/roster_reader.h"

#include "foundation/text.h"

#include <algorithm>
#include <array>

namespace hangji::organisation {

using documents::Cell;
using documents::CellKind;
using documents::Row;

namespace {
constexpr int rows_searched_for_headings = 50;
constexpr std::size_t most_lines_told = 20;
constexpr std::size_t most_rows_named = 10;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A line that belongs to the form, not to the table.
bool is_remark(std::string_view text) {
  static constexpr std::array<std::string_view, 20> words{
      "合计",     "总计",   "小计",  "总数", "备注",    "注:",  "说明",
      "填表",     "制表",   "审核",  "填报", "示例",    "例:",  "数据截止",
      "截止日期", "负责人", "单位(", "盖章", "联系人:", "日期:"};
  auto const plain = without_spaces(to_half_width(text));
  static constexpr std::string_view total{"共"};
  if (plain.starts_with(total)) return plain.size() > total.size() && is_digit(plain[total.size()]);
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return plain.starts_with(word); });
}

bool is_filled(Row const& row, int position) {
  return position >= 0 && static_cast<std::size_t>(position) < row.cells.size() &&
         !trim(row.cells[static_cast<std::size_t>(position)].text).empty();
}

/// The second line of headings below a merged one: what it says counts, the rest is the first's.
Row joined(Row const& above, Row const& below) {
  auto row = above;
  if (below.cells.size() > row.cells.size()) row.cells.resize(below.cells.size());
  for (std::size_t i = 0; i < below.cells.size(); ++i) {
    if (is_filled(below, static_cast<int>(i))) row.cells[i] = below.cells[i];
  }
  return row;
}

std::string missing_columns(Layout const& layout) {
  std::string missing;
  for (int const column : needed_columns(layout.kind)) {
    if (layout.positions[static_cast<std::size_t>(column)] >= 0) continue;
    missing +=
        (missing.empty() ? "“" : "、“") + std::string{column_name(layout.kind, column)} + "”";
  }
  return missing;
}
}  // namespace

RosterReader::RosterReader(std::unique_ptr<documents::TableReader> table, RosterKind kind)
    : m_table{std::move(table)}, m_kind{kind} {
  for (std::size_t i = 0; i < m_table->sheets().size(); ++i) {
    auto const told = m_table->sheets()[i].is_hidden ? 0 : m_table->rows_told(i);
    m_rows_told.push_back(told);
    m_expected += told;
  }
}

bool RosterReader::next(std::vector<RosterRow>& rows, std::size_t most) {
  rows.clear();
  while (rows.size() < most) {
    if (!m_in_sheet && !open_next_sheet()) break;
    if (!m_table->next(m_row))
      end_sheet();
    else
      take_row(rows);
  }
  return !rows.empty();
}

void RosterReader::take_row(std::vector<RosterRow>& rows) {
  bool const is_row = is_data(m_row);
  fill_down(m_row);
  if (!is_row) return;
  auto& head = m_heads.back();
  if (m_row.is_hidden && head.hidden_rows++ < static_cast<std::int64_t>(most_rows_named)) {
    head.first_hidden.push_back(m_row.number);
  }
  ++m_had;
  rows.push_back({&head.layout, &head.sheet, std::move(m_row)});
  m_row = {};
}

void RosterReader::begin_sheet(std::string const& sheet, Layout layout) {
  layout.dates = m_table->dates();
  auto& head = m_heads.emplace_back(mask_long_numbers(sheet), std::move(layout));
  for (int const column : m_table->hidden_columns()) {
    auto const position = static_cast<std::size_t>(column) - 1;
    bool const is_named =
        position < head.layout.headings.size() && !head.layout.headings[position].empty();
    if (is_named) head.hidden_columns.push_back(column);
  }
  m_above.clear();
  for (int const column : shared_columns(m_kind)) {
    auto const position = head.layout.positions[static_cast<std::size_t>(column)];
    if (position >= 0) m_above.push_back({.position = position});
  }
  m_knows_ranges = false;
}

/// What was told of the sheet gives way to what it had.
void RosterReader::end_sheet() {
  m_expected += m_had - m_told;
  m_in_sheet = false;
}

void RosterReader::fill_down(Row& row) {
  for (auto& above : m_above) {
    auto const position = static_cast<std::size_t>(above.position);
    if (is_filled(row, above.position)) {
      above.row = row.number;
      above.cell = row.cells[position];
    } else if (above.row > 0 && is_merged_with(above, row.number)) {
      if (row.cells.size() <= position) row.cells.resize(position + 1);
      row.cells[position] = above.cell;
    }
  }
}

bool RosterReader::is_merged_with(Above& above, std::int64_t row) {
  if (!m_knows_ranges) read_merged_ranges();
  auto const range = above.ranges.find(above.row);
  return range != above.ranges.end() && row <= range->second;
}

void RosterReader::read_merged_ranges() {
  m_knows_ranges = true;
  for (auto const& range : m_table->merged_ranges()) {
    for (auto& above : m_above) {
      if (range.first_column == above.position + 1) above.ranges[range.first_row] = range.last_row;
    }
  }
}

std::vector<std::string> RosterReader::hidden() const {
  std::vector<std::string> all;
  for (auto const& head : m_heads) {
    std::string said;
    for (auto const row : head.first_hidden)
      said += (said.empty() ? "" : "、") + std::to_string(row);
    if (head.hidden_rows > static_cast<std::int64_t>(head.first_hidden.size())) said += " 等";
    if (!said.empty()) said = std::to_string(head.hidden_rows) + " 行（第 " + said + " 行）";
    std::string columns;
    for (int const column : head.hidden_columns) {
      columns += (columns.empty() ? "“" : "、“") +
                 head.layout.headings[static_cast<std::size_t>(column) - 1] + "”";
    }
    if (!columns.empty()) {
      said += (said.empty() ? "" : "、") + std::to_string(head.hidden_columns.size()) + " 列（" +
              columns + "）";
    }
    if (!said.empty()) all.push_back("工作表“" + head.sheet + "”隐藏了 " + said + "，已照常读入");
  }
  return all;
}

bool RosterReader::open_next_sheet() {
  while (m_next_sheet < m_table->sheets().size()) {
    auto const& sheet = m_table->sheets()[m_next_sheet];
    if (m_next_sheet > 0) m_table->open_sheet(m_next_sheet);
    m_told = m_rows_told[m_next_sheet];
    m_had = 0;
    ++m_next_sheet;
    m_in_sheet = !sheet.is_hidden && find_headings(sheet.name);
    if (m_in_sheet) return true;
    end_sheet();
    m_skipped.push_back(mask_long_numbers(sheet.name));
  }
  return false;
}

bool RosterReader::find_headings(std::string const& sheet) {
  for (int i = 0; i < rows_searched_for_headings && m_table->next(m_row); ++i) {
    auto layout = layout_of(m_kind, m_row);
    if (!layout) continue;
    if (missing_columns(*layout).empty()) return take_headings(sheet, std::move(*layout));
    auto const above = m_row;
    bool const has_more = m_table->next(m_row);
    auto both = has_more ? layout_of(m_kind, joined(above, m_row)) : std::nullopt;
    return take_headings(sheet, std::move(both ? *both : *layout));
  }
  return false;
}

bool RosterReader::take_headings(std::string const& sheet, Layout layout) {
  auto const missing = missing_columns(layout);
  if (missing.empty()) {
    // Titles and headings are no rows to come.
    auto const above = std::min(m_told, m_row.number);
    m_told -= above;
    m_expected -= above;
    begin_sheet(sheet, std::move(layout));
    return true;
  }
  m_missing = "缺少" + missing + "列";
  for (int const position : layout.unknown) {
    m_missing += position == layout.unknown.front() ? "；不认识的列：“" : "、“";
    m_missing += layout.headings[static_cast<std::size_t>(position)] + "”";
  }
  return false;
}

bool RosterReader::is_data(Row const& row) {
  bool const is_empty = std::all_of(row.cells.begin(), row.cells.end(), [](Cell const& cell) {
    // Formulas filled in ahead of the rows they wait for.
    return cell.kind == CellKind::empty || cell.kind == CellKind::error || trim(cell.text).empty();
  });
  if (is_empty) return false;
  auto const& layout = m_heads.back().layout;
  auto const first = static_cast<std::size_t>(layout.positions[0]);
  bool const is_repeated = first < row.cells.size() && plain_heading(row.cells[first].text) ==
                                                           plain_heading(layout.headings[first]);
  if (is_repeated) return false;
  if (!is_of_the_form(row)) return true;
  drop(row);
  return false;
}

/// Never a row with a name and one of the columns that tell a row from a summary.
bool RosterReader::is_of_the_form(Row const& row) const {
  auto const& layout = m_heads.back().layout;
  auto const telling = telling_columns(m_kind);
  bool const is_told = std::any_of(telling.begin(), telling.end(), [&](int column) {
    return is_filled(row, layout.positions[static_cast<std::size_t>(column)]);
  });
  bool const has_name = is_filled(row, layout.positions[0]);
  if (has_name && is_told) return false;
  if (has_name) return is_remark(row.cells[static_cast<std::size_t>(layout.positions[0])].text);
  return std::any_of(row.cells.begin(), row.cells.end(),
                     [](Cell const& cell) { return is_remark(cell.text); });
}

void RosterReader::drop(Row const& row) {
  if (m_dropped++ >= static_cast<std::int64_t>(most_lines_told)) return;
  auto line = "第 " + std::to_string(row.number) + " 行：";
  for (auto const& cell : row.cells) {
    if (auto const text = trim(cell.text); !text.empty()) line += text + " ";
  }
  m_dropped_lines.push_back(mask_long_numbers(trim(line)));
}

std::vector<std::string> RosterReader::unknown_headings() const {
  std::vector<std::string> all;
  for (auto const& head : m_heads) {
    for (int const position : head.layout.unknown) {
      auto const& heading = head.layout.headings[static_cast<std::size_t>(position)];
      if (std::find(all.begin(), all.end(), heading) == all.end()) all.push_back(heading);
    }
  }
  return all;
}

}  // namespace hangji::organisation
