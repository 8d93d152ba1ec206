// When an activity takes place, put right after people were marked: the facts of the activity hold
// its day and length, so each of them is superseded. Whoever did not belong to the unit on the new
// day is taken off the list, as a plan's list follows its day.
#pragma once

#include "kernel/journal/change.h"
#include "practice/activities/activities.h"

namespace hangji::practice {

struct When {
  Date day{};
  /// HH:MM; empty: not said.
  std::string starts_at{};
  std::int64_t minutes{};
  bool operator==(When const&) const = default;
};
[[nodiscard]] When when_of(database::Transaction& transaction, ActivityRow const& row);
/// 2026年11月20日 14:30，90 分钟
[[nodiscard]] std::string to_text(When const& when);

/// What an amendment of the time is about, instead of a field of the record. No field's id has a
/// dot.
inline constexpr std::string_view time_field = "activity.when";

/// Writes day, hour and length of a plan that nobody is marked on.
void write_time(journal::Change& change, ActivityRow const& before, ActivityRow after,
                When const& when);
/// The same of an activity with facts: supersedes them, and notes what was and why beside the
/// record. Refuses: reason_missing; state_wrong (a vote of the sitting holds its day, or its record
/// lies in the archive of a year that was filed); facts.in_the_future.
[[nodiscard]] Result<Done> move_activity(journal::Change& change, ActivityRow const& before,
                                         ActivityRow after, When const& when,
                                         std::string const& reason);

}  // namespace hangji::practice
