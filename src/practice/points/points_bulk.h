// A month of everybody's points in one pass over the facts, in the order of members. Memory grows
// with members and with the few facts that count beyond their month, never with the month's facts.
#pragma once

#include "database/transaction.h"
#include "organisation/members/members.h"
#include "practice/points/points_score.h"

#include <functional>

namespace hangji::practice {

/// Someone who belonged to a unit on the month's last day.
struct ScoredMember {
  MemberId id{};
  UnitId unit_id{};
  MemberCategory category{};
  organisation::MemberState state{};
};
BOOST_DESCRIBE_STRUCT(ScoredMember, (), (id, unit_id, category, state))

/// The score of every member of the tenant who stands in a register, by member, without lines. The
/// same as `PointsEngine::score` gives for each.
void each_month_score(database::Transaction& transaction, rules::Rulebook const& rules, Month month,
                      std::function<void(ScoredMember const&, MonthScore const&)> const& visit);

}  // namespace hangji::practice
