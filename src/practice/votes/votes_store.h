// The SQL of votes.
#pragma once

#include "practice/votes/votes.h"

#include <functional>

namespace hangji::practice {

[[nodiscard]] std::optional<VoteRow> vote(database::Transaction& transaction, VoteId id);
/// Of one unit with from <= day <= until, newest first.
[[nodiscard]] std::vector<VoteRow> votes_of(database::Transaction& transaction, UnitId unit,
                                            Date from, Date until);
/// Every vote by id: for invariants.
void each_vote(database::Transaction& transaction,
               std::function<void(VoteRow const&)> const& visit);

/// Who may vote in the unit on `day`, by id: formal registered members of it and of the units below
/// it, save those whose membership is suspended (停止党籍) or whose rights are stopped that day.
[[nodiscard]] std::vector<MemberId> voters_on(database::Transaction& transaction, UnitId unit,
                                              Date day);

}  // namespace hangji::practice
