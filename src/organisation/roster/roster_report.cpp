#include "organisation/roster/roster_report.h"

#include "documents/table_writer.h"

#include <algorithm>

namespace hangji::organisation {

namespace {
constexpr int usual_width = 16;
constexpr int reason_width = 60;
/// The importer passes over a column of this name.
constexpr std::string_view reason_heading = "退回原因";

/// Below what a sheet can hold.
constexpr int most_lines_of_a_sheet = 1'000'000;

class ReportWriter {
public:
  void add(RosterTally const& tally, RefusedRow const& refused) {
    if (refused.row.layout != m_layout) begin(tally, refused.row);
    std::vector<documents::OutCell> cells;
    auto const& from = refused.row.row.cells;
    for (std::size_t i = 0; i < m_columns; ++i) {
      if (m_skipped == i) continue;
      cells.emplace_back(i < from.size() ? from[i].text : std::string{});
    }
    cells.emplace_back(refused.reason);
    m_writer.add_row(cells);
  }
  void add(RowOutcome const& outcome) {
    FieldChange const none{"", "", outcome.reason};
    if (outcome.changes.empty()) add_line(outcome, none);
    for (auto const& change : outcome.changes) add_line(outcome, change);
  }
  [[nodiscard]] std::string finish() { return m_writer.finish(); }

private:
  void add_line(RowOutcome const& outcome, FieldChange const& change) {
    if (m_lines++ % most_lines_of_a_sheet == 0) begin_list();
    m_writer.add_row({std::string{label(outcome.fate)}, std::string{label(outcome.roster)},
                      outcome.sheet, outcome.row, outcome.name, change.field, change.before,
                      change.after});
  }
  void begin_list() {
    auto const number = m_lines / most_lines_of_a_sheet;
    m_writer.add_sheet({.name = "逐行结果" + (number == 0 ? "" : std::to_string(number + 1)),
                        .title = "预览的逐行结果：证件号码和电话已遮盖",
                        .columns = {{"结果", 8},
                                    {"名册", 8},
                                    {"工作表", usual_width},
                                    {"行号", 8},
                                    {"姓名/名称", usual_width * 2},
                                    {"字段", usual_width},
                                    {"原值", usual_width * 2},
                                    {"新值（退回的为原因）", reason_width}}});
  }
  void begin(RosterTally const& tally, RosterRow const& row) {
    m_layout = row.layout;
    m_columns = m_layout->headings.size();
    documents::OutSheet sheet;
    auto const roster = std::string{label(tally.counts.roster)};
    sheet.name = roster + "退回" + std::to_string(++m_sheets);
    sheet.title = roster + "名册退回的行：更正后可直接再次导入";
    if (!row.sheet->empty()) sheet.title += "(工作表“" + *row.sheet + "”)";
    m_skipped = m_columns;
    for (std::size_t i = 0; i < m_columns; ++i) {
      if (m_layout->headings[i] == reason_heading)
        m_skipped = i;
      else
        sheet.columns.push_back({m_layout->headings[i], usual_width});
    }
    sheet.columns.push_back({std::string{reason_heading}, reason_width});
    m_writer.add_sheet(sheet);
  }
  documents::WorkbookWriter m_writer{};
  Layout const* m_layout{nullptr};
  std::size_t m_columns{0};
  std::size_t m_skipped{0};
  int m_sheets{0};
  int m_lines{0};
};
}  // namespace

std::string import_workbook(std::span<RosterTally const> tallies) {
  bool const is_empty = std::ranges::all_of(tallies, [](RosterTally const& tally) {
    return tally.refused.empty() && tally.rows.empty();
  });
  if (is_empty) return {};
  ReportWriter writer;
  for (auto const& tally : tallies) {
    for (auto const& refused : tally.refused) writer.add(tally, refused);
  }
  for (auto const& tally : tallies) {
    for (auto const& outcome : tally.rows) writer.add(outcome);
  }
  return writer.finish();
}

}  // namespace hangji::organisation
