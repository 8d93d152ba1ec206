// The tables as workbooks for the pages.
#pragma once

namespace hangji::http {
class RouteTable;
}  // namespace hangji::http
namespace hangji::api {
struct Services;
}  // namespace hangji::api

namespace hangji::application {

void add_export_routes(http::RouteTable& table, api::Services& services);

}  // namespace hangji::application
