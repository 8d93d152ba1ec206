// Calendar periods that books, duties and publications are about: months, quarters, half-years and
// years, each with the short name that facts carry as their topic: 2026-07, 2026-Q3, 2026-H2, 2026.
#pragma once

#include "foundation/date.h"

#include <boost/describe/enum.hpp>

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace hangji::periods {

enum class Every { month, quarter, half_year, year };
BOOST_DESCRIBE_ENUM(Every, month, quarter, half_year, year)

/// 1, 3, 6 or 12.
[[nodiscard]] int months_in(Every every);

/// One period of the calendar.
struct CalendarPeriod {
  Every every{Every::month};
  Month first{};
  auto operator<=>(CalendarPeriod const&) const = default;

  [[nodiscard]] static CalendarPeriod containing(Every every, Month month);
  [[nodiscard]] static CalendarPeriod containing(Every every, Date day) {
    return containing(every, Month::of(day));
  }
  [[nodiscard]] Month last() const { return first.plus(months_in(every) - 1); }
  [[nodiscard]] Date first_day() const { return first.first_day(); }
  [[nodiscard]] Date last_day() const { return last().last_day(); }
  [[nodiscard]] bool contains(Date day) const { return first_day() <= day && day <= last_day(); }
  /// `n` periods on; back when negative.
  [[nodiscard]] CalendarPeriod plus(int n) const {
    return {every, first.plus(n * months_in(every))};
  }
};

[[nodiscard]] std::string to_text(CalendarPeriod period);     // 2026-Q3
[[nodiscard]] std::string to_chinese(CalendarPeriod period);  // 2026年第三季度
/// Strictly what `to_text` prints.
[[nodiscard]] std::optional<CalendarPeriod> parse_period(std::string_view text);

}  // namespace hangji::periods
