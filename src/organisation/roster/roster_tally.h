// What an import has done so far: counts, findings, and the rows that go back to the sender.
#pragma once

#include "organisation/roster/roster_row.h"

#include <unordered_map>
#include <vector>

namespace hangji::organisation {

struct RosterCounts {
  RosterKind roster{};
  std::int64_t rows{};
  std::int64_t added{};
  std::int64_t changed{};
  std::int64_t unchanged{};
  std::int64_t refused{};
  std::int64_t warnings{};
  /// Headings that the program does not know; their values are kept as notes.
  std::vector<std::string> unknown_columns{};
  /// Sheets that were not read because they are hidden or have no headings.
  std::vector<std::string> skipped_sheets{};
  /// Lines that belong to the form (合计, 填表人 …), and the first of them as they were written.
  std::int64_t dropped{};
  std::vector<std::string> dropped_lines{};
};
BOOST_DESCRIBE_STRUCT(RosterCounts, (),
                      (roster, rows, added, changed, unchanged, refused, warnings, unknown_columns,
                       skipped_sheets, dropped, dropped_lines))

/// A row that was refused, with all its faults in one text.
struct RefusedRow {
  RosterRow row{};
  std::string reason{};
};

struct RosterTally {
  RosterCounts counts{};
  /// The first thousand faults and the first thousand different warnings; all faults are in
  /// `refused`.
  std::vector<RowFinding> findings{};
  std::vector<RefusedRow> refused{};

  /// Notes the findings of a row and, when one is a fault, keeps the row.
  void note(std::vector<RowFinding> found, RosterRow& row);
  /// Counts a warning; one that was told before is not told again.
  void warn(RowFinding finding);

private:
  std::size_t m_faults{0};
  /// Where each different warning stands in `findings`.
  std::unordered_map<std::string, std::size_t> m_warnings{};
};

}  // namespace hangji::organisation
