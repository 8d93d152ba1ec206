// Routes of points: /api/points.
#pragma once

namespace hangji::http {
class RouteTable;
}  // namespace hangji::http
namespace hangji::api {
struct Services;
}  // namespace hangji::api

namespace hangji::practice {

void add_points_routes(http::RouteTable& table, api::Services& services);

}  // namespace hangji::practice
