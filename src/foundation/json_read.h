// Strict reading by description: unknown members are refused, and what is wrong is named with its
// path. Part of json.h.
#pragma once

#include "foundation/json_traits.h"
#include "foundation/result.h"

#include <boost/describe/enum_from_string.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11/algorithm.hpp>

#include <charconv>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hangji {

enum class JsonRefusal { malformed, wrong_type, missing_member, unknown_member, out_of_range };
BOOST_DESCRIBE_ENUM(JsonRefusal, malformed, wrong_type, missing_member, unknown_member,
                    out_of_range)
template <> inline constexpr std::string_view refusal_prefix<JsonRefusal> = "json";

/// `typed`: a JSON document. `text`: every scalar arrives as a string (query parameters, form
/// fields).
enum class JsonForm { typed, text };

/// Reads one value and keeps the first fault with its path.
class JsonReader {
public:
  explicit JsonReader(JsonForm form = JsonForm::typed) : m_form{form} {}

  template <class T> bool read(boost::json::value const& from, T& into);
  [[nodiscard]] Refusal const& fault() const { return m_fault; }
  /// Path of the fault: `rules[2].source.article`.
  [[nodiscard]] std::string const& fault_path() const { return m_fault.field; }

private:
  /// Lengthens the path by a member or an index; gives its length before.
  std::size_t enter(std::string_view step);
  bool fail(JsonRefusal reason, std::string message);
  bool wrong_type(std::string_view wanted);
  bool read_integer(boost::json::value const& from, std::int64_t& into, std::int64_t least,
                    std::int64_t most);
  bool read_string(boost::json::value const& from, std::string& into);
  bool read_bool(boost::json::value const& from, bool& into);
  template <class T> bool read_time(boost::json::value const& from, T& into);
  template <class T> bool read_enum(boost::json::value const& from, T& into);
  template <class T> bool read_vector(boost::json::value const& from, std::vector<T>& into);
  template <class T> bool read_map(boost::json::value const& from, std::map<std::string, T>& into);
  template <class T> bool read_object(boost::json::value const& from, T& into);
  template <class T, class Member> bool read_member(boost::json::object const& from, T& into,
                                                    Member member);
  template <class T> bool read_at(std::string_view step, boost::json::value const& from, T& into);
  bool refuse_choice(std::string_view text, std::vector<std::string_view> const& known);
  bool refuse_missing(std::string_view name);
  bool refuse_unknown(boost::json::object const& from, std::vector<std::string_view> const& known);

  JsonForm m_form;
  std::string m_path{};
  Refusal m_fault{};
};

template <class T> [[nodiscard]] Result<T> from_json(boost::json::value const& value,
                                                     JsonForm form = JsonForm::typed) {
  T into{};
  JsonReader reader{form};
  if (!reader.read(value, into)) return std::unexpected{reader.fault()};
  return into;
}

/// Parses a document (depth 32 at most, duplicate keys refused, valid UTF-8 demanded).
[[nodiscard]] Result<boost::json::value> parse_json(std::string_view text);

/// The JSON object `object` with the members of the object `over` laid over its own. `object` as it
/// is when it says all of `over` already.
[[nodiscard]] std::string merged_objects(std::string const& object, std::string const& over);
template <class T> [[nodiscard]] Result<T> parse_json_as(std::string_view text) {
  auto document = parse_json(text);
  if (!document) return std::unexpected{std::move(document.error())};
  return from_json<T>(*document);
}

template <class T> bool JsonReader::read_at(std::string_view step, boost::json::value const& from,
                                            T& into) {
  auto const length = enter(step);
  bool const good = read(from, into);
  m_path.resize(length);
  return good;
}

template <class T> bool JsonReader::read_time(boost::json::value const& from, T& into) {
  std::string text;
  if (!read_string(from, text)) return false;
  std::optional<T> value;
  if constexpr (std::same_as<T, Date>) value = parse_date(text);
  if constexpr (std::same_as<T, Month>) value = parse_month(text);
  if constexpr (std::same_as<T, Instant>) value = parse_instant(text);
  if (!value) {
    return fail(JsonRefusal::wrong_type, std::same_as<T, Date> ? "应为日期，写作 2026-07-01"
                                         : std::same_as<T, Month>
                                             ? "应为月份，写作 2026-07"
                                             : "应为时刻，写作 2026-07-01T08:00:00.000Z");
  }
  into = *value;
  return true;
}

