// From raw request to route and back, without a socket: what the server does between parsing and
// sending.
#pragma once

#include "http/pages.h"
#include "http/route.h"

#include <memory>

namespace hangji::http {

/// What was wrong with a request before it was whole.
enum class Fault { none, head_too_large, body_too_large };

/// A request as it came: views into the connection's buffer, valid only during the call.
struct RawRequest {
  std::string_view method{};
  std::string_view target{};
  std::vector<std::pair<std::string, std::string>> headers{};
  std::string_view body{};
  std::string remote_address{};
  Fault fault{Fault::none};
  /// What the head alone was refused with; then there is no body.
  std::optional<Response> refusal{};
};

/// Finds the route, checks form and size, and hands the request over; refusals and pages answer at
/// once. A handler that throws, or drops its Answer without a call, answers 500 with a log id; the
/// answer is called exactly once, whatever the handler does.
/// Refuses, in this order: head_too_large, malformed, method_not_allowed, not_found,
/// a query on a write (malformed), body_too_large, wrong_media_type, multipart_malformed, a name
/// given twice (malformed).
void dispatch(RouteTable const& routes, Pages const& pages, RawRequest raw, Answer answer);

/// No memory is left for another large body: 503, to be asked again.
[[nodiscard]] Response busy_response();

/// While the server stops: 503, to be asked again.
[[nodiscard]] Response stopping_response();

}  // namespace hangji::http
