#include "organisation/roster/roster_report.h"

#include "documents/table_writer.h"

#include <optional>

namespace hangji::organisation {

namespace {
constexpr int usual_width = 16;
constexpr int reason_width = 60;
/// The importer passes over a column of this name.
constexpr std::string_view reason_heading = "退回原因";

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
  [[nodiscard]] std::string finish() { return m_writer.finish(); }

private:
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
};
}  // namespace

std::string refused_rows_workbook(std::span<RosterTally const> tallies) {
  std::optional<ReportWriter> writer;
  for (auto const& tally : tallies) {
    for (auto const& refused : tally.refused) {
      if (!writer) writer.emplace();
      writer->add(tally, refused);
    }
  }
  return writer ? writer->finish() : std::string{};
}

}  // namespace hangji::organisation
