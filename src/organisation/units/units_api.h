// Routes of units: /api/units.
#pragma once

namespace hangji::http {
class RouteTable;
}  // namespace hangji::http
namespace hangji::api {
struct Services;
}  // namespace hangji::api

namespace hangji::organisation {

void add_unit_routes(http::RouteTable& table, api::Services& services);

}  // namespace hangji::organisation
