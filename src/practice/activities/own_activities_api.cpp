// What a member is shown of the branch's activities: what is coming, whether they were there, what
// they are asked afterwards. Never who else was there, nor the code shown on the spot.
#include "kernel/api/gate.h"
#include "kernel/facts/fact_kinds.h"
#include "practice/activities/activities_views.h"
#include "practice/activities/activity_case.h"

#include <algorithm>
#include <unordered_map>

namespace hangji::practice {

using access::Permission;
using api::Reading;
using api::Writing;

namespace {
struct OwnActivitiesQuery {
  /// Absent: the last six months and what is planned.
  std::optional<Month> from{};
  std::optional<Month> until{};
};
BOOST_DESCRIBE_STRUCT(OwnActivitiesQuery, (), (from, until))

struct OwnActivityById {
  ActivityId id{};
};
BOOST_DESCRIBE_STRUCT(OwnActivityById, (), (id))

struct OwnActivity {
  ActivityView activity{};
  /// None: not marked.
  std::optional<Presence> presence{};
  std::string reason{};
  /// The fact of the presence, to object to; none: not marked.
  std::optional<FactId> fact{};
  /// Whether the member has answered the questions of the activity.
  bool evaluated{false};
};
BOOST_DESCRIBE_STRUCT(OwnActivity, (), (activity, presence, reason, fact, evaluated))

struct OwnActivityList {
  std::vector<OwnActivity> rows{};
};
BOOST_DESCRIBE_STRUCT(OwnActivityList, (), (rows))

struct OwnActivityDetail {
  OwnActivity own{};
  KindView kind{};
  /// What those present are asked.
  std::vector<EvaluationQuestion> evaluation{};
  /// Why the member said that they cannot come; empty: nothing was said.
  std::string announced{};
  /// It is still to come and the member is not marked.
  bool may_announce{false};
  /// The notice is out and the member is not marked: the code may be entered.
  bool may_check_in{false};
  /// Present, asked, and not answered yet.
  bool may_evaluate{false};
};
BOOST_DESCRIBE_STRUCT(OwnActivityDetail, (),
                      (own, kind, evaluation, announced, may_announce, may_check_in, may_evaluate))

void note(facts::FactRow const& fact, OwnActivity& into) {
  if (fact.kind == facts::kind::activity_evaluated) into.evaluated = true;
  auto const presence = presence_of(fact.kind);
  if (!presence) return;
  into.presence = presence;
  into.reason = fact.note;
  into.fact = fact.id;
}

Result<OwnActivityList> list_own(Reading& reading, OwnActivitiesQuery const& query) {
  auto const member = reading.session.member;
  if (auto good = reading.require_or_own(Permission::see_own_record, {}, member); !good)
    return std::unexpected{std::move(good.error())};
  auto const present = Month::of(reading.today());
  auto const until = query.until.value_or(present.plus(1));
  auto const from = query.from.value_or(present.plus(-5));
  OwnActivityList list;
  std::unordered_map<SourceId, std::size_t> place;
  for (auto const unit : units_of_member(reading.transaction, member, from.first_day())) {
    auto listed =
        list_of(reading.transaction, reading.rulebook, unit, from.first_day(), until.last_day());
    for (auto& activity : listed.rows) {
      if (activity.state == ActivityState::cancelled) continue;
      list.rows.push_back({.activity = std::move(activity)});
    }
  }
  std::ranges::stable_sort(list.rows, std::greater{},
                           [](OwnActivity const& own) { return own.activity.day; });
  for (auto const& own : list.rows) place.emplace(source_of(own.activity.id), place.size());
  // A correction may count in a later month, so the span runs on to today.
  for (auto const& fact :
       facts::standing_of_member(reading.transaction, member, from, std::max(until, present))) {
    auto const found = place.find(fact.source_id);
    if (found != place.end()) note(fact, list.rows[found->second]);
  }
  return list;
}

/// An activity of the person's own branch or group.
Result<ActivityRow> own_activity(Reading& reading, ActivityId id) {
  auto const member = reading.session.member;
  if (auto good = reading.require_or_own(Permission::see_own_record, {}, member); !good)
    return std::unexpected{std::move(good.error())};
  auto row = activity(reading.transaction, id);
  // What does not exist and what is another branch's are answered alike.
  if (!row || !is_of_unit(reading.transaction, *row, member))
    return refuse(ActivityRefusal::not_found, "没有这项活动", {.status = 404});
  return std::move(*row);
}

Result<OwnActivityDetail> show_own(Reading& reading, OwnActivityById const& query) {
  auto const row = own_activity(reading, query.id);
  if (!row) return std::unexpected{row.error()};
  auto const member = reading.session.member;
  auto detail = detail_of(reading.transaction, reading.rulebook, *row);
  OwnActivityDetail own{.kind = std::move(detail.kind),
                        .evaluation = std::move(detail.sitting.evaluation)};
  own.own.activity = std::move(detail.activity);
  for (auto const& fact : facts::standing_of_source(reading.transaction, source_of(row->id))) {
    if (fact.member_id == member) note(fact, own.own);
  }
  auto const person = std::ranges::find(detail.attendees, member, &Attendee::member);
  bool const is_expected = person != detail.attendees.end();
  if (is_expected) own.announced = person->announced;
  own.may_announce = is_expected && !is_over(*row) && !own.own.presence;
  own.may_check_in = row->state == ActivityState::mobilised && !own.own.presence;
  own.may_evaluate = row->state != ActivityState::cancelled && !own.evaluation.empty() &&
                     own.own.presence == Presence::present && !own.own.evaluated;
  return own;
}

struct OwnLeave {
  ActivityId id{};
  std::string reason{};
};
BOOST_DESCRIBE_STRUCT(OwnLeave, (), (id, reason))

Result<Done> announce_own(Writing& writing, OwnLeave const& input) {
  auto const row = own_activity(writing, input.id);
  if (!row) return std::unexpected{row.error()};
  return announce_leave(writing.change, writing.rulebook, input.id, writing.session.member,
                        input.reason);
}

Result<Done> withdraw_own(Writing& writing, OwnActivityById const& input) {
  auto const row = own_activity(writing, input.id);
  if (!row) return std::unexpected{row.error()};
  return withdraw_leave(writing.change, writing.rulebook, input.id, writing.session.member);
}
}  // namespace

void add_own_activity_routes(api::Endpoints& endpoints) {
  constexpr auto own = Permission::see_own_record;
  endpoints.question("/api/own-activities", "本人的组织生活：到会、请假和将要开展的", own,
                     list_own);
  endpoints.question("/api/own-activities/{id}", "本人看一项活动：到会情况、签到和测评", own,
                     show_own);
  endpoints.operation({.path = "/api/own-activities/{id}/leave",
                       .operation = "activities.announce_leave",
                       .summary = "本人会前请假",
                       .permission = own},
                      announce_own);
  endpoints.operation({.path = "/api/own-activities/{id}/leave/withdraw",
                       .operation = "activities.withdraw_own_leave",
                       .summary = "本人撤回会前请假",
                       .permission = own},
                      withdraw_own);
}

}  // namespace hangji::practice