template <class T> bool JsonReader::read_enum(boost::json::value const& from, T& into) {
  std::string text;
  if (!read_string(from, text)) return false;
  if (boost::describe::enum_from_string(text.c_str(), into)) return true;
  std::vector<std::string_view> known;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
      [&](auto enumerator) { known.emplace_back(enumerator.name); });
  return refuse_choice(text, known);
}

template <class T> bool JsonReader::read_vector(boost::json::value const& from,
                                                std::vector<T>& into) {
  if (!from.is_array()) return wrong_type("列表");
  auto const& array = from.get_array();
  into.clear();
  into.reserve(array.size());
  for (std::size_t i = 0; i < array.size(); ++i) {
    T item{};
    if (!read_at("[" + std::to_string(i) + "]", array[i], item)) return false;
    into.push_back(std::move(item));
  }
  return true;
}

template <class T> bool JsonReader::read_map(boost::json::value const& from,
                                             std::map<std::string, T>& into) {
  if (!from.is_object()) return wrong_type("对象");
  into.clear();
  for (auto const& [key, item] : from.get_object()) {
    if (!read_at(key, item, into[std::string{key}])) return false;
  }
  return true;
}

template <class T, class Member>
bool JsonReader::read_member(boost::json::object const& from, T& into, Member member) {
  using Field = std::remove_cvref_t<decltype(into.*member.pointer)>;
  auto const* found = from.if_contains(member.name);
  if (found != nullptr) return read_at(member.name, *found, into.*member.pointer);
  if constexpr (IsOptional<Field>::value || IsVector<Field>::value || IsTextMap<Field>::value ||
                absent_members_keep_defaults<T>) {
    return true;
  } else {
    return refuse_missing(member.name);
  }
}

template <class T> bool JsonReader::read_object(boost::json::value const& from, T& into) {
  if (!from.is_object()) return wrong_type("对象");
  auto const& object = from.get_object();
  bool good = true;
  std::size_t found = 0;
  boost::mp11::mp_for_each<described_members<T>>([&](auto member) {
    found += object.contains(member.name) ? 1 : 0;
    good = good && read_member(object, into, member);
  });
  if (!good || found == object.size()) return good;
  std::vector<std::string_view> known;
  boost::mp11::mp_for_each<described_members<T>>(
      [&](auto member) { known.emplace_back(member.name); });
  return refuse_unknown(object, known);
}

template <class T> bool JsonReader::read(boost::json::value const& from, T& into) {
  if constexpr (IsOptional<T>::value) {
    if (from.is_null()) {
      into.reset();
      return true;
    }
    return read(from, into.emplace());
  } else if constexpr (std::same_as<T, bool>) {
    return read_bool(from, into);
  } else if constexpr (std::integral<T>) {
    static_assert(std::in_range<std::int64_t>(std::numeric_limits<T>::max()));
    std::int64_t wide = 0;
    auto const least = static_cast<std::int64_t>(std::numeric_limits<T>::min());
    auto const most = static_cast<std::int64_t>(std::numeric_limits<T>::max());
    if (!read_integer(from, wide, least, most)) return false;
    into = static_cast<T>(wide);
    return true;
  } else if constexpr (AmountValue<T>) {
    constexpr std::int64_t most = 1'000'000'000'000'000;
    return read_integer(from, into.value, -most, most);
  } else if constexpr (IsId<T>::value) {
    std::string text;
    if (!read_string(from, text)) return false;
    auto const end = text.data() + text.size();
    auto const [stop, fault] = std::from_chars(text.data(), end, into.value);
    if (fault != std::errc{} || stop != end || into.value < 0) return wrong_type("编号");
    return true;
  } else if constexpr (TimeValue<T>) {
    return read_time(from, into);
  } else if constexpr (DescribedEnum<T>) {
    return read_enum(from, into);
  } else if constexpr (IsVector<T>::value) {
    return read_vector(from, into);
  } else if constexpr (IsTextMap<T>::value) {
    return read_map(from, into);
  } else if constexpr (std::same_as<T, std::string>) {
    return read_string(from, into);
  } else if constexpr (std::same_as<T, boost::json::value>) {
    into = from;
    return true;
  } else {
    static_assert(DescribedStruct<T>, "describe the struct, or give it a JSON form here");
    return read_object(from, into);
  }
}

}  // namespace hangji
