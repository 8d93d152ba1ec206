// What a person finds on the workbench besides the obligations of units: a chapter adds what waits
// for this person (an activity to come, a request to answer). It knows no chapter.
#pragma once

#include "foundation/date.h"
#include "foundation/id.h"
#include "kernel/rules/rule.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace hangji::api {
class Reading;
}  // namespace hangji::api

namespace hangji::obligations {

/// `late`: its day has passed and it can still be done. `due`: to be done by `due_on`. `coming`: to
/// be known, nothing to be done before its day. `waiting`: waits for this person without a day.
enum class TaskState { late, due, coming, waiting };
BOOST_DESCRIBE_ENUM(TaskState, late, due, coming, waiting)

/// For whom it is shown: a task of a unit's keepers, or of the person alone.
enum class TaskOf { unit, person };
BOOST_DESCRIBE_ENUM(TaskOf, unit, person)

struct Task {
  /// The same from one answer to the next.
  std::string id{};
  std::string title{};
  /// One sentence: why it is here.
  std::string why{};
  TaskState state{TaskState::due};
  TaskOf of{TaskOf::unit};
  std::optional<Date> due_on{};
  UnitId unit{};
  std::string unit_name{};
  /// Where it is done, below the desk's or phone's root; empty: nothing to open.
  std::string page{};
  /// The rule that asks for it; none for what people asked.
  std::optional<rules::RuleCitation> rule{};
};
BOOST_DESCRIBE_STRUCT(Task, (), (id, title, why, state, of, due_on, unit, unit_name, page, rule))

/// Adds what waits for the signed-in person. Must be cheap: it runs for every opening of the
/// workbench. What it reads is journaled, so that the answer holds until the next journal entry.
using TaskSource = std::function<void(api::Reading&, std::vector<Task>& into)>;

}  // namespace hangji::obligations
