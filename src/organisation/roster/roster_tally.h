// What an import has done so far: counts, findings, the rows that go back to the sender and, in a
// preview, what becomes of each row.
#pragma once

#include "organisation/roster/roster_changes.h"
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
  /// What sheets hide, a sentence each.
  std::vector<std::string> hidden{};
};
BOOST_DESCRIBE_STRUCT(RosterCounts, (),
                      (roster, rows, added, changed, unchanged, refused, warnings, unknown_columns,
                       skipped_sheets, dropped, dropped_lines, hidden))

enum class RowFate { added, changed, unchanged, refused };
BOOST_DESCRIBE_ENUM(RowFate, added, changed, unchanged, refused)
/// 新增, 变更, 不变, 退回.
[[nodiscard]] std::string_view label(RowFate fate);

/// What becomes of a row, told without the numbers of persons.
struct RowOutcome {
  RosterKind roster{};
  std::string sheet{};
  std::int64_t row{};
  RowFate fate{};
  /// Of the member, unit or enterprise.
  std::string name{};
  /// Of a changed row.
  std::vector<FieldChange> changes{};
  /// Of a refused row: all its faults.
  std::string reason{};
};
BOOST_DESCRIBE_STRUCT(RowOutcome, (), (roster, sheet, row, fate, name, changes, reason))

/// Whether each row is told of: a preview does, an import only counts.
enum class RowList { off, on };

/// What a landing says of a row.
struct Landed {
  RowFate fate{RowFate::refused};
  std::string_view name{};
  std::vector<FieldChange> changes{};
  std::vector<RowFinding> findings{};
};

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
  /// In the order of the rows; empty when the list is off.
  std::vector<RowOutcome> rows{};
  RowList list{RowList::off};

  /// Counts a row and its findings; one that was refused is kept.
  void note(Landed landed, RosterRow& row);
  /// Of the list; null when it is off.
  [[nodiscard]] RowOutcome* outcome_of(RowPlace const& place);
  /// Counts a warning; one that was told before is not told again.
  void warn(RowFinding finding);

private:
  /// The faults in one text; empty when there are none.
  [[nodiscard]] std::string take_in(std::vector<RowFinding> found);

  std::size_t m_faults{0};
  /// Where each different warning stands in `findings`.
  std::unordered_map<std::string, std::size_t> m_warnings{};
};

}  // namespace hangji::organisation
