#include "foundation/json_schema.h"

#include <boost/json/array.hpp>

namespace hangji {

std::string type_name_in(std::string_view pretty_function) {
  auto const from = pretty_function.find("T = ") + 4;
  auto const until = pretty_function.find_first_of(";]", from);
  auto name = pretty_function.substr(from, until - from);
  if (name.starts_with("hangji::")) name.remove_prefix(8);
  std::string dotted;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == ':') {
      dotted += '.';
      ++i;
    } else {
      dotted += name[i];
    }
  }
  // A type of one file alone: its name stands for it, and SchemaSet sees to it that there is one.
  for (std::string_view const unnamed : {"{anonymous}.", "(anonymous namespace)."}) {
    auto const at = dotted.find(unnamed);
    if (at != std::string::npos) dotted.erase(at, unnamed.size());
  }
  return dotted;
}

boost::json::object scalar_schema(std::string_view type, std::string_view keyword,
                                  std::string_view value) {
  boost::json::object schema{{"type", type}};
  if (!keyword.empty()) schema[keyword] = value;
  return schema;
}

boost::json::object optional_schema(boost::json::object inner) {
  return {{"anyOf", boost::json::array{std::move(inner), boost::json::object{{"type", "null"}}}}};
}

boost::json::object list_schema(boost::json::object items) {
  return {{"type", "array"}, {"items", std::move(items)}};
}

boost::json::object map_schema(boost::json::object items) {
  return {{"type", "object"}, {"additionalProperties", std::move(items)}};
}

boost::json::object enum_schema(std::span<std::string_view const> names) {
  boost::json::array values;
  for (auto const name : names) values.emplace_back(name);
  return {{"type", "string"}, {"enum", std::move(values)}};
}

boost::json::object members_schema(std::span<SchemaMember const> members, SchemaSet& set) {
  boost::json::object properties;
  boost::json::array required;
  for (auto const& member : members) {
    properties[member.name] = member.schema(set);
    if (member.is_required) required.emplace_back(member.name);
  }
  boost::json::object schema{
      {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) schema["required"] = std::move(required);
  return schema;
}

boost::json::object reference_schema(std::string name, std::type_index type, MakeSchema make,
                                     SchemaSet& set) {
  auto const known = set.types.emplace(name, type).first;
  verify(known->second == type, "two described types have the same name: " + name);
  if (!set.schemas.contains(name)) {
    set.schemas[name] = boost::json::object{};  // stops recursion
    auto body = make(set);
    set.schemas[name] = std::move(body);
  }
  return {{"$ref", "#/components/schemas/" + name}};
}

}  // namespace hangji
