// An activity opened for an operation, with what its sitting asks for: the first steps of every
// verb.
#pragma once

#include "kernel/journal/change.h"
#include "kernel/rules/rulebook.h"
#include "practice/activities/activities.h"

namespace hangji::practice {

struct Case {
  ActivityRow row{};
  /// The leading kind is there.
  Kinds kinds{};
  Sitting asked{};
};

/// Refuses: kind_unknown (the leading kind has no rule on the day).
[[nodiscard]] Result<Case> open_case(rules::Rulebook const& rules, ActivityRow row);
/// As above, and not_found.
[[nodiscard]] Result<Case> open_case(journal::Change& change, rules::Rulebook const& rules,
                                     ActivityId id);
[[nodiscard]] std::unexpected<Refusal> wrong_state(std::string message);
/// Finished or cancelled.
[[nodiscard]] bool is_over(ActivityRow const& row);
[[nodiscard]] Record record_of(ActivityRow const& row);
[[nodiscard]] std::vector<MemberId> named_of(ActivityRow const& row);
/// What takes a mark back.
[[nodiscard]] facts::FactDraft withdrawal_of(facts::FactRow const& fact, std::string reason);
/// Of the unit of the activity on its day, or of the group when a group holds it.
[[nodiscard]] bool is_of_unit(database::Transaction& transaction, ActivityRow const& row,
                              MemberId member);

/// Whose activities concern the member: the branch, and the party groups they are in or were in on
/// `from` or later.
[[nodiscard]] std::vector<UnitId> units_of_member(database::Transaction& transaction,
                                                  MemberId member, Date from);

}  // namespace hangji::practice
