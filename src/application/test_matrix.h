// The questions of the permission matrix: the tables of permission_tables.h as lines, the places
// they are asked about, and what a request carries, made from the route's own description. For
// tests only.
#pragma once

#include "application/permission_tables.h"
#include "application/test_program.h"

#include <boost/json/serialize.hpp>

#include <iterator>
#include <map>
#include <set>
#include <sstream>

namespace hangji::application {

inline std::vector<std::vector<std::string>> words_of(std::string_view table) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines{std::string{table}};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words{line};
    std::vector<std::string> row{std::istream_iterator<std::string>{words}, {}};
    if (!row.empty()) rows.push_back(std::move(row));
  }
  return rows;
}

struct Line {
  http::Method method{};
  std::string path{};
  /// The optional parameter given too; may be empty.
  std::string optional{};
  std::string door{};
  std::string asks{};
  /// What `there` asks: the door's permission unless another is named.
  std::string there{};
  [[nodiscard]] std::string name() const {
    return fmt::format("{} {}?{}", boost::describe::enum_to_string(method, ""), path, optional);
  }
};

inline std::vector<Line> all_lines() {
  std::map<std::string, http::Method> const methods{{"GET", http::Method::get},
                                                    {"POST", http::Method::post},
                                                    {"PUT", http::Method::put},
                                                    {"DELETE", http::Method::remove}};
  std::vector<Line> lines;
  for (auto const& row : words_of(expected_routes)) {
    auto const mark = std::min(row[1].find('?'), row[1].size());
    lines.push_back({.method = methods.at(row[0]),
                     .path = row[1].substr(0, mark),
                     .optional = mark < row[1].size() ? row[1].substr(mark + 1) : "",
                     .door = row[2],
                     .asks = row[3],
                     .there = row.size() > 4 ? row[4] : row[2]});
  }
  return lines;
}

/// Lines that nobody gets 200 from here, since their bodies say too little; tests of their own do.
/// It only shrinks.
inline constexpr std::string_view never_answered_here = R"(
get /api/imports/{job}/report?
get /api/imports/{job}/rows?
get /api/points/published?
post /api/accounts?
post /api/activities/{id}/amendments?
post /api/activities/{id}/cancel?
post /api/activities/{id}/check-in?
post /api/activities/{id}/evaluations?
post /api/activities/{id}/finish?
post /api/activities/{id}/leaves/withdraw?
post /api/activities/{id}/leaves?
post /api/activities/{id}/paper-evaluations?
post /api/activities/{id}/time-amendments?
post /api/activities?
post /api/archive/documents/{fact}/withdraw?
post /api/archive/documents?
post /api/archive/filings?
post /api/archive/fonds?
post /api/archive/sortings?
post /api/dues/payments/{fact}/reverse?
post /api/dues/payments?
post /api/enterprises/{id}/state?
post /api/enterprises?
post /api/imports?
post /api/jobs/{id}/cancel?
post /api/member-facts/{fact}/steps?
post /api/member-facts/{fact}/withdraw?
post /api/members/{id}/cancel-probation?
post /api/members/{id}/category?
post /api/members/{id}/extend-probation?
post /api/members/{id}/facts?
post /api/members/{id}/found?
post /api/members/{id}/lost-contact?
post /api/members/{id}/readmit?
post /api/members/{id}/state?
post /api/members/{id}/transfer?
post /api/members?
post /api/own-activities/{id}/leave/withdraw?
post /api/own-activities/{id}/leave?
post /api/points/proposals/{id}/take-back?
post /api/points/proposals/{id}/withdraw?
post /api/points/proposals?
post /api/points/quarter/publish?
post /api/points/registers/close?
post /api/requests/{id}/answer?
post /api/requests?
post /api/requests?member
post /api/rules/{id}/overrides/{override_id}/end?
post /api/rules/{id}/overrides?
post /api/themes?
post /api/units/{id}/adjust?
post /api/units/{id}/dissolve?
post /api/units/{id}/merge?
post /api/units/{id}/posts/end?
post /api/units/{id}/posts?
post /api/units?
post /api/votes/{id}/annul?
post /api/votes?
put /api/accounts/{id}/password?
put /api/activities/{id}?
put /api/dues/basis?
put /api/members/{id}?
put /api/units/{id}/term?
)";

