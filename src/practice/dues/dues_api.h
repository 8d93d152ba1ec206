// Routes of dues: /api/dues.
#pragma once

namespace hangji::http {
class RouteTable;
}  // namespace hangji::http
namespace hangji::api {
struct Services;
}  // namespace hangji::api

namespace hangji::practice {

void add_dues_routes(http::RouteTable& table, api::Services& services);

}  // namespace hangji::practice
