// The JSON Schema (OpenAPI 3.1) of a described type, from the same description that prints and
// reads it.
#pragma once

#include "foundation/json.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <typeindex>

namespace hangji {

/// Qualified name below `hangji`, dots for colons: `practice.dues.Payment`.
template <class T> [[nodiscard]] std::string type_name() {
  std::string_view text = __PRETTY_FUNCTION__;
  auto const from = text.find("T = ") + 4;
  auto const until = text.find_first_of(";]", from);
  auto name = text.substr(from, until - from);
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
  constexpr std::string_view unnamed = "{anonymous}.";
  auto const at = dotted.find(unnamed);
  if (at != std::string::npos) dotted.erase(at, unnamed.size());
  return dotted;
}

/// Collects the named schemas that `schema_of` refers to: `components.schemas`.
struct SchemaSet {
  boost::json::object schemas{};
  /// Which type has which name; two types of one name are a bug.
  std::map<std::string, std::type_index> types{};
};

template <class T> boost::json::object schema_of(SchemaSet& set);

template <DescribedStruct T> boost::json::object object_schema(SchemaSet& set) {
  boost::json::object properties;
  boost::json::array required;
  boost::mp11::mp_for_each<described_members<T>>([&](auto member) {
    using Field = std::remove_cvref_t<decltype(std::declval<T>().*member.pointer)>;
    properties[member.name] = schema_of<Field>(set);
    if constexpr (!absent_members_keep_defaults<T> && !IsOptional<Field>::value) {
      required.emplace_back(member.name);
    }
  });
  boost::json::object schema{
      {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) schema["required"] = std::move(required);
  return schema;
}

template <class T> boost::json::object named_schema(SchemaSet& set) {
  auto const name = type_name<T>();
  auto const known = set.types.emplace(name, typeid(T)).first;
  verify(known->second == typeid(T), "two described types have the same name: " + name);
  if (!set.schemas.contains(name)) {
    set.schemas[name] = boost::json::object{};  // stops recursion
    if constexpr (DescribedEnum<T>) {
      boost::json::array values;
      boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
          [&](auto enumerator) { values.emplace_back(enumerator.name); });
      set.schemas[name] = boost::json::object{{"type", "string"}, {"enum", std::move(values)}};
    } else {
      set.schemas[name] = object_schema<T>(set);
    }
  }
  return {{"$ref", "#/components/schemas/" + name}};
}

template <class T> boost::json::object schema_of(SchemaSet& set) {
  if constexpr (IsOptional<T>::value) {
    auto inner = schema_of<typename T::value_type>(set);
    return {{"anyOf", boost::json::array{std::move(inner), boost::json::object{{"type", "null"}}}}};
  } else if constexpr (std::same_as<T, bool>) {
    return {{"type", "boolean"}};
  } else if constexpr (std::integral<T>) {
    return {{"type", "integer"}};
  } else if constexpr (std::same_as<T, Fen>) {
    return {{"type", "integer"}, {"description", "分 (1/100 元)"}};
  } else if constexpr (std::same_as<T, Points>) {
    return {{"type", "integer"}, {"description", "1/100 分 (积分)"}};
  } else if constexpr (IsId<T>::value) {
    return {{"type", "string"}, {"pattern", "^[0-9]+$"}};
  } else if constexpr (std::same_as<T, Date>) {
    return {{"type", "string"}, {"format", "date"}};
  } else if constexpr (std::same_as<T, Month>) {
    return {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}$"}};
  } else if constexpr (std::same_as<T, Instant>) {
    return {{"type", "string"}, {"format", "date-time"}};
  } else if constexpr (IsVector<T>::value) {
    return {{"type", "array"}, {"items", schema_of<typename T::value_type>(set)}};
  } else if constexpr (IsTextMap<T>::value) {
    return {{"type", "object"}, {"additionalProperties", schema_of<typename T::mapped_type>(set)}};
  } else if constexpr (std::same_as<T, boost::json::value>) {
    return {};
  } else if constexpr (std::same_as<T, Done>) {
    return {{"type", "object"}};
  } else if constexpr (std::convertible_to<T const&, std::string_view>) {
    return {{"type", "string"}};
  } else {
    return named_schema<T>(set);
  }
}

}  // namespace hangji
