// From raw request to route and back, without a socket: what the server does between parsing and
// sending.
#pragma once

#include "http/pages.h"
#include "http/route.h"

#include <memory>

namespace hangji::http {

/// A request as it came: views into the connection's buffer, valid only during the call.
struct RawRequest {
  std::string_view method{};
  std::string_view target{};
  std::vector<std::pair<std::string, std::string>> headers{};
  std::string body{};
  std::string remote_address{};
};

/// Finds the route, checks form and size, and hands the request over; refusals and pages answer at
/// once. A handler that throws, or drops its Answer without a call, answers 500.
void dispatch(RouteTable const& routes, Pages const& pages, RawRequest raw, Answer answer);

}  // namespace hangji::http
