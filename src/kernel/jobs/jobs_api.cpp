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

Result<Done> cancel_job(Writing& writing, ById const& input) {
  writing.allow_everyone();
  auto const row = writing.services.jobs.job(writing.transaction, input.id);
  if (!row || row->created_by != writing.session.user) return no_such_job();
  writing.change.about({}, "取消任务 " + row->kind);
  return writing.services.jobs.cancel(writing.transaction, input.id);
}
}  // namespace

void add_job_routes(http::RouteTable& table, api::Services& services) {
  api::Endpoints endpoints{table, services, "kernel.jobs"};
  endpoints.question("/api/jobs", "我的任务", Permission::see_units, list_jobs);
  endpoints.question("/api/jobs/{id}", "一项任务的进度与结果", Permission::see_units, show_job);
  endpoints.operation({.path = "/api/jobs/{id}/cancel",
                       .operation = "jobs.cancel",
                       .summary = "取消任务",
                       .permission = Permission::see_units},
                      cancel_job);
}

}  // namespace hangji::jobs
