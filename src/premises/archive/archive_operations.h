// What is done with the archive: looking through a period's gaps, and filing a year. Everything
// else of it is derived.
#pragma once

#include "kernel/facts/facts.h"
#include "premises/archive/archive.h"

namespace hangji::premises {

using organisation::DutyQuestion;

/// 全宗号: the keeper's code in the national system, else four zeros for the street to replace.
[[nodiscard]] std::string fonds_of(organisation::UnitRow const& keeper);
/// Units, facts, filed items and originals of `root` and all below for the items of a year.
[[nodiscard]] ArchiveContents read_contents(database::Transaction& transaction, UnitId root,
                                            int year, Date today);
/// The items of a year with the volumes of its last day (or today).
[[nodiscard]] std::vector<ArchiveItem> read_items(database::Transaction& transaction,
                                                  rules::Rulebook const& rules, UnitId root,
                                                  int year, Date today);
/// What the volumes of `root` and all below lack for the period: what was to be done in it and was
/// not, and what its items lack.
[[nodiscard]] std::vector<Gap> read_gaps(database::Transaction& transaction,
                                         DutyQuestion const& question,
                                         periods::CalendarPeriod period);

/// A month, half-year or year; refuses everything else.
[[nodiscard]] Result<periods::CalendarPeriod> sorting_period(std::string_view text);

/// Enters that the unit looked through the period's gaps (月整理, 半年汇总). Amount: the items of
/// the period. Refuses, in order: an unknown unit, a period that has not begun, one that was looked
/// through already.
[[nodiscard]] Result<FactId> sort_archive(journal::Change& change, DutyQuestion const& question,
                                          periods::CalendarPeriod period);

struct Filed {
  FactId fact{};
  std::int64_t items{};
};
/// Files the year: every item the unit keeps gets its number and reference for good; items that
/// came later are filed behind them the next time. Refuses, in order: an unknown unit, one that
/// keeps no archive (neither street nor community), a year that is not over, nothing new to file.
/// Source: archive.number
[[nodiscard]] Result<Filed> file_year(journal::Change& change, DutyQuestion const& question,
                                      int year);

}  // namespace hangji::premises
