// Requests, answers and the one table of routes. It knows no feature, no session and no right:
// those are the kernel's.
#pragma once

#include "foundation/json_schema.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hangji::http {

enum class Method { get, post, put, remove };
BOOST_DESCRIBE_ENUM(Method, get, post, put, remove)

/// A file that came with a multipart/form-data request.
struct Upload {
  std::string field{};
  std::string name{};
  std::string bytes{};
  /// SHA-256 of the bytes, hexadecimal.
  std::string digest{};
};

struct Request {
  Method method{Method::get};
  /// Without the query.
  std::string path{};
  /// Path parameters and then query parameters (or text fields of a form), decoded, in order.
  std::vector<std::pair<std::string, std::string>> parameters{};
  /// Names in lower case.
  std::vector<std::pair<std::string, std::string>> headers{};
  std::vector<Upload> uploads{};
  std::string body{};
  std::string remote_address{};

  /// Empty when there is none.
  [[nodiscard]] std::string_view header(std::string_view lower_case_name) const;
  [[nodiscard]] std::string_view cookie(std::string_view name) const;
  [[nodiscard]] std::optional<std::string_view> parameter(std::string_view name) const;
};

struct Response {
  int status{200};
  std::string content_type{"application/json; charset=utf-8"};
  std::string body{};
  std::vector<std::pair<std::string, std::string>> headers{};
};

/// Sends the answer; called exactly once, from any thread.
using Answer = std::function<void(Response)>;

enum class BodyForm { none, json, upload };

/// A field of the head that a route wants, for the OpenAPI document.
struct HeadField {
  std::string name{};
  std::string meaning{};
  std::size_t length_most{0};
};

struct Route {
  Method method{Method::get};
  /// `/api/members/{id}`
  std::string path{};
  /// Chinese, for the OpenAPI document.
  std::string summary{};
  /// Chapter and feature: `practice.dues`.
  std::string tag{};
  BodyForm body{BodyForm::none};
  std::size_t body_limit{1 << 20};
  /// Schemas for the OpenAPI document; empty functions mean no parameters or no JSON answer.
  MakeSchema takes{};
  MakeSchema gives{};
  /// Media type of the answer when it is not JSON.
  std::string gives_type{"application/json"};
  std::vector<HeadField> head{};
  /// Asked by an I/O thread with the head alone, before a large body is taken in: the refusal for
  /// which it is not read, or none.
  std::function<std::optional<Response>(std::shared_ptr<Request const> const& head)> admit{};
  std::function<void(std::shared_ptr<Request const>, Answer)> handle{};
};

/// Literal steps win over `{parameters}`; a path known with another method is told apart from an
/// unknown one.
class RouteTable {
public:
  /// Stops the program when method and path are taken already.
  void add(Route route);
  struct Match {
    Route const* route{nullptr};
    std::vector<std::pair<std::string, std::string>> path_parameters{};
    bool path_is_known{false};
  };
  [[nodiscard]] Match match(Method method, std::string_view path) const;
  [[nodiscard]] std::vector<Route> const& routes() const { return m_routes; }

private:
  struct Node;
  std::vector<Route> m_routes{};
  std::shared_ptr<Node> m_root{};
};

/// The OpenAPI 3.1 document of the table, members sorted, two spaces of indent: the committed
/// `docs/openapi.json`.
[[nodiscard]] std::string openapi_document(RouteTable const& table, std::string_view version);

/// `{code, message, field, rule, log_id}`
[[nodiscard]] Response refusal_response(Refusal const& refusal);

}  // namespace hangji::http
