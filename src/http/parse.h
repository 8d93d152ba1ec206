// Parsing of what comes over the wire: targets, queries, cookies, multipart bodies. Pure functions
// of text, no sockets; any bytes give an answer or a refusal, never anything else.
#pragma once

#include "http/route.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hangji::http {

enum class HttpRefusal {
  head_too_large,
  malformed,
  method_not_allowed,
  not_found,
  body_too_large,
  wrong_media_type,
  multipart_malformed,
  stopping,
  busy
};
BOOST_DESCRIBE_ENUM(HttpRefusal, head_too_large, malformed, method_not_allowed, not_found,
                    body_too_large, wrong_media_type, multipart_malformed, stopping, busy)

/// Percent-decoded; none for a broken escape, NUL, or what is not UTF-8. `plus_is_space` in
/// queries.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space);

struct Target {
  /// Still encoded, so that a slash inside a parameter is not taken for a step.
  std::string_view path{};
  std::vector<std::pair<std::string, std::string>> query{};
};
/// `/path?name=value&…`; the path is checked to be decodable too. Refuses: malformed.
[[nodiscard]] Result<Target> parse_target(std::string_view target);

/// `text/html` of ` Text/HTML ; charset=utf-8`.
[[nodiscard]] std::string media_type(std::string_view content_type);

/// Parts of a multipart/form-data body, 100 at most: files to `uploads`, fields to `parameters`.
/// Refuses: multipart_malformed.
[[nodiscard]] Result<Done> parse_multipart(std::string_view content_type, std::string_view body,
                                           Request& into);

[[nodiscard]] std::optional<Method> parse_method(std::string_view word);

}  // namespace hangji::http

template <> inline constexpr std::string_view hangji::refusal_prefix<hangji::http::HttpRefusal> =
    "http";
