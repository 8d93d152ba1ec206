// What activities hand to the rest of the program: the duties their cadences lay on units, what
// waits for a person, and whose an activity's record is.
#pragma once

#include "database/transaction.h"
#include "kernel/obligations/duty_sources.h"
#include "kernel/obligations/tasks.h"

#include <optional>

namespace hangji::practice {

/// The duties of the kinds in force on `day`, in file order; those for the committee are owed by
/// units that have one.
void add_activity_duties(rules::Rulebook const& rules, Date day,
                         std::vector<obligations::DutyInForce>& into);
/// For the member: coming activities of the branch, and those to evaluate. For who records a
/// branch's activities: those whose day has come and that are not finished.
void add_activity_tasks(api::Reading& reading, std::vector<obligations::Task>& into);
/// The unit of the activity with this id; none when there is none.
[[nodiscard]] std::optional<UnitId> activity_owner(database::Transaction& transaction,
                                                   SourceId source);

}  // namespace hangji::practice
