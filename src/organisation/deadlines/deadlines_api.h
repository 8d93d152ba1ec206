// Deadlines as a list, /api/deadlines, and on the workbench of who keeps the units.
#pragma once

#include "kernel/obligations/tasks.h"

namespace hangji::http {
class RouteTable;
}  // namespace hangji::http
namespace hangji::api {
struct Services;
}  // namespace hangji::api

namespace hangji::organisation {

void add_deadline_routes(http::RouteTable& table, api::Services& services);

/// One task for each deadline of a unit kept alone; of a subtree one for each kind of deadline,
/// which opens the list.
void add_deadline_tasks(api::Reading& reading, std::vector<obligations::Task>& into);

}  // namespace hangji::organisation
