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
constexpr int most_cells_below = 2;

/// A line that belongs to the form, not to the table.
bool is_remark(std::string_view text) {
  static constexpr std::array words{"合计", "总计", "小计", "备注", "注:",  "注：", "说明",
                                    "填表", "制表", "审核", "填报", "示例", "例:",  "例："};
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.starts_with(word); });
}
}  // namespace

RosterReader::RosterReader(std::unique_ptr<documents::TableReader> table, RosterKind kind)
    : m_table{std::move(table)}, m_kind{kind} {}

bool RosterReader::next(std::vector<RosterRow>& rows, std::size_t most) {
  rows.clear();
  while (rows.size() < most) {
    if (!m_in_sheet && !open_next_sheet()) break;
    if (!m_table->next(m_row)) {
      m_in_sheet = false;
    } else if (is_data(m_row)) {
      auto const& head = m_heads.back();
      rows.push_back({&head.layout, &head.sheet, std::move(m_row)});
      m_row = {};
    }
  }
  return !rows.empty();
}

bool RosterReader::open_next_sheet() {
  while (m_next_sheet < m_table->sheets().size()) {
    auto const& sheet = m_table->sheets()[m_next_sheet];
    if (m_next_sheet > 0) m_table->open_sheet(m_next_sheet);
    ++m_next_sheet;
    m_in_sheet = !sheet.is_hidden && find_headings(sheet.name);
    if (m_in_sheet) return true;
    m_skipped.push_back(sheet.name);
  }
  return false;
}

bool RosterReader::find_headings(std::string const& sheet) {
  for (int i = 0; i < rows_searched_for_headings && m_table->next(m_row); ++i) {
    auto layout = layout_of(m_kind, m_row);
    if (!layout) continue;
    m_heads.push_back({sheet, std::move(*layout)});
    return true;
  }
  return false;
}

bool RosterReader::is_data(Row const& row) const {
  auto const filled = std::count_if(row.cells.begin(), row.cells.end(), [](Cell const& cell) {
    return cell.kind != CellKind::empty && cell.text.find_first_not_of(' ') != std::string::npos;
  });
  if (filled == 0) return false;
  auto const& layout = m_heads.back().layout;
  auto const first = static_cast<std::size_t>(layout.positions[0]);
  auto const name = first < row.cells.size() ? trim(row.cells[first].text) : std::string{};
  if (!name.empty() && plain_heading(name) == plain_heading(layout.headings[first])) return false;
  auto const remark = std::find_if(row.cells.begin(), row.cells.end(),
                                   [](Cell const& cell) { return is_remark(trim(cell.text)); });
  if (remark == row.cells.end()) return true;
  bool const is_marked_first = is_remark(name) || remark == row.cells.begin();
  return !is_marked_first && (!name.empty() || filled > most_cells_below);
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
