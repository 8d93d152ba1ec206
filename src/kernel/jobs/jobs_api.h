// Routes of long work: progress, cancelling.
#pragma once

namespace hangji::http {
class RouteTable;
}  // namespace hangji::http
namespace hangji::api {
struct Services;
}  // namespace hangji::api

namespace hangji::jobs {

void add_job_routes(http::RouteTable& table, api::Services& services);

}  // namespace hangji::jobs
