// Routes of requests: /api/requests. What waits for an answer on the workbench.
#pragma once

#include "kernel/obligations/tasks.h"

#include <vector>

namespace hangji::http {
class RouteTable;
}  // namespace hangji::http
namespace hangji::api {
struct Services;
}  // namespace hangji::api

namespace hangji::requests {

void add_request_routes(http::RouteTable& table, api::Services& services);
/// For who may answer: open requests, with their due days. For the member: answers of the last two
/// weeks.
void add_request_tasks(api::Reading& reading, std::vector<obligations::Task>& into);

}  // namespace hangji::requests
