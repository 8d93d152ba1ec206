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

  /// The node where the rest of the path ends; parameters on the way to `into`. A literal step that
  /// leads nowhere gives way to the parameter beside it.
  [[nodiscard]] Node const* find(std::string_view path,
                                 std::vector<std::pair<std::string, std::string>>& into) const;
};

RouteTable::Node const* RouteTable::Node::find(
    std::string_view path, std::vector<std::pair<std::string, std::string>>& into) const {
  auto const slash = path.find('/');
  auto const step = path.substr(0, slash);
  auto const go_on = [&](Node const& child) -> Node const* {
    if (slash != std::string_view::npos) return child.find(path.substr(slash + 1), into);
    return child.routes.empty() ? nullptr : &child;
  };
  auto const known = literal.find(step);
  if (known != literal.end()) {
    if (auto const* found = go_on(*known->second)) return found;
  }
  if (!parameter || step.empty()) return nullptr;
  auto value = percent_decoded(step, false);
  if (!value) return nullptr;
  into.emplace_back(parameter_name, std::move(*value));
  auto const* found = go_on(*parameter);
  if (found == nullptr) into.pop_back();
  return found;
}

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
  auto const* node = m_root->find(path.substr(1), match.path_parameters);
  if (node == nullptr) return match;
  match.path_is_known = true;
  auto const found = node->routes.find(method);
  if (found != node->routes.end()) match.route = &m_routes[found->second];
  return match;
}

namespace {
/// This level knows no rules and no log: both are always none here.
struct PlainRefusal {
  std::string code{};
  std::string message{};
  std::string field{};
  std::optional<std::string> rule{};
  std::string log_id{};
};
BOOST_DESCRIBE_STRUCT(PlainRefusal, (), (code, message, field, rule, log_id))
}  // namespace

Response refusal_response(Refusal const& refusal) {
  return {.status = refusal.status,
          .body = to_json(PlainRefusal{refusal.code, refusal.message, refusal.field})};
}

}  // namespace hangji::http
