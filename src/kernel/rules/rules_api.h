// Routes of the rules: what is in force on a day and why, every version of a rule, and the street's
// own versions.
#pragma once

namespace hangji::http {
class RouteTable;
}  // namespace hangji::http
namespace hangji::api {
struct Services;
}  // namespace hangji::api

namespace hangji::rules {

void add_rule_routes(http::RouteTable& table, api::Services& services);

}  // namespace hangji::rules
