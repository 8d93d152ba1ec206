// What an import has done so far: counts, findings, and the rows that go back to the sender.
#pragma once

#include "organisation/roster/roster_row.h"

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
};
BOOST_DESCRIBE_STRUCT(RosterCounts, (),
                      (roster, rows, added, changed, unchanged, refused, warnings, unknown_columns,
                       skipped_sheets))

/// A row that was refused, with all its faults in one text.
struct RefusedRow {
  RosterRow row{};
  std::string reason{};
};

struct RosterTally {
  RosterCounts counts{};
  /// The first ones of each kind; all faults are in `refused`.
  std::vector<RowFinding> findings{};
  std::vector<RefusedRow> refused{};

  /// Notes the findings of a row and, when one is a fault, keeps the row.
  void note(std::vector<RowFinding> found, RosterRow& row);
};

}  // namespace hangji::organisation
