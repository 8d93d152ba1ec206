// The workbench: what is due today and why, for whoever opens it. Put together from the obligations
// of the units the person keeps and from what the chapters say waits for the person. It is about
// duties of units; it compares no persons.
#pragma once

#include "duty/inspection/inspection.h"
#include "kernel/api/gate.h"
#include "kernel/obligations/tasks.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hangji::duty {

using obligations::Task;

/// A unit below with something open.
struct UnitTasks {
  UnitId unit{};
  std::string name{};
  std::string kind_name{};
  std::string community_name{};
  std::int64_t late{};
  std::int64_t due{};
  std::int64_t missed{};
  /// Late and due ones of a community's units; of a street's units the late and missed ones: why
  /// the unit is behind.
  std::vector<Task> tasks{};
};
BOOST_DESCRIBE_STRUCT(UnitTasks, (),
                      (unit, name, kind_name, community_name, late, due, missed, tasks))

/// How the month stands below a unit.
struct MonthSummary {
  UnitId unit{};
  std::string name{};
  Month month{};
  Tally tally{};
  std::vector<CommunityLine> communities{};
};
BOOST_DESCRIBE_STRUCT(MonthSummary, (), (unit, name, month, tally, communities))

struct Workbench {
  Date today{};
  /// One's own: of the units one keeps oneself, and of the person; late first, then by due day.
  std::vector<Task> rows{};
  std::int64_t late{};
  std::int64_t due{};
  /// The units below, in name order; those with nothing open are absent.
  std::vector<UnitTasks> units{};
  std::vector<MonthSummary> summaries{};
};
BOOST_DESCRIBE_STRUCT(Workbench, (), (today, rows, late, due, units, summaries))

/// A sentence: rule, how often, until when.
[[nodiscard]] Task task_of(obligations::Obligation const& open, std::string unit_name, Date today);

/// Reads the person's grants in the session. Adds to the workbench:
/// a unit kept alone (reach `unit`, or a branch): its tasks into `rows`;
/// a community: its own tasks into `rows`, the tasks of each unit below into `units`;
/// a street: its own tasks, the units that are behind with reasons, and the month's summary.
[[nodiscard]] Workbench make_workbench(api::Reading& reading);

}  // namespace hangji::duty
