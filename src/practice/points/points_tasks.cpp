#include "practice/points/points_tasks.h"

#include "kernel/api/gate.h"
#include "practice/points/points_store.h"

#include <fmt/format.h>

#include <set>

namespace hangji::practice {

using obligations::Task;
using obligations::TaskState;

namespace {
constexpr int most_units = 20;

Task task_of(UnitProposals const& waiting, rules::Rule const* rule) {
  Task task{
      .id = fmt::format("points/proposals/{}", waiting.unit_id.value),
      .title = fmt::format("待确认积分 {} 条", waiting.count),
      .why = fmt::format("最早的发生在 {}，须由提议人以外的第二人确认；未处理完不能关闭当月登记",
                         to_chinese(waiting.since)),
      .state = TaskState::waiting,
      .unit = waiting.unit_id,
      .unit_name = waiting.unit_name,
      .page = fmt::format("points/register?unit={}", waiting.unit_id.value)};
  if (rule != nullptr) task.rule = rules::citation_of(*rule);
  return task;
}
}  // namespace

void add_proposal_tasks(api::Reading& reading, std::vector<Task>& into) {
  auto const books = reading.rulebook.all<PointsRegister>(reading.today());
  auto const* rule = books.empty() ? nullptr : books.front().rule;
  std::set<UnitId> seen;
  for (auto const& reached :
       access::reached_units(reading.session, access::Permission::confirm_points)) {
    for (auto const& waiting :
         waiting_proposals(reading.transaction, reached.unit,
                           {reading.session.user, reading.session.member}, most_units)) {
      if (seen.insert(waiting.unit_id).second) into.push_back(task_of(waiting, rule));
    }
  }
}

}  // namespace hangji::practice
