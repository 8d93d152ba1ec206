// What kinds of types have a JSON form, as seen at compile time. Part of json.h.
#pragma once

#include "foundation/amount.h"
#include "foundation/date.h"
#include "foundation/id.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/describe/members.hpp>

#include <array>
#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace hangji {

/// True for a struct whose absent members keep their initial values when it is read: rule
/// parameters, filters.
template <class T> inline constexpr bool absent_members_keep_defaults = false;

template <class T> using described_members =
    boost::describe::describe_members<T,
                                      boost::describe::mod_public | boost::describe::mod_inherited>;

template <class T, class Member> using FieldOf =
    std::remove_cvref_t<decltype(std::declval<T&>().*Member::pointer)>;

template <class T>
concept DescribedStruct = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;
template <class T>
concept DescribedEnum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;

/// Names and values of a described enum, in their order.
template <class T, class List = boost::describe::describe_enumerators<T>> struct Choices;
template <class T, template <class...> class List, class... Members>
struct Choices<T, List<Members...>> {
  static constexpr std::array<std::string_view, sizeof...(Members)> names{Members::name...};
  static constexpr std::array<T, sizeof...(Members)> values{Members::value...};
};

template <class T> struct IsId : std::false_type {};
template <class Tag> struct IsId<Id<Tag>> : std::true_type {};
template <class T> struct IsOptional : std::false_type {};
template <class T> struct IsOptional<std::optional<T>> : std::true_type {};
template <class T> struct IsVector : std::false_type {};
template <class T> struct IsVector<std::vector<T>> : std::true_type {};
template <class T> struct IsTextMap : std::false_type {};
template <class T> struct IsTextMap<std::map<std::string, T>> : std::true_type {};

template <class T> inline constexpr bool may_be_absent =
    IsOptional<T>::value || IsVector<T>::value || IsTextMap<T>::value;

/// Types printed by `to_text` and read back by a parser: civil days, months, instants.
template <class T>
concept TimeValue = std::same_as<T, Date> || std::same_as<T, Month> || std::same_as<T, Instant>;
/// Types that are one integer on the wire.
template <class T>
concept AmountValue = std::same_as<T, Fen> || std::same_as<T, Points>;

}  // namespace hangji
