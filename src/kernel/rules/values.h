// Values that rules of several chapters are made of.
#pragma once

#include "foundation/json.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace hangji::rules {

/// A fraction of a whole that must be reached. `strict`: 超过 (more than); otherwise 以上、不少于
/// (that much or more).
struct Share {
  int numerator{1};
  int denominator{2};
  bool strict{false};

  /// Integers multiplied crosswise, never a floating quotient. Nothing of nothing is not enough.
  [[nodiscard]] bool is_reached(std::int64_t part, std::int64_t whole) const {
    auto const left = part * denominator;
    auto const right = whole * numerator;
    return whole > 0 && (strict ? left > right : left >= right);
  }
  bool operator==(Share const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Share, (), (numerator, denominator, strict))

/// 超过二分之一, 不少于五分之四.
[[nodiscard]] std::string to_text(Share const& share);
/// True for 0 < numerator <= denominator.
[[nodiscard]] constexpr bool is_proper(Share const& share) {
  return share.numerator > 0 && share.numerator <= share.denominator;
}

/// 保管期限 (国家档案局令第8号).
enum class Retention { permanent, years_30, years_10 };
BOOST_DESCRIBE_ENUM(Retention, permanent, years_30, years_10)

enum class ThresholdUnit { persons, units, days, months, years, percent, count, hours, minutes };
BOOST_DESCRIBE_ENUM(ThresholdUnit, persons, units, days, months, years, percent, count, hours,
                    minutes)

/// One number a text fixes: three full members, eighteen years. Its meaning is its rule's id and
/// title. YAML: `parameters: {value: 3, unit: persons}`
struct Threshold {
  static constexpr std::string_view rule_kind = "threshold";

  std::int64_t value{};
  ThresholdUnit unit{ThresholdUnit::count};
};
BOOST_DESCRIBE_STRUCT(Threshold, (), (value, unit))

/// One share a text sets as a limit: at most a third excellent. YAML:
/// `parameters: {share: {numerator: 1, denominator: 3, strict: false}}`
struct ShareLimit {
  static constexpr std::string_view rule_kind = "share_limit";

  Share share{};

  /// The greatest whole number within the share of `whole`, rounded down.
  [[nodiscard]] std::int64_t most_of(std::int64_t whole) const {
    return whole * share.numerator / share.denominator;
  }
};
BOOST_DESCRIBE_STRUCT(ShareLimit, (), (share))

}  // namespace hangji::rules
