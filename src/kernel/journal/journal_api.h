// Routes of the journal: entries with what they did, the chain's end, its verification, and who
// looked at whom.
#pragma once

namespace hangji::http {
class RouteTable;
}  // namespace hangji::http
namespace hangji::api {
struct Services;
}  // namespace hangji::api
namespace hangji::jobs {
class Jobs;
}  // namespace hangji::jobs

namespace hangji::journal {

void add_journal_routes(http::RouteTable& table, api::Services& services);
void add_journal_jobs(jobs::Jobs& jobs, api::Services& services);

}  // namespace hangji::journal
