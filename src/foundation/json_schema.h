// The JSON Schema (OpenAPI 3.1) of a described type, from the same description that prints and
// reads it.
#pragma once

#include "foundation/json.h"

#include <boost/json/object.hpp>

#include <array>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <typeindex>
#include <vector>

namespace hangji {

/// Collects the named schemas that `schema_of` refers to: `components.schemas`.
struct SchemaSet {
  boost::json::object schemas{};
  /// Which type has which name; two types of one name are a bug.
  std::map<std::string, std::type_index> types{};
};

using MakeSchema = boost::json::object (*)(SchemaSet&);

struct SchemaMember {
  std::string_view name{};
  MakeSchema schema{};
  bool is_required{};
};

// What needs no template, so that no user compiles it again; json_schema.cpp.
/// Qualified name below `hangji`, dots for colons: `practice.dues.Payment`.
[[nodiscard]] std::string type_name_in(std::string_view pretty_function);
/// `{"type": type}` and one more keyword.
[[nodiscard]] boost::json::object scalar_schema(std::string_view type,
                                                std::string_view keyword = {},
                                                std::string_view value = {});
[[nodiscard]] boost::json::object optional_schema(boost::json::object inner);
[[nodiscard]] boost::json::object list_schema(boost::json::object items);
[[nodiscard]] boost::json::object map_schema(boost::json::object items);
[[nodiscard]] boost::json::object enum_schema(std::span<std::string_view const> names);
[[nodiscard]] boost::json::object members_schema(std::span<SchemaMember const> members,
                                                 SchemaSet& set);
/// A reference to the type's schema, which is made when the set has none yet.
[[nodiscard]] boost::json::object reference_schema(std::string name, std::type_index type,
                                                   MakeSchema make, SchemaSet& set);

template <class T> [[nodiscard]] std::string type_name() {
  return type_name_in(__PRETTY_FUNCTION__);
}

template <class T> boost::json::object schema_of(SchemaSet& set);

template <class T, template <class...> class List, class... Members>
boost::json::object object_schema_of(List<Members...>, SchemaSet& set) {
  std::array<SchemaMember, sizeof...(Members)> const members{
      {{Members::name, &schema_of<FieldOf<T, Members>>,
        !absent_members_keep_defaults<T> && !IsOptional<FieldOf<T, Members>>::value}...}};
  return members_schema(members, set);
}

template <DescribedStruct T> boost::json::object object_schema(SchemaSet& set) {
  return object_schema_of<T>(described_members<T>{}, set);
}

template <class T> boost::json::object body_schema(SchemaSet& set) {
  if constexpr (DescribedEnum<T>) {
    return enum_schema(Choices<T>::names);
  } else {
    return object_schema<T>(set);
  }
}

template <class T> boost::json::object schema_of(SchemaSet& set) {
  if constexpr (IsOptional<T>::value) {
    return optional_schema(schema_of<typename T::value_type>(set));
  } else if constexpr (std::same_as<T, bool>) {
    return scalar_schema("boolean");
  } else if constexpr (std::integral<T>) {
    return scalar_schema("integer");
  } else if constexpr (std::same_as<T, Fen>) {
    return scalar_schema("integer", "description", "分 (1/100 元)");
  } else if constexpr (std::same_as<T, Points>) {
    return scalar_schema("integer", "description", "1/100 分 (积分)");
  } else if constexpr (IsId<T>::value) {
    return scalar_schema("string", "pattern", "^[0-9]+$");
  } else if constexpr (std::same_as<T, Date>) {
    return scalar_schema("string", "format", "date");
  } else if constexpr (std::same_as<T, Month>) {
    return scalar_schema("string", "pattern", "^[0-9]{4}-[0-9]{2}$");
  } else if constexpr (std::same_as<T, Instant>) {
    return scalar_schema("string", "format", "date-time");
  } else if constexpr (IsVector<T>::value) {
    return list_schema(schema_of<typename T::value_type>(set));
  } else if constexpr (IsTextMap<T>::value) {
    return map_schema(schema_of<typename T::mapped_type>(set));
  } else if constexpr (std::same_as<T, boost::json::value>) {
    return {};
  } else if constexpr (std::same_as<T, Done>) {
    return scalar_schema("object");
  } else if constexpr (std::convertible_to<T const&, std::string_view>) {
    return scalar_schema("string");
  } else {
    return reference_schema(type_name<T>(), typeid(T), &body_schema<T>, set);
  }
}

}  // namespace hangji
