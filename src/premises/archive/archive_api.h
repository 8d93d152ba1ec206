// Routes of the archive.
#pragma once

namespace hangji::http {
class RouteTable;
}  // namespace hangji::http
namespace hangji::api {
struct Services;
}  // namespace hangji::api

namespace hangji::premises {

void add_archive_routes(http::RouteTable& table, api::Services& services);

}  // namespace hangji::premises
