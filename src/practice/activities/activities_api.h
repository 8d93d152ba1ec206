// Routes of activities: /api/activities, /api/own-activities, /api/activity-kinds, /api/themes.
#pragma once

namespace hangji::http {
class RouteTable;
}  // namespace hangji::http
namespace hangji::api {
struct Services;
}  // namespace hangji::api

namespace hangji::practice {

void add_activity_routes(http::RouteTable& table, api::Services& services);

}  // namespace hangji::practice
