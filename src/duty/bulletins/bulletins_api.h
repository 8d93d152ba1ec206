// Routes of bulletins, the job that issues one, and how one is printed again.
#pragma once

#include "kernel/records/record_printers.h"

namespace hangji::http {
class RouteTable;
}  // namespace hangji::http
namespace hangji::api {
struct Services;
}  // namespace hangji::api
namespace hangji::jobs {
class Jobs;
}  // namespace hangji::jobs

namespace hangji::duty {

void add_bulletin_routes(http::RouteTable& table, api::Services& services);
void add_bulletin_jobs(jobs::Jobs& jobs, api::Services& services);
/// The sheet that was issued, as it was issued.
[[nodiscard]] Result<std::string> print_issued_bulletin(records::PrintOrder const& order);

}  // namespace hangji::duty
