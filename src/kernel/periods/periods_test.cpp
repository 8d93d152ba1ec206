#include "kernel/periods/periods.h"

#include <gtest/gtest.h>

#include <array>

namespace hangji::periods {
namespace {

Month month(int year, int number) { return *Month::from_ym(year, number); }

struct Case {
  Every every;
  int at;
  char const* text;
  char const* chinese;
  char const* first;
  char const* last;
};

TEST(Periods, each_has_its_name_and_days) {
  std::array const cases{
      Case{Every::month, 2, "2024-02", "2024年2月", "2024-02-01", "2024-02-29"},
      Case{Every::quarter, 3, "2024-Q1", "2024年第一季度", "2024-01-01", "2024-03-31"},
      Case{Every::quarter, 12, "2024-Q4", "2024年第四季度", "2024-10-01", "2024-12-31"},
      Case{Every::half_year, 6, "2024-H1", "2024年上半年", "2024-01-01", "2024-06-30"},
      Case{Every::half_year, 7, "2024-H2", "2024年下半年", "2024-07-01", "2024-12-31"},
      Case{Every::year, 5, "2024", "2024年", "2024-01-01", "2024-12-31"},
  };
  for (auto const& expected : cases) {
    auto const period = CalendarPeriod::containing(expected.every, month(2024, expected.at));
    EXPECT_EQ(to_text(period), expected.text);
    EXPECT_EQ(to_chinese(period), expected.chinese);
    EXPECT_EQ(to_text(period.first_day()), expected.first);
    EXPECT_EQ(to_text(period.last_day()), expected.last);
    EXPECT_EQ(parse_period(expected.text), period);
  }
}

TEST(Periods, what_is_no_period_is_not_read) {
  for (auto const* text : {"", "2024-Q5", "2024-Q0", "2024-H3", "24", "2024-13", "2024Q1",
                           "2024-q1", "2024-Q1 ", "abcd"}) {
    EXPECT_FALSE(parse_period(text)) << text;
  }
}

TEST(Periods, the_next_and_the_one_before_are_whole_periods_away) {
  auto const quarter = CalendarPeriod::containing(Every::quarter, month(2024, 11));
  EXPECT_EQ(to_text(quarter.plus(1)), "2025-Q1");
  EXPECT_EQ(to_text(quarter.plus(-4)), "2023-Q4");
}

}  // namespace
}  // namespace hangji::periods
