// Routes of signing in and out: /api/session.
#pragma once

namespace hangji::http {
class RouteTable;
}  // namespace hangji::http
namespace hangji::api {
struct Services;
}  // namespace hangji::api

namespace hangji::access {

void add_sign_in_routes(http::RouteTable& table, api::Services& services);
/// /api/session/totp: binding an authenticator; /api/session/password: changing the own password.
void add_totp_routes(http::RouteTable& table, api::Services& services);

}  // namespace hangji::access
