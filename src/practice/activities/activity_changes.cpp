// Plans checked and changed, leave asked ahead, finished records put right.
#include "practice/activities/activities_operations.h"
#include "practice/activities/activities_store.h"
#include "practice/activities/activity_case.h"
#include "practice/activities/activity_times.h"

#include "organisation/units/units_store.h"

#include <fmt/format.h>

#include <algorithm>

namespace hangji::practice {

using journal::Change;
using rules::InForce;
using rules::Rulebook;

namespace {
/// HH:MM.
bool is_time_of_day(std::string_view text) {
  constexpr std::string_view form = "00:00";
  if (text.size() != form.size() || text[2] != ':') return false;
  for (std::size_t const at : {0U, 1U, 3U, 4U}) {
    if (text[at] < '0' || text[at] > '9') return false;
  }
  return text.substr(0, 2) < "24" && text.substr(3) < "60";
}

Result<InForce<ActivityKind>> kind_held_by(Rulebook const& rules, std::string const& kind,
                                           std::string_view unit_code, Date day) {
  auto const rule = rules.find<ActivityKind>(kind, day);
  if (!rule) {
    return refuse(ActivityRefusal::kind_unknown, fmt::format("没有“{}”这类活动", kind),
                  {.field = "kind"});
  }
  auto const& units = (*rule)->units;
  if (std::ranges::find(units, unit_code) != units.end()) return *rule;
  return refuse(ActivityRefusal::unit_does_not_hold_it,
                fmt::format("这个党组织不开展“{}”", (*rule)->short_name),
                {.field = "unit", .rule = rule->rule->id});
}

Result<Done> check_time(NewActivity const& wanted) {
  if (!wanted.starts_at.empty() && !is_time_of_day(wanted.starts_at)) {
    return refuse(ActivityRefusal::time_wrong, "开始时间应写成 14:30 这样的时和分",
                  {.field = "starts_at", .status = 400});
  }
  auto const minutes = wanted.minutes.value_or(1);
  if (minutes >= 1 && minutes <= longest_minutes) return Done{};
  return refuse(ActivityRefusal::time_wrong, "时长应为 1 到 1440 分钟",
                {.field = "minutes", .status = 400});
}

bool is_marked(Change& change, ActivityRow const& row) {
  auto const standing = facts::standing_of_source(change.transaction(), source_of(row.id));
  return std::ranges::any_of(standing,
                             [](auto const& fact) { return presence_of(fact.kind).has_value(); });
}

Result<Done> check_amendment(Case const& open, Amendment const& wanted, std::string const& before) {
  if (open.row.state != ActivityState::finished)
    return wrong_state("活动还没有办结，直接改记录即可");
  if (before == wanted.text) return wrong_state("这一项没有改动");
  if (wanted.reason.empty()) {
    return refuse(ActivityRefusal::reason_missing, "活动已经办结，更正须写明理由",
                  {.field = "reason", .status = 400});
  }
  auto const& fields = open.asked.record;
  auto const field = std::ranges::find(fields, wanted.field, &RecordField::id);
  if (field != fields.end() && field->required && wanted.text.empty()) {
    return refuse(ActivityRefusal::record_incomplete, fmt::format("“{}”不能为空", field->label),
                  {.field = "text"});
  }
  return check_text(fields, wanted.field, wanted.text);
}
}  // namespace

Result<InForce<ActivityKind>> check_plan(database::Transaction& transaction, Rulebook const& rules,
                                         NewActivity const& wanted) {
  auto const unit = organisation::unit(transaction, wanted.unit);
  auto const code = unit ? organisation::rule_code(unit->kind) : std::string_view{};
  auto kind = kind_held_by(rules, wanted.kind, code, wanted.day);
  if (!kind) return kind;
  if (wanted.title.empty()) {
    return refuse(ActivityRefusal::title_missing, "请写明主题", {.field = "title", .status = 400});
  }
  if (auto good = check_time(wanted); !good) return std::unexpected{std::move(good.error())};
  for (auto const& also : wanted.also_kinds) {
    auto const& allowed = (*kind)->may_be_combined_with;
    bool const is_once = std::ranges::count(wanted.also_kinds, also) == 1;
    if (!is_once || std::ranges::find(allowed, also) == allowed.end()) {
      return refuse(ActivityRefusal::cannot_be_combined,
                    fmt::format("“{}”不能与“{}”合并开展", (*kind)->short_name, also),
                    {.field = "also_kinds", .rule = kind->rule->id});
    }
    if (auto held = kind_held_by(rules, also, code, wanted.day); !held) return held;
  }
  return kind;
}

namespace {
Result<Done> check_time_of(Change& change, Rulebook const& rules, ActivityRow const& row,
                           When const& when, std::string const& title) {
  auto also = kinds_of(row);
  also.erase(also.begin());
  auto const good = check_plan(change.transaction(), rules,
                               {.kind = row.kind,
                                .also_kinds = std::move(also),
                                .unit = row.unit_id,
                                .day = when.day,
                                .starts_at = when.starts_at,
                                .minutes = when.minutes,
                                .title = title});
  if (!good) return std::unexpected{good.error()};
  return Done{};
}
}  // namespace

Result<Done> change_activity(Change& change, Rulebook const& rules, ActivityId id,
                             PlanChange const& wanted) {
  auto const row = activity(change.transaction(), id);
  if (!row) return refuse(ActivityRefusal::not_found, "没有这项活动", {.status = 404});
  if (is_over(*row)) return wrong_state("活动已经办结或取消，安排不能再改");
  When const when{wanted.day, wanted.starts_at, wanted.minutes};
  if (auto good = check_time_of(change, rules, *row, when, wanted.title); !good) return good;
  auto after = *row;
  after.place = wanted.place;
  after.title = wanted.title;
  after.named = to_json(wanted.named);
  bool const moves = when != when_of(change.transaction(), *row) && is_marked(change, *row);
  if (moves) {
    auto moved = move_activity(change, *row, after, when, wanted.reason);
    if (!moved) return moved;
  } else {
    write_time(change, *row, after, when);
  }
  auto const why = moves ? "：" + wanted.reason : "";
  change.about(row->unit_id, fmt::format("更改活动“{}”的安排{}", after.title, why));
  return Done{};
}

Result<Done> amend_time(Change& change, Rulebook const& rules, ActivityId id,
                        TimeAmendment const& wanted) {
  auto const row = activity(change.transaction(), id);
  if (!row) return refuse(ActivityRefusal::not_found, "没有这项活动", {.status = 404});
  if (row->state != ActivityState::finished) return wrong_state("活动还没有办结，直接更改安排即可");
  When const when{wanted.day, wanted.starts_at, wanted.minutes};
  if (when == when_of(change.transaction(), *row)) return wrong_state("时间没有改动");
  if (auto good = check_time_of(change, rules, *row, when, row->title); !good) return good;
  if (auto moved = move_activity(change, *row, *row, when, wanted.reason); !moved) return moved;
  auto const after = *activity(change.transaction(), id);
  for (auto const& kind : kinds_in_force(rules, after)) {
    if (auto good = check_quorum(change.transaction(), after, kind); !good) return good;
  }
  change.about(row->unit_id, fmt::format("更正活动“{}”的时间：{}", row->title, wanted.reason));
  return Done{};
}

namespace {
/// The activity, the person and the leave asked so far, as long as nobody has marked who came.
struct OpenLeave {
  ActivityRow row{};
  std::string name{};
  std::optional<LeaveRow> asked{};
};

Result<OpenLeave> open_leave(Change& change, Rulebook const& rules, ActivityId id,
                             MemberId member) {
  auto const open = open_case(change, rules, id);
  if (!open) return std::unexpected{open.error()};
  if (is_over(open->row)) return wrong_state("活动已经办结或取消");
  auto const attendees = attendees_of(change.transaction(), open->row, open->kinds);
  auto const person = std::ranges::find(attendees, member, &Attendee::member);
  if (person == attendees.end()) {
    return refuse(ActivityRefusal::not_expected, "这次活动没有请这名党员参加", {.field = "member"});
  }
  if (person->presence) {
    return refuse(ActivityRefusal::already_marked, "到会情况已经登记", {.status = 409});
  }
  OpenLeave leave{.row = open->row, .name = person->name};
  auto const leaves = leaves_of(change.transaction(), id);
  auto const found = std::ranges::find(leaves, member, &LeaveRow::member_id);
  if (found != leaves.end()) leave.asked = *found;
  return leave;
}
}  // namespace

Result<Done> announce_leave(Change& change, Rulebook const& rules, ActivityId id, MemberId member,
                            std::string_view reason) {
  auto const open = open_leave(change, rules, id, member);
  if (!open) return std::unexpected{open.error()};
  if (reason.empty()) {
    return refuse(ActivityRefusal::reason_missing, "请假须写明事由",
                  {.field = "reason", .status = 400});
  }
  LeaveRow after{.activity_id = id, .member_id = member, .reason = std::string{reason}};
  if (open->asked) {
    after.id = open->asked->id;
    change.update(*open->asked, after);
  } else {
    after.id = change.new_id<decltype(after.id)>();
    change.insert(after);
  }
  change.about(open->row.unit_id, fmt::format("{}向活动“{}”请假", open->name, open->row.title));
  return Done{};
}

Result<Done> withdraw_leave(Change& change, Rulebook const& rules, ActivityId id, MemberId member) {
  auto const open = open_leave(change, rules, id, member);
  if (!open) return std::unexpected{open.error()};
  if (!open->asked || open->asked->reason.empty()) return wrong_state("没有会前请假，不须撤回");
  auto after = *open->asked;
  after.reason.clear();
  change.update(*open->asked, after);
  change.about(open->row.unit_id,
               fmt::format("撤回{}向活动“{}”的请假", open->name, open->row.title));
  return Done{};
}

Record amended_record(database::Transaction& transaction, ActivityRow const& row) {
  auto record = record_of(row);
  for (auto const& amendment : amendments_of(transaction, row.id)) {
    if (amendment.field != time_field) record[amendment.field] = amendment.after_text;
  }
  return record;
}

Result<Done> amend_record(Change& change, Rulebook const& rules, ActivityId id,
                          Amendment const& wanted) {
  auto const open = open_case(change, rules, id);
  if (!open) return std::unexpected{open.error()};
  auto const before = amended_record(change.transaction(), open->row)[wanted.field];
  if (auto good = check_amendment(*open, wanted, before); !good) return good;
  AmendmentRow row{.activity_id = id,
                   .field = wanted.field,
                   .before_text = before,
                   .after_text = wanted.text,
                   .reason = wanted.reason,
                   .amended_by = change.actor().name,
                   .amended_at = change.now()};
  row.id = change.new_id<decltype(row.id)>();
  change.insert(row);
  change.about(open->row.unit_id,
               fmt::format("更正活动“{}”的记录：{}", open->row.title, wanted.reason));
  return Done{};
}

}  // namespace hangji::practice
