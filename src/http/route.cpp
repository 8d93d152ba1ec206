#include "http/route.h"

#include "foundation/text.h"
#include "http/parse.h"

#include <map>

namespace hangji::http {

/// A step of a path: literal children, one parameter child, and the route of each method that ends
/// here.
struct RouteTable::Node {
  std::map<std::string, std::shared_ptr<Node>, std::less<>> literal{};
  std::shared_ptr<Node> parameter{};
  std::string parameter_name{};
  std::map<Method, std::size_t> routes{};
};

std::string_view Request::header(std::string_view lower_case_name) const {
  for (auto const& [name, value] : headers) {
    if (name == lower_case_name) return value;
  }
  return {};
}

std::string_view Request::cookie(std::string_view name) const {
  for (auto part : split(header("cookie"), ';')) {
    while (part.starts_with(' ')) part.remove_prefix(1);
    if (part.size() > name.size() && part[name.size()] == '=' && part.starts_with(name)) {
      return part.substr(name.size() + 1);
    }
  }
  return {};
}

std::optional<std::string_view> Request::parameter(std::string_view name) const {
  for (auto const& [key, value] : parameters) {
    if (key == name) return value;
  }
  return std::nullopt;
}

void RouteTable::add(Route route) {
  if (!m_root) m_root = std::make_shared<Node>();
  auto* node = m_root.get();
  for (auto const step : split(std::string_view{route.path}.substr(1), '/')) {
    bool const is_parameter = step.starts_with('{') && step.ends_with('}');
    auto& next = is_parameter ? node->parameter : node->literal[std::string{step}];
    if (!next) next = std::make_shared<Node>();
    if (is_parameter) {
      auto const name = step.substr(1, step.size() - 2);
      verify(node->parameter_name.empty() || node->parameter_name == name,
             "one name for a path parameter");
      node->parameter_name = name;
    }
    node = next.get();
  }
  verify(node->routes.emplace(route.method, m_routes.size()).second,
         "a method and path belong to one route");
  m_routes.push_back(std::move(route));
}

RouteTable::Match RouteTable::match(Method method, std::string_view path) const {
  Match match;
  if (!m_root || !path.starts_with('/')) return match;
  auto const* node = m_root.get();
  path.remove_prefix(1);
  for (bool more = true; more;) {
    auto const slash = path.find('/');
    auto const step = path.substr(0, slash);
    more = slash != std::string_view::npos;
    if (more) path.remove_prefix(slash + 1);
    auto const literal = node->literal.find(step);
    if (literal != node->literal.end()) {
      node = literal->second.get();
      continue;
    }
    auto value = percent_decoded(step, false);
    if (!node->parameter || step.empty() || !value) return {};
    match.path_parameters.emplace_back(node->parameter_name, std::move(*value));
    node = node->parameter.get();
  }
  match.path_is_known = !node->routes.empty();
  auto const found = node->routes.find(method);
  if (found != node->routes.end()) match.route = &m_routes[found->second];
  return match;
}

namespace {
struct PlainRefusal {
  std::string code{};
  std::string message{};
  std::string field{};
};
BOOST_DESCRIBE_STRUCT(PlainRefusal, (), (code, message, field))
}  // namespace

Response refusal_response(Refusal const& refusal) {
  return {.status = refusal.status,
          .body = to_json(PlainRefusal{refusal.code, refusal.message, refusal.field})};
}

}  // namespace hangji::http
