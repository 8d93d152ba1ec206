#include "practice/points/points_tasks.h"

#include "kernel/api/gate.h"
#include "kernel/periods/periods.h"
#include "kernel/requests/requests.h"
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

void add_publication_tasks(api::Reading& reading, std::vector<Task>& into) {
  auto const member = reading.session.member;
  auto const home =
      member.is_none() ? std::nullopt : organisation::membership_now(reading.transaction, member);
  if (!home) return;
  auto const quarter =
      periods::CalendarPeriod::containing(periods::Every::quarter, reading.today().plus_months(-3));
  auto const published =
      publication_of(reading.transaction, home->unit_id, periods::to_text(quarter));
  if (!published) return;
  auto const objection = requests::RequestForm::objection;
  auto const until = requests::made_until(reading.rulebook, objection, published->day);
  if (!until || *until < reading.today()) return;
  Task task{.id = fmt::format("points/published/{}", periods::to_text(quarter)),
            .title = fmt::format("{}积分已公开", periods::to_chinese(quarter)),
            .why = fmt::format("对自己的积分有异议的，请在{}前提出", to_chinese(*until)),
            .state = TaskState::coming,
            .of = obligations::TaskOf::person,
            .due_on = *until,
            .unit = home->unit_id,
            .page = fmt::format("me/published?quarter={}", periods::to_text(quarter))};
  if (auto const rule = requests::deadline_of(reading.rulebook, objection, published->day))
    task.rule = rules::citation_of(*rule->rule);
  into.push_back(std::move(task));
}

}  // namespace hangji::practice
