// Routes of members: /api/members, /api/units/{id}/members, /api/own-record.
#pragma once

namespace hangji::http {
class RouteTable;
}  // namespace hangji::http
namespace hangji::api {
struct Services;
}  // namespace hangji::api

namespace hangji::organisation {

void add_member_routes(http::RouteTable& table, api::Services& services);

}  // namespace hangji::organisation
