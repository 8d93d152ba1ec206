// Strict reading by description: unknown members are refused, and what is wrong is named with its
// path. Part of json.h.
#pragma once

#include "foundation/json_traits.h"
#include "foundation/result.h"

#include <boost/json/value.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
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
  /// Reads into a value of a type that the function knows.
  using Read = bool (*)(JsonReader&, boost::json::value const&, void*);
  struct Member {
    std::string_view name{};
    void* into{};
    Read read{};
    bool may_be_absent{};
  };
  template <class T> static bool read_erased(JsonReader& reader, boost::json::value const& from,
                                             void* into) {
    return reader.read(from, *static_cast<T*>(into));
  }

  // What needs no template, so that no user compiles it again.
  /// Lengthens the path by a member or an index; gives its length before.
  std::size_t enter(std::string_view step);
  bool fail(JsonRefusal reason, std::string message);
  bool wrong_type(std::string_view wanted);
  bool read_integer(boost::json::value const& from, std::int64_t& into, std::int64_t least,
                    std::int64_t most);
  bool read_string(boost::json::value const& from, std::string& into);
  bool read_bool(boost::json::value const& from, bool& into);
  bool read_id(boost::json::value const& from, std::int64_t& into);
  bool read_time(boost::json::value const& from, Date& into);
  bool read_time(boost::json::value const& from, Month& into);
  bool read_time(boost::json::value const& from, Instant& into);
  bool read_choice(boost::json::value const& from, std::size_t& into,
                   std::span<std::string_view const> names);
  bool read_at(std::string_view step, boost::json::value const& from, void* into, Read read);
  bool read_members(boost::json::value const& from, std::span<Member const> members);

  template <class T> bool read_vector(boost::json::value const& from, std::vector<T>& into);
  template <class T> bool read_map(boost::json::value const& from, std::map<std::string, T>& into);
  template <class T, template <class...> class List, class... Members>
  bool read_object(boost::json::value const& from, T& into, List<Members...>);

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

template <class T> bool JsonReader::read_vector(boost::json::value const& from,
                                                std::vector<T>& into) {
  if (!from.is_array()) return wrong_type("列表");
  auto const& array = from.get_array();
  into.clear();
  into.reserve(array.size());
  for (std::size_t i = 0; i < array.size(); ++i) {
    T item{};
    if (!read_at("[" + std::to_string(i) + "]", array[i], &item, &read_erased<T>)) return false;
    into.push_back(std::move(item));
  }
  return true;
}

template <class T> bool JsonReader::read_map(boost::json::value const& from,
                                             std::map<std::string, T>& into) {
  if (!from.is_object()) return wrong_type("对象");
  into.clear();
  for (auto const& [key, item] : from.get_object()) {
    if (!read_at(key, item, &into[std::string{key}], &read_erased<T>)) return false;
  }
  return true;
}

template <class T, template <class...> class List, class... Members>
bool JsonReader::read_object(boost::json::value const& from, T& into, List<Members...>) {
  std::array<Member, sizeof...(Members)> const members{
      {{Members::name, &(into.*Members::pointer), &read_erased<FieldOf<T, Members>>,
        absent_members_keep_defaults<T> || may_be_absent<FieldOf<T, Members>>}...}};
  return read_members(from, members);
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
    return read_id(from, into.value);
  } else if constexpr (TimeValue<T>) {
    return read_time(from, into);
  } else if constexpr (DescribedEnum<T>) {
    std::size_t choice = 0;
    if (!read_choice(from, choice, Choices<T>::names)) return false;
    into = Choices<T>::values[choice];
    return true;
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
    return read_object(from, into, described_members<T>{});
  }
}

}  // namespace hangji
