#include "practice/activities/activities_api.h"

#include "kernel/api/gate.h"
#include "kernel/rules/rulebook.h"
#include "organisation/units/units_store.h"
#include "practice/activities/activities_views.h"

namespace hangji::practice {

using access::Permission;
using api::Reading;
using api::Writing;

namespace {
struct KindsQuery {
  std::optional<UnitId> unit{};
  std::optional<Date> day{};
};
BOOST_DESCRIBE_STRUCT(KindsQuery, (), (unit, day))

struct ListQuery {
  UnitId unit{};
  std::optional<Month> from{};
  std::optional<Month> until{};
};
BOOST_DESCRIBE_STRUCT(ListQuery, (), (unit, from, until))

struct ById {
  ActivityId id{};
};
BOOST_DESCRIBE_STRUCT(ById, (), (id))

struct PlanInput {
  std::string kind{};
  std::vector<std::string> also_kinds{};
  UnitId unit{};
  Date day{};
  std::optional<std::string> starts_at{};
  std::optional<std::int64_t> minutes{};
  std::string place{};
  std::string title{};
  std::optional<TitleOrigin> title_origin{};
  std::vector<MemberId> named{};
};
BOOST_DESCRIBE_STRUCT(PlanInput, (),
                      (kind, also_kinds, unit, day, starts_at, minutes, place, title, title_origin,
                       named))

struct ChangeInput {
  ActivityId id{};
  Date day{};
  std::string starts_at{};
  std::int64_t minutes{};
  std::string place{};
  std::string title{};
  std::vector<MemberId> named{};
  /// Required when the time changes after somebody was marked.
  std::optional<std::string> reason{};
};
BOOST_DESCRIBE_STRUCT(ChangeInput, (), (id, day, starts_at, minutes, place, title, named, reason))

struct TimeInput {
  ActivityId id{};
  Date day{};
  std::string starts_at{};
  std::int64_t minutes{};
  std::string reason{};
};
BOOST_DESCRIBE_STRUCT(TimeInput, (), (id, day, starts_at, minutes, reason))

struct AmendmentInput {
  ActivityId id{};
  std::string field{};
  std::string text{};
  std::string reason{};
};
BOOST_DESCRIBE_STRUCT(AmendmentInput, (), (id, field, text, reason))

struct LeaveInput {
  ActivityId id{};
  MemberId member{};
  std::string reason{};
};
BOOST_DESCRIBE_STRUCT(LeaveInput, (), (id, member, reason))

struct LeaveWithdrawal {
  ActivityId id{};
  MemberId member{};
};
BOOST_DESCRIBE_STRUCT(LeaveWithdrawal, (), (id, member))

struct Planned {
  ActivityId id{};
};
BOOST_DESCRIBE_STRUCT(Planned, (), (id))

struct MarkInput {
  MemberId member{};
  Presence presence{};
  std::optional<std::string> reason{};
  std::optional<facts::Channel> channel{};
};
BOOST_DESCRIBE_STRUCT(MarkInput, (), (member, presence, reason, channel))

struct AttendanceInput {
  ActivityId id{};
  std::vector<MarkInput> marks{};
};
BOOST_DESCRIBE_STRUCT(AttendanceInput, (), (id, marks))

struct CheckInInput {
  ActivityId id{};
  std::string code{};
};
BOOST_DESCRIBE_STRUCT(CheckInInput, (), (id, code))

struct RecordInputBody {
  ActivityId id{};
  Record record{};
};
BOOST_DESCRIBE_STRUCT(RecordInputBody, (), (id, record))

struct EvaluateInput {
  ActivityId id{};
  Record answers{};
};
BOOST_DESCRIBE_STRUCT(EvaluateInput, (), (id, answers))

struct PaperInput {
  ActivityId id{};
  /// Who handed the paper in: one each.
  MemberId member{};
  Record answers{};
};
BOOST_DESCRIBE_STRUCT(PaperInput, (), (id, member, answers))

struct CancelInput {
  ActivityId id{};
  std::string reason{};
};
BOOST_DESCRIBE_STRUCT(CancelInput, (), (id, reason))

struct ThemesQuery {
  Month month{};
  std::string kind{};
};
BOOST_DESCRIBE_STRUCT(ThemesQuery, (), (month, kind))

struct ThemeView {
  ThemeId id{};
  std::string title{};
};
BOOST_DESCRIBE_STRUCT(ThemeView, (), (id, title))

struct ThemeList {
  std::vector<ThemeView> rows{};
};
BOOST_DESCRIBE_STRUCT(ThemeList, (), (rows))

struct ThemeInput {
  UnitId street{};
  std::string kind{};
  Month month{};
  std::string title{};
};
BOOST_DESCRIBE_STRUCT(ThemeInput, (), (street, kind, month, title))

std::unexpected<Refusal> no_such_activity() {
  return refuse(ActivityRefusal::not_found, "没有这项活动", {.status = 404});
}

/// The activity, when it exists and the person has the permission at its unit.
Result<ActivityRow> opened(Reading& reading, Permission permission, ActivityId id) {
  auto row = activity(reading.transaction, id);
  // What does not exist and what is not one's own are answered alike.
  if (auto good = reading.require(permission, row ? row->unit_id : UnitId{}); !good)
    return std::unexpected{good.error()};
  if (!row) return no_such_activity();
  return std::move(*row);
}

Result<KindList> list_kinds(Reading& reading, KindsQuery const& query) {
  reading.allow_everyone();
  std::string_view code;
  if (query.unit) {
    auto const unit = organisation::unit(reading.transaction, *query.unit);
    if (unit) code = organisation::rule_code(unit->kind);
  }
  KindList list;
  for (auto const& kind : reading.rulebook.all<ActivityKind>(query.day.value_or(reading.today()))) {
    auto const& units = kind->units;
    bool const is_held = !query.unit || std::find(units.begin(), units.end(), code) != units.end();
    if (is_held) list.rows.push_back(view_of(kind));
  }
  return list;
}

Result<ActivityList> list_activities(Reading& reading, ListQuery const& query) {
  if (auto good = reading.require(Permission::see_activities, query.unit); !good)
    return std::unexpected{good.error()};
  auto const until = query.until.value_or(Month::of(reading.today()));
  auto const from = query.from.value_or(until.plus(-2));
  return list_of(reading.transaction, reading.rulebook, query.unit, from.first_day(),
                 until.last_day());
}

Result<ActivityDetail> show_activity(Reading& reading, ById const& query) {
  auto row = opened(reading, Permission::see_activities, query.id);
  if (!row) return std::unexpected{std::move(row.error())};
  return detail_of(reading.transaction, reading.rulebook, *row);
}

Result<Planned> plan(Writing& writing, PlanInput const& input) {
  if (auto good = writing.require(Permission::record_activities, input.unit); !good) {
    return std::unexpected{good.error()};
  }
  auto id = plan_activity(writing.change, writing.rulebook,
                          {.kind = input.kind,
                           .also_kinds = input.also_kinds,
                           .unit = input.unit,
                           .day = input.day,
                           .starts_at = input.starts_at.value_or(""),
                           .minutes = input.minutes,
                           .place = input.place,
                           .title = input.title,
                           .title_origin = input.title_origin.value_or(TitleOrigin::own),
                           .named = input.named});
  if (!id) return std::unexpected{std::move(id.error())};
  return Planned{*id};
}

Result<Done> change_plan(Writing& writing, ChangeInput const& input) {
  auto row = opened(writing, Permission::record_activities, input.id);
  if (!row) return std::unexpected{std::move(row.error())};
  return change_activity(writing.change, writing.rulebook, input.id,
                         {.day = input.day,
                          .starts_at = input.starts_at,
                          .minutes = input.minutes,
                          .place = input.place,
                          .title = input.title,
                          .named = input.named,
                          .reason = input.reason.value_or("")});
}

Result<Done> put_time_right(Writing& writing, TimeInput const& input) {
  auto row = opened(writing, Permission::record_activities, input.id);
  if (!row) return std::unexpected{std::move(row.error())};
  return amend_time(writing.change, writing.rulebook, input.id,
                    {input.day, input.starts_at, input.minutes, input.reason});
}

Result<Done> amend(Writing& writing, AmendmentInput const& input) {
  auto row = opened(writing, Permission::record_activities, input.id);
  if (!row) return std::unexpected{std::move(row.error())};
  return amend_record(writing.change, writing.rulebook, input.id,
                      {input.field, input.text, input.reason});
}

Result<Done> note_leave(Writing& writing, LeaveInput const& input) {
  auto row = opened(writing, Permission::record_activities, input.id);
  if (!row) return std::unexpected{std::move(row.error())};
  return announce_leave(writing.change, writing.rulebook, input.id, input.member, input.reason);
}

Result<Done> take_leave_back(Writing& writing, LeaveWithdrawal const& input) {
  auto row = opened(writing, Permission::record_activities, input.id);
  if (!row) return std::unexpected{std::move(row.error())};
  return withdraw_leave(writing.change, writing.rulebook, input.id, input.member);
}

Result<Done> mobilise(Writing& writing, ById const& input) {
  auto row = opened(writing, Permission::record_activities, input.id);
  if (!row) return std::unexpected{std::move(row.error())};
  return mobilise_activity(writing.change, writing.services.secrets, input.id);
}

Result<Done> cancel(Writing& writing, CancelInput const& input) {
  auto row = opened(writing, Permission::record_activities, input.id);
  if (!row) return std::unexpected{std::move(row.error())};
  return cancel_activity(writing.change, input.id, input.reason);
}

Result<Done> attend(Writing& writing, AttendanceInput const& input) {
  auto row = opened(writing, Permission::record_activities, input.id);
  if (!row) return std::unexpected{std::move(row.error())};
  std::vector<Mark> marks;
  for (auto const& mark : input.marks) {
    marks.push_back({mark.member, mark.presence, mark.reason.value_or(""),
                     mark.channel.value_or(facts::Channel::page)});
  }
  return record_attendance(writing.change, writing.rulebook, std::move(*row), marks);
}

Result<Done> check_in_self(Writing& writing, CheckInInput const& input) {
  // The code shown on the spot is the right: whoever is in the room and on the list may use it for
  // themself.
  if (auto good = writing.require_or_own(Permission::see_own_record, {}, writing.session.member);
      !good)
    return good;
  return check_in(writing.change, writing.rulebook, input.id, writing.session.member, input.code);
}

Result<Done> fill_record(Writing& writing, RecordInputBody const& input) {
  auto row = opened(writing, Permission::record_activities, input.id);
  if (!row) return std::unexpected{std::move(row.error())};
  return save_record(writing.change, writing.rulebook, input.id, input.record);
}

Result<Done> evaluate(Writing& writing, EvaluateInput const& input) {
  auto const member = writing.session.member;
  if (auto good = writing.require_or_own(Permission::see_own_record, {}, member); !good)
    return good;
  return evaluate_activity(writing.change, writing.rulebook, input.id, member, input.answers,
                           facts::Channel::page);
}

Result<Done> enter_paper(Writing& writing, PaperInput const& input) {
  auto row = opened(writing, Permission::record_activities, input.id);
  if (!row) return std::unexpected{std::move(row.error())};
  return evaluate_activity(writing.change, writing.rulebook, input.id, input.member, input.answers,
                           facts::Channel::paper);
}

Result<Done> finish(Writing& writing, ById const& input) {
  auto row = opened(writing, Permission::record_activities, input.id);
  if (!row) return std::unexpected{std::move(row.error())};
  return finish_activity(writing.change, writing.rulebook, input.id);
}

Result<ThemeList> list_themes(Reading& reading, ThemesQuery const& query) {
  reading.allow_everyone();
  ThemeList list;
  for (auto const& row : themes(reading.transaction, query.month, query.kind))
    list.rows.push_back({row.id, row.title});
  return list;
}

Result<Done> add_theme(Writing& writing, ThemeInput const& input) {
  if (auto good = writing.require(Permission::issue_bulletins, input.street); !good) return good;
  return give_theme(writing.change, writing.rulebook, input.street, input.kind, input.month,
                    input.title);
}

/// What is done on the day and after it.
void add_record_routes(api::Endpoints& endpoints) {
  constexpr auto keep = Permission::record_activities;
  endpoints.operation({.path = "/api/activities/{id}/attendance",
                       .operation = "activities.attend",
                       .summary = "登记或更正到会情况",
                       .permission = keep},
                      attend);
  endpoints.operation({.path = "/api/activities/{id}/check-in",
                       .operation = "activities.check_in",
                       .summary = "本人凭现场签到码签到",
                       .permission = Permission::see_own_record},
                      check_in_self);
  endpoints.operation({.method = http::Method::put,
                       .path = "/api/activities/{id}/record",
                       .operation = "activities.save_record",
                       .summary = "填写活动记录",
                       .permission = keep},
                      fill_record);
  endpoints.operation({.path = "/api/activities/{id}/evaluations",
                       .operation = "activities.evaluate",
                       .summary = "实效测评（不记名）",
                       .permission = Permission::see_own_record},
                      evaluate);
  endpoints.operation({.path = "/api/activities/{id}/paper-evaluations",
                       .operation = "activities.enter_paper",
                       .summary = "代为登记纸质测评（不记名）",
                       .permission = keep},
                      enter_paper);
  endpoints.operation({.path = "/api/activities/{id}/finish",
                       .operation = "activities.finish",
                       .summary = "办结活动",
                       .permission = keep},
                      finish);
  endpoints.operation({.path = "/api/activities/{id}/amendments",
                       .operation = "activities.amend_record",
                       .summary = "办结后更正记录",
                       .permission = keep},
                      amend);
  endpoints.operation({.path = "/api/activities/{id}/time-amendments",
                       .operation = "activities.amend_time",
                       .summary = "办结后更正日期、时间和时长",
                       .permission = keep},
                      put_time_right);
}
}  // namespace

void add_own_activity_routes(api::Endpoints& endpoints);

void add_activity_routes(http::RouteTable& table, api::Services& services) {
  api::Endpoints endpoints{table, services, "practice.activities"};
  constexpr auto see = Permission::see_activities;
  constexpr auto keep = Permission::record_activities;
  endpoints.question("/api/activity-kinds", "活动种类（由规则确定）", Permission::see_rules,
                     list_kinds);
  endpoints.question("/api/activities", "一个党组织的活动", see, list_activities);
  endpoints.question("/api/activities/{id}", "一项活动：应到、到会、记录、测评", see,
                     show_activity);
  endpoints.operation({.path = "/api/activities",
                       .operation = "activities.plan",
                       .summary = "确定主题、安排活动",
                       .permission = keep},
                      plan);
  endpoints.operation({.method = http::Method::put,
                       .path = "/api/activities/{id}",
                       .operation = "activities.change",
                       .summary = "更改活动安排",
                       .permission = keep},
                      change_plan);
  endpoints.operation({.path = "/api/activities/{id}/leaves",
                       .operation = "activities.note_leave",
                       .summary = "会前代记请假",
                       .permission = keep},
                      note_leave);
  endpoints.operation({.path = "/api/activities/{id}/leaves/withdraw",
                       .operation = "activities.withdraw_leave",
                       .summary = "撤回会前请假",
                       .permission = keep},
                      take_leave_back);
  endpoints.operation({.path = "/api/activities/{id}/mobilise",
                       .operation = "activities.mobilise",
                       .summary = "组织发动：发出通知",
                       .permission = keep},
                      mobilise);
  endpoints.operation({.path = "/api/activities/{id}/cancel",
                       .operation = "activities.cancel",
                       .summary = "取消活动",
                       .permission = keep},
                      cancel);
  endpoints.question("/api/themes", "街道给出的主题", Permission::see_rules, list_themes);
  endpoints.operation({.path = "/api/themes",
                       .operation = "activities.give_theme",
                       .summary = "街道确定主题",
                       .permission = Permission::issue_bulletins},
                      add_theme);
  add_record_routes(endpoints);
  add_own_activity_routes(endpoints);
}

}  // namespace hangji::practice
