// Routes of originals.
#pragma once

namespace hangji::http {
class RouteTable;
}  // namespace hangji::http
namespace hangji::api {
struct Services;
}  // namespace hangji::api

namespace hangji::originals {

void add_original_routes(http::RouteTable& table, api::Services& services);

}  // namespace hangji::originals
