// Limits kept while a request comes in, so that what is too large is never held in memory: a hook
// into RESTinio's parser, which by itself knows one limit for all routes and cuts the connection
// without a word. Included by server.cpp alone, for it brings RESTinio with it. It knows routes by
// their body limit only.
#pragma once

#include "http/dispatch.h"
#include "http/parse.h"

#include <restinio/all.hpp>

#include <climits>

namespace hangji::http {

/// What an I/O thread goes by; set before the thread runs.
struct Intake {
  RouteTable const* routes{nullptr};
  std::size_t header_limit{0};
};
inline thread_local Intake const* intake = nullptr;

/// The parser's own limit on a head; beyond it the connection is cut.
constexpr std::size_t head_most = 80 << 10;
constexpr std::size_t header_fields_most = 100;
/// A refused body up to this size is read and dropped, so that the client can read the refusal and
/// the connection goes on; a larger one is not read and the connection ends.
constexpr std::uint64_t dropped_body_most = 64 << 20;
/// Room made at once for a body that is announced.
constexpr std::uint64_t reserved_body_most = 1 << 20;

/// A colon never begins a name on the wire, so nobody can send this field.
inline std::string const fault_field{":fault"};
constexpr char const* fault_head = "head";
constexpr char const* fault_body_dropped = "dropped";
constexpr char const* fault_body_unread = "unread";

using ParserContext = restinio::impl::http_parser_ctx_t;

inline std::size_t head_size(restinio::http_request_header_t const& header) {
  std::size_t size = header.request_target().size();
  header.for_each_field(
      [&](auto const& field) { size += field.name().size() + field.value().size(); });
  return size;
}

/// Bytes that the route of this request takes; none for unknown routes.
inline std::uint64_t body_allowance(http_parser const& parser, ParserContext const& context) {
  auto const method = parse_method(http_method_str(static_cast<http_method>(parser.method)));
  if (!method) return 0;
  std::string_view const target{context.m_header.request_target()};
  auto const match = intake->routes->match(*method, target.substr(0, target.find('?')));
  return match.route == nullptr ? 0 : match.route->body_limit;
}

/// What the parser wants back: 0 go on, 1 take the message without its body, -1 cut.
inline int after_head(http_parser* parser) {
  auto& context = *static_cast<ParserContext*>(parser->data);
  auto& header = context.m_header;
  context.m_leading_headers_completed = true;
  if (head_size(header) > intake->header_limit || header.fields_count() > header_fields_most) {
    header.set_field(fault_field, fault_head);
    return 1;
  }
  auto const length = parser->content_length;
  if (length == 0 || length == ULLONG_MAX) return 0;
  if (length <= body_allowance(*parser, context)) {
    context.m_body.reserve(static_cast<std::size_t>(std::min(length, reserved_body_most)));
    return 0;
  }
  bool const is_unread =
      length > dropped_body_most || header.has_field(restinio::http_field::expect);
  header.set_field(fault_field, is_unread ? fault_body_unread : fault_body_dropped);
  return is_unread ? 1 : 0;
}

/// Keeps a piece of the body, or drops it when the whole is refused. Only a body in chunks can
/// still grow beyond its limit here.
inline int with_body(http_parser* parser, char const* bytes, std::size_t length) {
  auto& context = *static_cast<ParserContext*>(parser->data);
  if (context.m_header.has_field(fault_field)) return 0;
  bool const is_chunked = (parser->flags & F_CHUNKED) != 0;
  if (is_chunked && context.m_body.size() + length > body_allowance(*parser, context)) {
    context.m_header.set_field(fault_field, fault_body_dropped);
    context.m_body = std::string{};
    return 0;
  }
  context.m_body.append(bytes, length);
  return 0;
}

/// Names this file's hooks to RESTinio.
struct Methods : restinio::default_http_methods_t {};

}  // namespace hangji::http

template <>
inline http_parser_settings
restinio::impl::create_parser_settings<hangji::http::Methods>() noexcept {
  auto settings = create_parser_settings<default_http_methods_t>();
  settings.on_headers_complete = [](http_parser* parser) {
    try {
      return hangji::http::after_head(parser);
    } catch (std::exception const&) { return -1; }
  };
  settings.on_body = [](http_parser* parser, char const* bytes, std::size_t length) {
    try {
      return hangji::http::with_body(parser, bytes, length);
    } catch (std::exception const&) { return -1; }
  };
  // Nobody asks where the chunks lay, and many small ones would fill the memory.
  settings.on_chunk_header = nullptr;
  return settings;
}
