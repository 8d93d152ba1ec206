// When a membership was stopped (停止党籍): who then neither votes, pays, is expected nor is
// scored. Pure but for the two questions that read it from what was noted about members.
#pragma once

#include "organisation/members/members.h"

#include <span>
#include <unordered_map>
#include <vector>

namespace hangji::organisation {

/// From a day on; `until`: the day it was restored, none while it lasts.
struct Suspension {
  Date from{};
  std::optional<Date> until{};
};

/// By the first day. Rosters tell who is suspended, not since when: such a suspension has no
/// beginning.
using Suspensions = std::vector<Suspension>;
using SuspensionsOfMembers = std::unordered_map<MemberId, Suspensions>;

/// Adds the one that only the member's present state tells of.
void add_untold(Suspensions& suspensions, MemberState state);

[[nodiscard]] bool is_suspended_on(std::span<Suspension const> suspensions, Date day);
/// From the first day to the last: the months in which membership is stopped or restored count, the
/// strictest reading.
[[nodiscard]] bool is_suspended_throughout(std::span<Suspension const> suspensions, Month month);

/// What was noted of those who belonged to the unit on `day`; untold ones are missing.
[[nodiscard]] SuspensionsOfMembers suspensions_of_unit(database::Transaction& transaction,
                                                       UnitId unit, Date day);
/// The same of the whole tenant.
[[nodiscard]] SuspensionsOfMembers suspensions_of_all(database::Transaction& transaction);

}  // namespace hangji::organisation