/// Ids by the name of the parameter, or by the path before `{id}`.
using Ids = std::map<std::string, std::string>;

struct Place {
  /// Who reaches it besides those of the street.
  enum class Reached { by_branch, by_community, by_none } reached{Reached::by_branch};
  std::string name{};
  /// Part of every name in it: what nobody else may read.
  std::string secret{};
  Ids ids{};
};

/// What a request of the matrix carries, made from the route's own description.
class Composer {
public:
  Composer(Line const& line, Place const& place) : m_line{line}, m_place{place} {}

  struct Composed {
    std::string target{};
    std::string body{};
  };
  [[nodiscard]] Composed compose(http::Route const& route) {
    auto fields = object(route.takes(m_schemas));
    auto target = m_line.path;
    for (auto it = fields.begin(); it != fields.end();) {
      auto const hole = fmt::format("{{{}}}", std::string_view{it->key()});
      auto const at = target.find(hole);
      if (at == std::string::npos) {
        ++it;
        continue;
      }
      target.replace(at, hole.size(), text_of(it->value()));
      it = fields.erase(it);
    }
    if (route.method != http::Method::get) return {target, boost::json::serialize(fields)};
    for (auto const& [name, value] : fields)
      target += fmt::format("{}{}={}", target.contains('?') ? "&" : "?", std::string_view{name},
                            text_of(value));
    return {target, ""};
  }

private:
  static std::string text_of(boost::json::value const& value) {
    return value.is_string() ? std::string{value.as_string()} : boost::json::serialize(value);
  }
  boost::json::object object(boost::json::object const& schema) {
    boost::json::object made;
    std::set<std::string> wanted{m_line.optional};
    if (auto const* required = schema.if_contains("required"))
      for (auto const& name : required->as_array()) wanted.emplace(name.as_string());
    if (auto const* properties = schema.if_contains("properties"))
      for (auto const& [name, property] : properties->as_object())
        if (wanted.contains(name)) made[name] = value(name, property.as_object());
    return made;
  }
  boost::json::value value(std::string const& name, boost::json::object const& schema) {
    if (auto const* reference = schema.if_contains("$ref")) {
      auto const path = std::string{reference->as_string()};
      auto const& named = m_schemas.schemas.at(path.substr(path.rfind('/') + 1)).as_object();
      return value(name, named);
    }
    if (auto const* any = schema.if_contains("anyOf")) return value(name, any->at(0).as_object());
    if (auto const* values = schema.if_contains("enum")) return values->at(0);
    auto const* type = schema.if_contains("type");
    if (type == nullptr) return boost::json::object{};
    if (*type == "object") return object(schema);
    if (*type == "array") return boost::json::array{};
    if (*type == "integer") return name == "seq" ? boost::json::parse(id(name)) : 2026;
    if (*type == "boolean") return false;
    return string(name, schema);
  }
  boost::json::value string(std::string const& name, boost::json::object const& schema) const {
    auto const* format = schema.if_contains("format");
    if (format != nullptr && *format == "date") return "2026-11-23";
    auto const* pattern = schema.if_contains("pattern");
    if (pattern != nullptr && *pattern == "^[0-9]+$") return boost::json::value(id(name));
    if (pattern != nullptr) return "2026-11";
    static std::map<std::string, std::string> const texts{{"text", "密"},
                                                          {"period", "2026-11"},
                                                          {"quarter", "2026-Q4"},
                                                          {"volume", "archive.volume.theme_day"},
                                                          {"rule", "activity.theme_day"},
                                                          {"id", "request.objection"},
                                                          {"kind", "activity.theme_day"}};
    auto const found = texts.find(name);
    if (found == texts.end()) return "";
    if (name == "text" && m_line.method != http::Method::get) return "";
    return boost::json::value(found->second);
  }
  [[nodiscard]] std::string id(std::string const& name) const {
    if (name == "id" || name == "fact") {
      auto const from = std::string_view{"/api/"}.size();
      auto const until = m_line.path.find("/{" + name);
      return m_place.ids.at(m_line.path.substr(from, until - from));
    }
    auto const found = m_place.ids.find(name);
    return found == m_place.ids.end() ? m_place.ids.at("unit") : found->second;
  }

  Line const& m_line;
  Place const& m_place;
  SchemaSet m_schemas{};
};

}  // namespace hangji::application
