#include "kernel/jobs/jobs_api.h"

#include "kernel/api/gate.h"
#include "kernel/jobs/jobs.h"
#include "kernel/jobs/jobs_store.h"

#include <boost/json/value.hpp>

namespace hangji::jobs {

using access::Permission;
using api::Reading;
using api::Writing;

namespace {
struct ById {
  JobId id{};
};
BOOST_DESCRIBE_STRUCT(ById, (), (id))

struct JobView {
  JobId id{};
  std::string kind{};
  JobState state{};
  std::int64_t done{};
  std::int64_t total{};
  std::string message{};
  /// What the work's kind gives: see there.
  boost::json::value result{};
  Instant created_at{};
};
BOOST_DESCRIBE_STRUCT(JobView, (), (id, kind, state, done, total, message, result, created_at))

struct JobList {
  std::vector<JobView> rows{};
};
BOOST_DESCRIBE_STRUCT(JobList, (), (rows))

constexpr int recent = 20;

std::unexpected<Refusal> no_such_job() {
  return refuse(JobRefusal::not_found, "没有这项任务", {.status = 404});
}

JobView view_of(JobRow const& row) {
  JobView view{row.id, row.kind, row.state, row.done, row.total, row.message, {}, row.created_at};
  if (auto result = parse_json(row.result)) view.result = std::move(*result);
  return view;
}

/// One's own jobs only: the result may hold what the asker alone may see.
Result<JobView> show_job(Reading& reading, ById const& query) {
  reading.allow_everyone();
  auto const row = reading.services.jobs.job(reading.transaction, query.id);
  if (!row || row->created_by != reading.session.user) return no_such_job();
  return view_of(*row);
}

Result<JobList> list_jobs(Reading& reading, api::Nothing const&) {
  reading.allow_everyone();
  JobList list;
  for (auto const& row : recent_jobs(reading.transaction, reading.session.user, recent)) {
    list.rows.push_back(view_of(row));
  }
  return list;
}

/// A running work may hold the writer until it ends, so it is told to stop from a reader.
Result<http::Response> stop_running(Reading& reading, bool& was_running) {
  reading.allow_everyone();
  auto const input = api::read_input<ById>(reading.request);
  if (!input) return std::unexpected{input.error()};
  auto const row = reading.services.jobs.job(reading.transaction, input->id);
  if (!row || row->created_by != reading.session.user) return no_such_job();
  bool const is_from_own_page = reading.request.header("x-csrf-token") == reading.session.csrf;
  if (is_from_own_page && row->state == JobState::running) {
    was_running = reading.services.jobs.cancel(reading.transaction, input->id).has_value();
  }
  return http::Response{};
}

/// Notes it in the journal; what was only queued is cancelled here.
Result<Done> note_cancel(Writing& writing, bool was_running) {
  writing.allow_everyone();
  auto const input = api::read_input<ById>(writing.request);
  if (!input) return std::unexpected{input.error()};
  auto const row = writing.services.jobs.job(writing.transaction, input->id);
  if (!row || row->created_by != writing.session.user) return no_such_job();
  writing.change.about({}, "取消任务 " + row->kind);
  if (was_running) return Done{};
  return writing.services.jobs.cancel(writing.transaction, input->id);
}

void cancel(api::Services& services, std::shared_ptr<http::Request const> request,
            http::Answer answer) {
  auto was_running = std::make_shared<bool>(false);
  auto then = [&services, request, answer = std::move(answer),
               was_running](http::Response response) {
    if (response.status != 200) return answer(std::move(response));
    api::answer_operation(
        services, Permission::see_units, "jobs.cancel",
        [was_running](Writing& writing) {
          return api::to_answer(note_cancel(writing, *was_running));
        },
        request, answer);
  };
  api::answer_question(
      services, Permission::see_units,
      [was_running](Reading& reading) { return stop_running(reading, *was_running); }, request,
      std::move(then));
}

http::Route cancel_route(api::Services& services) {
  http::Route route;
  route.method = http::Method::post;
  route.path = "/api/jobs/{id}/cancel";
  route.summary = "取消任务";
  route.tag = "kernel.jobs";
  route.body = http::BodyForm::json;
  api::guard_write(route, services, Permission::see_units);
  route.takes = &object_schema<ById>;
  route.gives = &schema_of<Done>;
  route.handle = [&services](auto request, auto answer) {
    cancel(services, std::move(request), std::move(answer));
  };
  return route;
}
}  // namespace

void add_job_routes(http::RouteTable& table, api::Services& services) {
  api::Endpoints endpoints{table, services, "kernel.jobs"};
  endpoints.question("/api/jobs", "我的任务", Permission::see_units, list_jobs);
  endpoints.question("/api/jobs/{id}", "一项任务的进度与结果", Permission::see_units, show_job);
  table.add(cancel_route(services));
}

}  // namespace hangji::jobs
