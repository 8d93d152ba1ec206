#include "practice/activities/activity_tasks.h"

#include "kernel/api/gate.h"
#include "kernel/facts/fact_kinds.h"
#include "practice/activities/activities_operations.h"
#include "practice/activities/activities_store.h"
#include "practice/activities/activity_case.h"

#include <fmt/format.h>

namespace hangji::practice {

using access::Permission;
using api::Reading;
using obligations::Task;
using obligations::TaskOf;
using obligations::TaskState;

namespace {
constexpr int days_ahead = 31;

std::string page_of(ActivityRow const& row) { return fmt::format("activities/{}", row.id.value); }

Task task_about(Reading& reading, ActivityRow const& row, std::string_view what) {
  Task task{.id = fmt::format("activity/{}/{}", what, row.id.value),
            .title = row.title,
            .due_on = row.day,
            .unit = row.unit_id,
            .page = page_of(row)};
  if (auto const kind = reading.rulebook.find<ActivityKind>(row.kind, row.day))
    task.rule = rules::citation_of(*kind->rule);
  return task;
}

void add_unfinished(Reading& reading, UnitId unit, std::vector<Task>& into) {
  auto const today = reading.today();
  for (auto const& row :
       activities_of(reading.transaction, unit, today.plus_days(-days_ahead), today)) {
    if (is_over(row)) continue;
    auto task = task_about(reading, row, "finish");
    task.why = row.day == today ? "今天开展：登记到会情况、填写记录后办结"
                                : fmt::format("{} 的活动还没有办结：登记到会情况、填写记录",
                                              to_chinese(row.day));
    task.state = row.day == today ? TaskState::due : TaskState::late;
    into.push_back(std::move(task));
  }
}

/// Present, asked, and not answered yet.
bool may_evaluate(Reading& reading, ActivityRow const& row, MemberId member) {
  if (sitting_of(kinds_in_force(reading.rulebook, row)).evaluation.empty()) return false;
  bool was_present = false;
  for (auto const& fact : facts::standing_of_source(reading.transaction, source_of(row.id))) {
    if (fact.member_id != member) continue;
    if (fact.kind == facts::kind::activity_evaluated) return false;
    was_present = was_present || fact.kind == facts::kind::activity_attended;
  }
  return was_present;
}

/// Who is expected is told once the notice is out; a sitting without a notice, once it is planned.
bool is_told(Reading& reading, ActivityRow const& row, MemberId member) {
  auto const kinds = kinds_in_force(reading.rulebook, row);
  auto const steps = sitting_of(kinds).steps;
  bool const has_notice = std::ranges::find(steps, Step::mobilise) != steps.end();
  if (has_notice && row.state == ActivityState::planned) return false;
  auto const attendees = attendees_of(reading.transaction, row, kinds);
  return std::ranges::find(attendees, member, &Attendee::member) != attendees.end();
}

void add_own_of(Reading& reading, MemberId member, ActivityRow const& row,
                std::vector<Task>& into) {
  auto const today = reading.today();
  auto task = task_about(reading, row, "own");
  task.of = TaskOf::person;
  if (row.day <= today && row.state != ActivityState::cancelled &&
      may_evaluate(reading, row, member)) {
    task.state = TaskState::waiting;
    task.due_on.reset();
    task.why = "您参加了这次活动，请作实效测评（不记名）";
  } else if (row.day >= today && !is_over(row) && is_told(reading, row, member)) {
    task.state = TaskState::coming;
    task.why =
        fmt::format("{} 在{}开展", to_chinese(row.day), row.place.empty() ? "约定地点" : row.place);
  } else {
    return;
  }
  into.push_back(std::move(task));
}

void add_own(Reading& reading, MemberId member, std::vector<Task>& into) {
  auto const today = reading.today();
  constexpr int days_back = 14;
  auto const from = today.plus_days(-days_back);
  for (auto const unit : units_of_member(reading.transaction, member, from)) {
    for (auto const& row :
         activities_of(reading.transaction, unit, from, today.plus_days(days_ahead))) {
      add_own_of(reading, member, row, into);
    }
  }
}
}  // namespace

void add_activity_duties(rules::Rulebook const& rules, Date day,
                         std::vector<obligations::DutyInForce>& into) {
  for (auto const& kind : rules.all<ActivityKind>(day)) {
    auto duty = duty_of(kind);
    if (!duty) continue;
    auto const owed_by = kind->audience == Audience::branch_committee
                             ? obligations::OwedBy::units_with_committee
                             : obligations::OwedBy::every_unit;
    into.push_back({kind.rule, std::move(*duty), owed_by});
  }
}

void add_activity_tasks(Reading& reading, std::vector<Task>& into) {
  // Whoever reaches a subtree sees its units' duties; the list of single activities is the
  // branch's.
  for (auto const& reached :
       access::reached_units(reading.session, Permission::record_activities)) {
    if (reached.reach == access::Reach::unit) add_unfinished(reading, reached.unit, into);
  }
  if (!reading.session.member.is_none()) add_own(reading, reading.session.member, into);
}

std::optional<UnitId> activity_owner(database::Transaction& transaction, SourceId source) {
  auto const row = activity(transaction, ActivityId{source.value});
  if (!row) return std::nullopt;
  return row->unit_id;
}

}  // namespace hangji::practice
