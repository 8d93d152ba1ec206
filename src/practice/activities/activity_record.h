// An activity's record on paper: everything that was recorded about it, and why it stands where it
// stands. Persons in name order; answers only counted.
#pragma once

#include "kernel/records/record_printers.h"
#include "kernel/records/sheet.h"
#include "practice/activities/activities_views.h"
#include "practice/votes/votes.h"

namespace hangji::practice {

/// A later fact that took the place of an earlier one of this activity.
struct Correction {
  std::string name{};
  facts::FactRow before{};
  facts::FactRow after{};
};
/// The superseded facts of the record, each with what took its place; not those that only followed
/// the activity to another day or length.
[[nodiscard]] std::vector<Correction> corrections_of(std::vector<facts::FactRow> const& facts);

/// What stands on the sheet. `unit_name`: who held it.
[[nodiscard]] records::Sheet activity_sheet(ActivityDetail const& detail,
                                            std::string_view unit_name,
                                            std::vector<Correction> const& corrections);

/// What was voted on at the sitting, a row an option, with what it came to by the rule of the day.
[[nodiscard]] records::SheetPart votes_part(rules::Rulebook const& rules,
                                            std::vector<VoteRow> const& votes);

/// The printer of `activity.finished`.
[[nodiscard]] Result<std::string> print_activity(records::PrintOrder const& order);

}  // namespace hangji::practice
