// Routes and the job of the importer. Uploaded rosters and the reports hold identity numbers: they
// lie on the disk sealed, among what passes through. Rosters go when their job has ended,
// everything else with the job's own result.
#pragma once

#include "organisation/roster/roster_import.h"

namespace hangji::http {
class RouteTable;
}  // namespace hangji::http
namespace hangji::api {
struct Services;
}  // namespace hangji::api

namespace hangji::organisation {

/// Applies the dues bases of a roster of members; see ImportDesk.
using SetDuesBases = std::function<Result<bool>(Change&, std::vector<DuesBase> const&)>;

void add_roster_routes(http::RouteTable& table, api::Services& services);
/// The job kind `import`. Taken up again after it has landed, it changes nothing more.
void add_import_jobs(jobs::Jobs& jobs, api::Services& services, SetDuesBases set_dues_bases);

}  // namespace hangji::organisation
