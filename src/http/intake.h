// Limits kept while a request comes in, so that what is too large or not admitted is never held in
// memory: a hook into RESTinio's parser, which by itself knows one limit for all routes and cuts
// the connection without a word. Included by server.cpp alone, for it brings RESTinio with it. It
// knows routes by their body limit and their admission only.
#pragma once

#include "http/body_budget.h"
#include "http/dispatch.h"
#include "http/parse.h"

#include <fmt/format.h>
#include <restinio/all.hpp>

#include <climits>

namespace hangji::http {

/// What an I/O thread goes by; set before the thread runs.
struct Intake {
  RouteTable const* routes{nullptr};
  std::size_t header_limit{0};
  BodyBudget* budget{nullptr};
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
/// Status and body of the refusal of a head.
inline std::string const refusal_field{":refusal"};
/// The number of the body's part of the budget.
inline std::string const budget_field{":budget"};
constexpr char const* fault_head = "head";
constexpr char const* fault_body_dropped = "dropped";
constexpr char const* fault_body_unread = "unread";

using ParserContext = restinio::impl::http_parser_ctx_t;

inline std::string lower_case(std::string text) {
  for (auto& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return text;
}

inline std::size_t head_size(restinio::http_request_header_t const& header) {
  std::size_t size = header.request_target().size();
  header.for_each_field(
      [&](auto const& field) { size += field.name().size() + field.value().size(); });
  return size;
}

/// The request as its head tells it.
inline std::shared_ptr<Request> head_of(http_parser const& parser, ParserContext const& context) {
  auto const method = parse_method(http_method_str(static_cast<http_method>(parser.method)));
  if (!method) return nullptr;
  auto head = std::make_shared<Request>();
  head->method = *method;
  std::string_view const target{context.m_header.request_target()};
  head->path = target.substr(0, target.find('?'));
  context.m_header.for_each_field([&](auto const& field) {
    head->headers.emplace_back(lower_case(field.name()), field.value());
  });
  return head;
}

inline Route const* route_of(http_parser const& parser, ParserContext const& context) {
  auto const method = parse_method(http_method_str(static_cast<http_method>(parser.method)));
  if (!method) return nullptr;
  std::string_view const target{context.m_header.request_target()};
  return intake->routes->match(*method, target.substr(0, target.find('?'))).route;
}

/// Bytes that a route takes; none for unknown ones.
inline std::uint64_t body_allowance(Route const* route) {
  return route == nullptr ? 0 : route->body_limit;
}

/// Why a large body is not taken in; none: its part of the memory is taken.
inline std::optional<Response> refusal_of(http_parser const& parser, ParserContext& context,
                                          Route const& route, std::uint64_t length) {
  if (route.admit) {
    if (auto refusal = route.admit(head_of(parser, context))) return refusal;
  }
  auto const part = intake->budget->take(length);
  if (!part) return busy_response();
  context.m_header.set_field(budget_field, std::to_string(*part));
  return std::nullopt;
}

/// Marks the request: its body is dropped, or not even read.
inline int refuse_body(ParserContext& context, std::uint64_t length) {
  bool const is_unread =
      length > dropped_body_most || context.m_header.has_field(restinio::http_field::expect);
  context.m_header.set_field(fault_field, is_unread ? fault_body_unread : fault_body_dropped);
  return is_unread ? 1 : 0;
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
  auto const* route = route_of(*parser, context);
  auto const allowance = body_allowance(route);
  // Nobody knows how long a body in chunks becomes.
  std::uint64_t const length =
      (parser->flags & F_CHUNKED) != 0 ? allowance : parser->content_length;
  if (length == 0 || length == ULLONG_MAX) return 0;
  if (length > allowance) return refuse_body(context, length);
  if (length > small_body_most) {
    if (auto const refusal = refusal_of(*parser, context, *route, length)) {
      header.set_field(refusal_field, fmt::format("{} {}", refusal->status, refusal->body));
      return refuse_body(context, length);
    }
  }
  context.m_body.reserve(static_cast<std::size_t>(std::min(length, reserved_body_most)));
  return 0;
}

/// Keeps a piece of the body, or drops it when the whole is refused. Only a body in chunks can
/// still grow beyond its limit here.
inline int with_body(http_parser* parser, char const* bytes, std::size_t length) {
  auto& context = *static_cast<ParserContext*>(parser->data);
  if (context.m_header.has_field(fault_field)) return 0;
  bool const is_chunked = (parser->flags & F_CHUNKED) != 0;
  if (is_chunked && context.m_body.size() + length > body_allowance(route_of(*parser, context))) {
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
