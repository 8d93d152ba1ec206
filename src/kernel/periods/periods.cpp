#include "kernel/periods/periods.h"

#include "foundation/result.h"
#include "foundation/text.h"

#include <fmt/format.h>

#include <array>

namespace hangji::periods {

int months_in(Every every) {
  switch (every) {
    case Every::month: return 1;
    case Every::quarter: return 3;
    case Every::half_year: return 6;
    case Every::year: return 12;
  }
  stop_at_bug("a period is a month, quarter, half-year or year", std::source_location::current());
}

CalendarPeriod CalendarPeriod::containing(Every every, Month month) {
  auto const months = months_in(every);
  return {every, Month{month.index - month.index % months}};
}

std::string to_text(CalendarPeriod period) {
  auto const year = period.first.year();
  switch (period.every) {
    case Every::month: return hangji::to_text(period.first);
    case Every::quarter: return fmt::format("{:04}-Q{}", year, (period.first.month() + 2) / 3);
    case Every::half_year: return fmt::format("{:04}-H{}", year, (period.first.month() + 5) / 6);
    case Every::year: return fmt::format("{:04}", year);
  }
  stop_at_bug("a period is a month, quarter, half-year or year", std::source_location::current());
}

std::string to_chinese(CalendarPeriod period) {
  constexpr std::array ordinals{"一", "二", "三", "四"};
  auto const year = period.first.year();
  switch (period.every) {
    case Every::month: return hangji::to_chinese(period.first);
    case Every::quarter:
      return fmt::format("{}年第{}季度", year,
                         ordinals[static_cast<std::size_t>(period.first.month() - 1) / 3]);
    case Every::half_year:
      return fmt::format("{}年{}半年", year, period.first.month() == 1 ? "上" : "下");
    case Every::year: return fmt::format("{}年", year);
  }
  stop_at_bug("a period is a month, quarter, half-year or year", std::source_location::current());
}

std::optional<CalendarPeriod> parse_period(std::string_view text) {
  auto const year_of = [](std::string_view digits) -> std::optional<int> {
    std::int64_t year = 0;
    if (digits.size() != 4 || !parse_integer(digits, year) || year < 1900) return std::nullopt;
    return static_cast<int>(year);
  };
  auto const year = year_of(text.substr(0, 4));
  if (!year) return std::nullopt;
  if (text.size() == 4) return CalendarPeriod{Every::year, *Month::from_ym(*year, 1)};
  if (auto const month = parse_month(text)) return CalendarPeriod{Every::month, *month};
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  auto const number = text[6] - '0';
  if (text[5] == 'Q' && number >= 1 && number <= 4) {
    return CalendarPeriod{Every::quarter, *Month::from_ym(*year, number * 3 - 2)};
  }
  if (text[5] == 'H' && (number == 1 || number == 2)) {
    return CalendarPeriod{Every::half_year, *Month::from_ym(*year, number * 6 - 5)};
  }
  return std::nullopt;
}

}  // namespace hangji::periods
