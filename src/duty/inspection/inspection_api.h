// Routes of obligations and of the month's inspection.
#pragma once

namespace hangji::http {
class RouteTable;
}  // namespace hangji::http
namespace hangji::api {
struct Services;
}  // namespace hangji::api

namespace hangji::duty {

void add_inspection_routes(http::RouteTable& table, api::Services& services);

}  // namespace hangji::duty
