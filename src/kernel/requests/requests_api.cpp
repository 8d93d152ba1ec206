#include "kernel/requests/requests_api.h"

#include "kernel/api/chapters.h"
#include "kernel/api/gate.h"
#include "kernel/requests/requests_operations.h"
#include "kernel/requests/requests_store.h"
#include "kernel/requests/requests_views.h"

#include <fmt/format.h>

namespace hangji::requests {

using access::Permission;
using api::Reading;
using api::Writing;
using obligations::Task;
using obligations::TaskState;

namespace {
struct RequestsQuery {
  /// Absent: wherever the person answers requests.
  std::optional<UnitId> unit{};
  std::optional<RequestState> state{};
  /// Months in which they were made; absent: the last twelve.
  std::optional<Month> from{};
  std::optional<Month> until{};
};
BOOST_DESCRIBE_STRUCT(RequestsQuery, (), (unit, state, from, until))

struct RequestById {
  RequestId id{};
};
BOOST_DESCRIBE_STRUCT(RequestById, (), (id))

struct RequestInput {
  RequestForm form{};
  RequestAbout about{};
  std::optional<SourceId> about_id{};
  std::optional<UserId> about_user{};
  std::string text{};
  std::optional<std::string> late_reason{};
  /// Absent: the signed-in member; else entered on the member's behalf, from paper.
  std::optional<MemberId> member{};
};
BOOST_DESCRIBE_STRUCT(RequestInput, (),
                      (form, about, about_id, about_user, text, late_reason, member))

struct RequestMade {
  RequestId id{};
};
BOOST_DESCRIBE_STRUCT(RequestMade, (), (id))

struct AnswerInput {
  RequestId id{};
  RequestOutcome outcome{};
  std::string answer{};
};
BOOST_DESCRIBE_STRUCT(AnswerInput, (), (id, outcome, answer))

struct Seen {
  RequestRow row{};
  Reader reader{};
};

/// The request and the person's reach at it, when they may see it.
Result<Seen> opened(Reading& reading, RequestId id) {
  // Who may see it is the request's own matter: the member, who entered it, who answers it.
  reading.allow_everyone();
  auto row = request(reading.transaction, id);
  auto const reader = row ? Reaches{reading}.at(row->unit_id) : Reader{};
  // What does not exist and what is not one's own are answered alike.
  if (!row || !may_see(*row, reader))
    return refuse(RequestRefusal::not_found, "没有这件请求", {.status = 404});
  return Seen{std::move(*row), reader};
}

Result<RequestList> list_own(Reading& reading, api::Nothing const&) {
  auto const member = reading.session.member;
  if (auto good = reading.require_or_own(Permission::make_requests, {}, member); !good)
    return std::unexpected{std::move(good.error())};
  RequestList list;
  for (auto const& row : requests_of(reading.transaction, member)) {
    list.rows.push_back(view_of(reading, row, {.user = reading.session.user, .member = member}));
    list.overdue += list.rows.back().timing == Timing::overdue ? 1 : 0;
  }
  return list;
}

Result<RequestList> list_requests(Reading& reading, RequestsQuery const& query) {
  if (query.unit) {
    if (auto good = reading.require(Permission::answer_requests, *query.unit); !good)
      return std::unexpected{std::move(good.error())};
  } else if (auto good = reading.reached(Permission::answer_requests); !good) {
    return std::unexpected{std::move(good.error())};
  }
  auto const until = query.until.value_or(Month::of(reading.today()));
  auto const from = query.from.value_or(until.plus(-11));
  auto const rows = requests_in(reading.transaction, query.state.value_or(RequestState::open),
                                from.first_day(), until.last_day());
  return list_of(reading, rows, query.unit);
}

Result<RequestView> show_request(Reading& reading, RequestById const& query) {
  auto const seen = opened(reading, query.id);
  if (!seen) return std::unexpected{seen.error()};
  auto view = view_of(reading, seen->row, seen->reader);
  view.contested = contested_by(reading.transaction, seen->row);
  return view;
}

Result<api::Explanation> explain(Reading& reading, RequestById const& query) {
  auto const seen = opened(reading, query.id);
  if (!seen) return std::unexpected{seen.error()};
  return explain_request(reading, seen->row);
}

Result<RequestMade> make(Writing& writing, RequestInput const& input) {
  bool const is_own = !input.member || *input.member == writing.session.member;
  auto const member = input.member.value_or(writing.session.member);
  auto const person = writing.services.chapters->people(writing.transaction, member);
  auto const good = is_own ? writing.require_or_own(Permission::make_requests, person.unit, member)
                           : writing.require(Permission::answer_requests, person.unit);
  if (!good) return std::unexpected{good.error()};
  auto const id = make_request(writing.change, writing.rulebook,
                               {.form = input.form,
                                .member = member,
                                .unit = person.unit,
                                .street = person.street,
                                .about = input.about,
                                .about_id = input.about_id.value_or(SourceId{}),
                                .about_user = input.about_user.value_or(UserId{}),
                                .text = input.text,
                                .late_reason = input.late_reason.value_or(""),
                                .channel = is_own ? facts::Channel::page : facts::Channel::paper});
  if (!id) return std::unexpected{id.error()};
  return RequestMade{*id};
}

Result<Done> give_answer(Writing& writing, AnswerInput const& input) {
  auto const seen = opened(writing, input.id);
  if (!seen) return std::unexpected{seen.error()};
  if (auto good = writing.require(Permission::answer_requests, seen->row.unit_id); !good)
    return good;
  return answer_request(writing.change, input.id, input.outcome, input.answer, seen->reader);
}

Result<Done> withdraw(Writing& writing, RequestById const& input) {
  auto const seen = opened(writing, input.id);
  if (!seen) return std::unexpected{seen.error()};
  if (auto good = writing.require_or_own(Permission::answer_requests, {}, seen->row.member_id);
      !good)
    return good;
  return withdraw_request(writing.change, input.id);
}

Task task_about(RequestView const& view) {
  Task task{.id = fmt::format("request/{}", view.id.value)};
  task.title = fmt::format("{}提出的{}", view.member_name, view.form_name);
  task.why = "党员的请求须按期答复";
  task.state = view.timing == Timing::overdue ? TaskState::late : TaskState::due;
  task.due_on = view.due_on;
  task.unit = view.unit;
  task.unit_name = view.unit_name;
  task.page = fmt::format("requests/{}", view.id.value);
  task.rule = view.rule;
  return task;
}

void add_own_answers(Reading& reading, std::vector<Task>& into) {
  constexpr int days_shown = 14;
  for (auto const& row : requests_of(reading.transaction, reading.session.member)) {
    bool const is_fresh = row.state == RequestState::answered &&
                          row.closed_on->plus_days(days_shown) >= reading.today();
    if (!is_fresh) continue;
    Task task{.id = fmt::format("request/answered/{}", row.id.value)};
    task.title = fmt::format("您的{}已经答复：{}", label(row.form), label(*row.outcome));
    task.why = row.answer;
    task.state = TaskState::coming;
    task.of = obligations::TaskOf::person;
    task.unit = row.unit_id;
    task.page = fmt::format("requests/{}", row.id.value);
    into.push_back(std::move(task));
  }
}
}  // namespace

void add_request_tasks(Reading& reading, std::vector<Task>& into) {
  if (!reading.session.member.is_none()) add_own_answers(reading, into);
  if (!access::may_somewhere(reading.session, Permission::answer_requests)) return;
  auto const today = reading.today();
  auto const open =
      requests_in(reading.transaction, RequestState::open, today.plus_months(-12), today);
  for (auto const& view : list_of(reading, open, std::nullopt).rows) {
    if (view.answerable) into.push_back(task_about(view));
  }
}

void add_request_routes(http::RouteTable& table, api::Services& services) {
  api::Endpoints endpoints{table, services, "kernel.requests"};
  // Who may see or answer a single request is asked by the handlers: it depends on the request.
  constexpr auto everyone = Permission::see_rules;
  endpoints.question("/api/requests", "等待答复的请求，逾期的标出", Permission::answer_requests,
                     list_requests);
  endpoints.question("/api/requests/own", "本人提出的请求和答复", Permission::make_requests,
                     list_own);
  endpoints.question("/api/requests/{id}", "一件请求", everyone, show_request);
  endpoints.question("/api/requests/{id}/explanation", "答复期限从何而来", everyone, explain);
  endpoints.operation({.path = "/api/requests",
                       .operation = "requests.make",
                       .summary = "提出更正、异议、投诉或申诉，也可凭纸质件代录",
                       .permission = everyone},
                      make);
  endpoints.operation({.path = "/api/requests/{id}/answer",
                       .operation = "requests.answer",
                       .summary = "答复请求",
                       .permission = Permission::answer_requests},
                      give_answer);
  endpoints.operation({.path = "/api/requests/{id}/withdraw",
                       .operation = "requests.withdraw",
                       .summary = "本人撤回请求",
                       .permission = Permission::make_requests},
                      withdraw);
}

}  // namespace hangji::requests
