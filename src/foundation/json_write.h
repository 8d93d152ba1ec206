// Printing by description, straight to text, members in described order: the same value always
// gives the same bytes, and the journal relies on it. Part of json.h.
#pragma once

#include "foundation/json_traits.h"
#include "foundation/result.h"

#include <boost/describe/enum_to_string.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <charconv>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace hangji {

/// Appends `text` as a JSON string.
void write_json_string(std::string& out, std::string_view text);

template <class T> void write_json(std::string& out, T const& value);

/// A member to print: the code for it is one for each type of member, not for each struct.
struct MemberToWrite {
  std::string_view name{};
  void const* value{};
  void (*write)(std::string& out, void const* value){};
};
/// Appends an object with these members.
void write_json_members(std::string& out, std::span<MemberToWrite const> members);

template <class T> void write_json_at(std::string& out, void const* value) {
  write_json(out, *static_cast<T const*>(value));
}

template <class T, template <class...> class List, class... Members>
void write_json_object(std::string& out, T const& value, List<Members...>) {
  std::array<MemberToWrite, sizeof...(Members)> const members{
      {{Members::name, &(value.*Members::pointer), &write_json_at<FieldOf<T, Members>>}...}};
  write_json_members(out, members);
}

void write_json_value(std::string& out, boost::json::value const& value);

template <class Range, class Write> void write_json_list(std::string& out, Range const& range,
                                                         Write write) {
  char separator = '[';
  for (auto const& item : range) {
    out += separator;
    separator = ',';
    write(item);
  }
  out += separator == '[' ? "[]" : "]";
}

template <class T> void write_json_map(std::string& out, std::map<std::string, T> const& map) {
  char separator = '{';
  for (auto const& [key, item] : map) {
    out += separator;
    separator = ',';
    write_json_string(out, key);
    out += ':';
    write_json(out, item);
  }
  out += separator == '{' ? "{}" : "}";
}

template <std::integral T> void write_json_integer(std::string& out, T value) {
  char digits[24];
  auto const end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, end);
}

template <class T> void write_json(std::string& out, T const& value) {
  if constexpr (std::same_as<T, bool>) {
    out += value ? "true" : "false";
  } else if constexpr (std::integral<T>) {
    write_json_integer(out, value);
  } else if constexpr (AmountValue<T>) {
    write_json_integer(out, value.value);
  } else if constexpr (IsId<T>::value) {
    out += '"';
    write_json_integer(out, value.value);
    out += '"';
  } else if constexpr (TimeValue<T>) {
    out += '"';
    out += to_text(value);
    out += '"';
  } else if constexpr (DescribedEnum<T>) {
    write_json_string(out, boost::describe::enum_to_string(value, "unknown"));
  } else if constexpr (IsOptional<T>::value) {
    if (value)
      write_json(out, *value);
    else
      out += "null";
  } else if constexpr (IsVector<T>::value) {
    write_json_list(out, value, [&](auto const& item) { write_json(out, item); });
  } else if constexpr (IsTextMap<T>::value) {
    write_json_map(out, value);
  } else if constexpr (std::convertible_to<T const&, std::string_view>) {
    write_json_string(out, value);
  } else if constexpr (std::same_as<T, boost::json::value>) {
    write_json_value(out, value);
  } else if constexpr (std::same_as<T, Done>) {
    out += "{}";
  } else {
    static_assert(DescribedStruct<T>, "describe the struct, or give it a JSON form here");
    write_json_object(out, value, described_members<T>{});
  }
}

template <class T> [[nodiscard]] std::string to_json(T const& value) {
  std::string out;
  write_json(out, value);
  return out;
}

}  // namespace hangji
