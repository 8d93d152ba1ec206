#include "practice/activities/activities_operations.h"

#include "kernel/facts/fact_kinds.h"
#include "organisation/units/units_store.h"
#include "practice/activities/activities_store.h"
#include "practice/activities/activity_case.h"

#include <fmt/format.h>

#include <algorithm>

namespace hangji::practice {

using facts::Channel;
using facts::FactDraft;
using facts::FactRow;
using journal::Change;
using organisation::MemberBrief;
using rules::Rulebook;

namespace {
void write_state(Change& change, ActivityRow const& before, ActivityState state) {
  auto after = before;
  after.state = state;
  change.update(before, after);
}

/// Six digits that only the holder of the key can reckon: enough for one sitting, readable from a
/// wall.
std::string code_of(secrets::Secrets const& secrets, ActivityId id) {
  auto const digest = secrets.lookup_hash(fmt::format("check-in {}", id.value));
  return fmt::format("{:06}", std::stoull(digest.substr(0, 12), nullptr, 16) % 1'000'000);
}

std::optional<FactRow> standing_mark(Change& change, ActivityRow const& row, MemberId member) {
  for (auto& fact : facts::standing_of_source(change.transaction(), source_of(row.id), member)) {
    if (fact.topic == row.kind && presence_of(fact.kind)) return std::move(fact);
  }
  return {};
}

Result<Done> check_mark(Change& change, Case const& open, Mark const& mark) {
  if (!is_of_unit(change.transaction(), open.row, mark.member)) {
    return refuse(ActivityRefusal::not_expected, "这名党员不在本次活动的党组织中",
                  {.field = "member"});
  }
  bool const is_correction = open.row.state == ActivityState::finished;
  if ((is_correction || mark.presence == Presence::on_leave) && mark.reason.empty()) {
    return refuse(ActivityRefusal::reason_missing,
                  is_correction ? "活动已经办结，更正须写明理由" : "请假须写明事由",
                  {.field = "reason", .status = 400});
  }
  return Done{};
}

FactDraft draft_of(ActivityRow const& row, Mark const& mark, FactRow const* before) {
  FactDraft draft{.kind = std::string{fact_kind_of(mark.presence)},
                  .topic = row.kind,
                  .day = row.day,
                  .unit = row.unit_id,
                  .member = mark.member,
                  .amount = mark.presence == Presence::present ? row.minutes : 0,
                  .source = source_of(row.id),
                  .channel = mark.channel,
                  .note = mark.reason};
  if (before != nullptr) {
    draft.supersedes = before->id;
    if (draft.note.empty()) draft.note = "重新登记";
  }
  return draft;
}

bool is_same(FactRow const& before, Mark const& mark) {
  return presence_of(before.kind) == mark.presence && before.note == mark.reason;
}

/// Members who hold a post of the unit: its committee.
std::vector<MemberId> committee_of(database::Transaction& transaction, UnitId unit, Date day) {
  std::vector<MemberId> members;
  for (auto const& post : organisation::posts_of(transaction, unit, day)) {
    if (!post.member_id.is_none()) members.push_back(post.member_id);
  }
  return members;
}

/// What was marked of an activity that does not take place counts for nobody.
Result<Done> withdraw_marks(Change& change, ActivityRow const& row, std::string_view reason) {
  std::vector<FactDraft> drafts;
  for (auto const& fact : facts::standing_of_source(change.transaction(), source_of(row.id))) {
    drafts.push_back(withdrawal_of(fact, std::string{reason}));
  }
  if (drafts.empty()) return Done{};
  if (auto added = facts::append_all(change, drafts); !added)
    return std::unexpected{std::move(added.error())};
  return Done{};
}

Result<Done> check_all_marked(std::vector<Attendee> const& attendees) {
  auto const unmarked =
      std::ranges::count_if(attendees, [](Attendee const& person) { return !person.presence; });
  if (unmarked == 0) return Done{};
  return refuse(ActivityRefusal::attendance_incomplete,
                fmt::format("还有 {} 人没有登记到会情况", unmarked));
}

std::int64_t present_of(std::vector<Attendee> const& attendees) {
  return std::ranges::count(attendees, std::optional{Presence::present}, &Attendee::presence);
}

Result<Done> check_record(Case const& open) {
  auto const missing = missing_fields(open.asked.record, record_of(open.row));
  if (missing.empty()) return Done{};
  return refuse(ActivityRefusal::record_incomplete,
                fmt::format("记录还缺：{}", fmt::join(missing, "、")),
                {.field = "record", .rule = open.kinds.front().rule->id});
}
}  // namespace

std::vector<Attendee> attendees_of(database::Transaction& transaction, ActivityRow const& row,
                                   Kinds const& kinds) {
  auto const expected =
      audience_of(kinds, {.day = row.day,
                          .members = organisation::members_of(transaction, row.unit_id, row.day),
                          .committee = committee_of(transaction, row.unit_id, row.day),
                          .named = named_of(row),
                          .suspended = suspended_on(transaction, row.unit_id, row.day)});
  auto list =
      attendance(expected, facts::standing_of_source(transaction, source_of(row.id)), row.kind);
  if (list.size() > expected.size()) {
    auto const names = names_of_source(transaction, source_of(row.id));
    for (auto at = std::ssize(expected); at < std::ssize(list); ++at) {
      auto& person = list[static_cast<std::size_t>(at)];
      auto const known = std::ranges::find(names, person.member, &NameRow::id);
      if (known != names.end()) person.name = known->name;
    }
  }
  for (auto const& leave : leaves_of(transaction, row.id)) {
    auto const person = std::ranges::find(list, leave.member_id, &Attendee::member);
    if (person != list.end()) person->announced = leave.reason;
  }
  return list;
}

Result<Done> check_quorum(database::Transaction& transaction, ActivityRow const& row,
                          rules::InForce<ActivityKind> const& kind) {
  if (!kind->quorum) return Done{};
  auto const expected = attendees_of(transaction, row, {kind});
  auto const present = present_of(expected);
  auto const all = std::ssize(expected);
  if (kind->quorum->is_reached(present, all)) return Done{};
  return refuse(ActivityRefusal::quorum_missed,
                fmt::format("{}应到 {} 人，实到 {} 人，须{}到会方可开会，请改期", kind->short_name,
                            all, present, rules::to_text(*kind->quorum)),
                {.rule = kind.rule->id});
}

Result<ActivityId> plan_activity(Change& change, Rulebook const& rules, NewActivity const& wanted) {
  auto kind = check_plan(change.transaction(), rules, wanted);
  if (!kind) return std::unexpected{std::move(kind.error())};
  ActivityRow const row{.id = change.new_id<ActivityId>(),
                        .kind = wanted.kind,
                        .also_kinds = to_json(wanted.also_kinds),
                        .unit_id = wanted.unit,
                        .day = wanted.day,
                        .minutes = wanted.minutes.value_or((*kind)->usual_minutes),
                        .place = wanted.place,
                        .title = wanted.title,
                        .title_origin = wanted.title_origin,
                        .named = to_json(wanted.named)};
  change.insert(row);
  if (!wanted.starts_at.empty()) change.insert(StartRow{row.id, wanted.starts_at});
  change.about(row.unit_id, fmt::format("安排 {} 的活动“{}”", to_text(row.day), row.title));
  return row.id;
}

Result<Done> mobilise_activity(Change& change, secrets::Secrets const& secrets, ActivityId id) {
  auto const row = activity(change.transaction(), id);
  if (!row) return refuse(ActivityRefusal::not_found, "没有这项活动", {.status = 404});
  if (row->state != ActivityState::planned) return wrong_state("通知已经发出");
  auto after = *row;
  after.state = ActivityState::mobilised;
  after.code = code_of(secrets, id);
  change.update(*row, after);
  change.about(row->unit_id, fmt::format("发出活动“{}”的通知", row->title));
  return Done{};
}

Result<Done> cancel_activity(Change& change, ActivityId id, std::string_view reason) {
  auto const row = activity(change.transaction(), id);
  if (!row) return refuse(ActivityRefusal::not_found, "没有这项活动", {.status = 404});
  if (is_over(*row)) return wrong_state("活动已经办结或取消");
  if (reason.empty()) {
    return refuse(ActivityRefusal::reason_missing, "取消须写明理由",
                  {.field = "reason", .status = 400});
  }
  if (auto good = withdraw_marks(change, *row, reason); !good) return good;
  write_state(change, *row, ActivityState::cancelled);
  change.about(row->unit_id, fmt::format("取消活动“{}”：{}", row->title, reason));
  return Done{};
}

namespace {
Result<Done> mark_all(Change& change, Case const& open, std::span<Mark const> marks) {
  if (open.row.state == ActivityState::cancelled) return wrong_state("活动已经取消");
  std::vector<FactDraft> drafts;
  for (auto const& mark : marks) {
    if (auto good = check_mark(change, open, mark); !good) return good;
    if (std::ranges::find(drafts, mark.member, &FactDraft::member) != drafts.end()) {
      return refuse(ActivityRefusal::already_marked, "同一名党员在一次登记里出现了两次",
                    {.field = "member", .status = 400});
    }
    auto const before = standing_mark(change, open.row, mark.member);
    if (before && is_same(*before, mark)) continue;
    drafts.push_back(draft_of(open.row, mark, before ? &*before : nullptr));
  }
  if (auto appended = facts::append_all(change, drafts); !appended)
    return std::unexpected{appended.error()};
  change.about(open.row.unit_id,
               fmt::format("登记活动“{}”到会情况 {} 人", open.row.title, drafts.size()));
  return Done{};
}
}  // namespace

Result<Done> record_attendance(Change& change, Rulebook const& rules, ActivityId id,
                               std::span<Mark const> marks) {
  auto const open = open_case(change, rules, id);
  if (!open) return std::unexpected{open.error()};
  return mark_all(change, *open, marks);
}

Result<Done> record_attendance(Change& change, Rulebook const& rules, ActivityRow row,
                               std::span<Mark const> marks) {
  auto const open = open_case(rules, std::move(row));
  if (!open) return std::unexpected{open.error()};
  return mark_all(change, *open, marks);
}

Result<Done> check_in(Change& change, Rulebook const& rules, ActivityId id, MemberId member,
                      std::string_view code) {
  auto open = open_case(change, rules, id);
  if (!open) return std::unexpected{std::move(open.error())};
  if (open->row.state != ActivityState::mobilised) return wrong_state("这项活动现在不能签到");
  if (code != open->row.code) {
    return refuse(ActivityRefusal::code_wrong, "签到码不对，请看现场公布的六位数字",
                  {.field = "code"});
  }
  if (standing_mark(change, open->row, member)) {
    return refuse(ActivityRefusal::already_marked, "您的到会情况已经登记", {.status = 409});
  }
  Mark const mark{.member = member, .presence = Presence::present, .channel = Channel::code};
  return mark_all(change, *open, std::span{&mark, 1});
}

Result<Done> save_record(Change& change, Rulebook const& rules, ActivityId id,
                         Record const& fields) {
  auto open = open_case(change, rules, id);
  if (!open) return std::unexpected{std::move(open.error())};
  if (is_over(open->row)) return wrong_state("活动已经办结或取消，记录不能再改");
  auto record = record_of(open->row);
  for (auto const& [name, text] : fields) {
    if (auto good = check_text(open->asked.record, name, text); !good) return good;
    record[name] = text;
  }
  auto after = open->row;
  after.record = to_json(record);
  change.update(open->row, after);
  change.about(open->row.unit_id, fmt::format("填写活动“{}”的记录", open->row.title));
  return Done{};
}

Result<Done> evaluate_activity(Change& change, Rulebook const& rules, ActivityId id,
                               MemberId member, Record const& answers, Channel channel) {
  auto open = open_case(change, rules, id);
  if (!open) return std::unexpected{std::move(open.error())};
  auto const standing = facts::standing_of_source(change.transaction(), source_of(id), member);
  auto const has = [&](std::string_view kind) {
    return std::ranges::find(standing, kind, &FactRow::kind) != standing.end();
  };
  if (!has(facts::kind::activity_attended)) {
    return refuse(ActivityRefusal::not_present, "到会的党员才能测评", {.field = "member"});
  }
  if (has(facts::kind::activity_evaluated)) {
    return refuse(ActivityRefusal::already_evaluated, "这名党员已经测评过", {.status = 409});
  }
  for (auto const& [name, text] : answers) {
    if (auto good = check_answer(open->asked.evaluation, name, text); !good) return good;
    change.insert(AnswerRow{change.new_id<AnswerId>(), id, name, text});
  }
  auto appended = facts::append(change, {.kind = std::string{facts::kind::activity_evaluated},
                                         .topic = open->row.kind,
                                         .day = open->row.day,
                                         .unit = open->row.unit_id,
                                         .member = member,
                                         .source = source_of(id),
                                         .channel = channel});
  if (!appended) return std::unexpected{appended.error()};
  change.about(open->row.unit_id, fmt::format("活动“{}”收到一份测评", open->row.title));
  return Done{};
}

Result<Done> finish_activity(Change& change, Rulebook const& rules, ActivityId id) {
  auto open = open_case(change, rules, id);
  if (!open) return std::unexpected{std::move(open.error())};
  if (is_over(open->row)) return wrong_state("活动已经办结或取消");
  auto const named = kinds_of(open->row);
  if (open->kinds.size() < named.size())
    return refuse(ActivityRefusal::kind_unknown, "一并召开的活动当天没有规则");
  auto const attendees = attendees_of(change.transaction(), open->row, open->kinds);
  if (auto good = check_all_marked(attendees); !good) return good;
  for (auto const& kind : open->kinds) {
    if (auto good = check_quorum(change.transaction(), open->row, kind); !good) return good;
  }
  if (auto good = check_record(*open); !good) return good;
  auto const present = present_of(attendees);
  std::vector<FactDraft> drafts;
  for (auto const& kind : named) {
    for (auto const what : {facts::kind::activity_held, facts::kind::activity_finished}) {
      drafts.push_back({.kind = std::string{what},
                        .topic = kind,
                        .day = open->row.day,
                        .unit = open->row.unit_id,
                        .amount = present,
                        .source = source_of(id),
                        .note = open->row.title});
    }
  }
  if (auto appended = facts::append_all(change, drafts); !appended)
    return std::unexpected{appended.error()};
  write_state(change, open->row, ActivityState::finished);
  change.about(open->row.unit_id, fmt::format("办结 {} 的活动“{}”，到会 {} 人",
                                              to_text(open->row.day), open->row.title, present));
  return Done{};
}

Result<Done> give_theme(Change& change, Rulebook const& rules, UnitId street, std::string_view kind,
                        Month month, std::string_view title) {
  if (!rules.find<ActivityKind>(kind, month.first_day())) {
    return refuse(ActivityRefusal::kind_unknown, fmt::format("没有“{}”这类活动", kind),
                  {.field = "kind"});
  }
  if (title.empty())
    return refuse(ActivityRefusal::title_missing, "请写明主题", {.field = "title", .status = 400});
  change.insert(ThemeRow{change.new_id<ThemeId>(), std::string{kind}, month, std::string{title}});
  change.about(street, fmt::format("确定 {} 的主题“{}”", to_chinese(month), title));
  return Done{};
}

}  // namespace hangji::practice
