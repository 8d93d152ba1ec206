#include "foundation/date.h"

#include <gtest/gtest.h>

namespace hangji {

namespace {
Date day_of(std::string_view text) {
  auto const day = parse_date(text);
  EXPECT_TRUE(day) << text;
  return day.value_or(Date{});
}

TEST(Date, days_are_counted_from_1970) {
  for (auto const& [text, days] : {std::pair{"1970-01-01", 0},
                                   {"1970-01-02", 1},
                                   {"1969-12-31", -1},
                                   {"1971-01-01", 365},
                                   {"2000-02-29", 30 * 365 + 7 + 59},
                                   {"2000-03-01", 30 * 365 + 7 + 60}}) {
    EXPECT_EQ(day_of(text).days, days) << text;
    EXPECT_EQ(to_text(Date{days}), text);
  }
}

TEST(Date, every_day_of_four_centuries_is_read_back_as_it_was_printed) {
  Date previous = day_of("1799-12-31");
  for (Date day = day_of("1800-01-01"); day < day_of("2200-01-01"); day = day.plus_days(1)) {
    ASSERT_EQ(parse_date(to_text(day)), day);
    ASSERT_EQ(Date::from_ymd(day.year(), day.month(), day.day()), day);
    ASSERT_GT(to_text(day), to_text(previous));
    previous = day;
  }
}

TEST(Date, there_is_a_29_february_in_leap_years_only) {
  EXPECT_TRUE(Date::from_ymd(2000, 2, 29));
  EXPECT_TRUE(Date::from_ymd(2024, 2, 29));
  EXPECT_FALSE(Date::from_ymd(1900, 2, 29));
  EXPECT_FALSE(Date::from_ymd(2023, 2, 29));
}

TEST(Date, what_is_no_day_is_refused) {
  for (char const* text :
       {"", "2026-00-01", "2026-13-01", "2026-04-31", "2026-01-00", "2026-1-1", "20260101",
        "2026/01/01", "0000-01-01", "2026-01-01 ", "+026-01-01", "2026-01-0a", "-001-01-01"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
}

TEST(Date, weekdays_run_from_monday_1_to_sunday_7) {
  EXPECT_EQ(day_of("1970-01-01").weekday(), 4);
  EXPECT_EQ(day_of("1969-12-31").weekday(), 3);
  EXPECT_EQ(day_of("2000-01-01").weekday(), 6);
  EXPECT_EQ(day_of("2021-07-01").weekday(), 4);
  EXPECT_EQ(day_of("2026-11-22").weekday(), 7);
  EXPECT_EQ(day_of("2026-11-23").weekday(), 1);
}

TEST(Date, months_are_added_and_a_missing_day_becomes_the_last) {
  struct Case {
    char const* from;
    int months;
    char const* to;
  };
  for (auto const& [from, months, to] : {Case{"2026-01-31", 1, "2026-02-28"},
                                         {"2024-01-31", 1, "2024-02-29"},
                                         {"2024-02-29", 12, "2025-02-28"},
                                         {"2025-02-28", 12, "2026-02-28"},
                                         {"2026-03-31", -1, "2026-02-28"},
                                         {"2026-01-15", -1, "2025-12-15"},
                                         {"2026-12-01", 1, "2027-01-01"},
                                         {"2026-05-31", 6, "2026-11-30"},
                                         {"2026-05-31", 0, "2026-05-31"}}) {
    EXPECT_EQ(to_text(day_of(from).plus_months(months)), to) << from << ' ' << months;
  }
}

TEST(Date, whole_years_are_full_on_the_birthday) {
  auto const birth = day_of("2000-02-29");
  EXPECT_EQ(whole_years(birth, day_of("2018-02-28")), 17);
  EXPECT_EQ(whole_years(birth, day_of("2018-03-01")), 18);
  EXPECT_EQ(whole_years(birth, day_of("2020-02-29")), 20);
  EXPECT_EQ(whole_years(day_of("2001-07-01"), day_of("2026-07-01")), 25);
  EXPECT_EQ(whole_years(day_of("2001-07-01"), day_of("2026-06-30")), 24);
}

TEST(Month, months_have_a_first_and_a_last_day_and_follow_each_other) {
  auto const month = Month::of(day_of("2024-02-17"));
  EXPECT_EQ(to_text(month), "2024-02");
  EXPECT_EQ(to_text(month.first_day()), "2024-02-01");
  EXPECT_EQ(to_text(month.last_day()), "2024-02-29");
  EXPECT_EQ(to_text(month.plus(-2)), "2023-12");
  EXPECT_EQ(to_text(month.plus(11)), "2025-01");
  EXPECT_EQ(Month::from_ym(2024, 2), month);
  EXPECT_FALSE(Month::from_ym(2024, 13));
  EXPECT_FALSE(Month::from_ym(0, 1));
}

TEST(Month, a_month_is_read_strictly_as_it_is_printed) {
  EXPECT_EQ(parse_month("2026-11"), Month::from_ym(2026, 11));
  for (char const* text : {"2026-13", "2026-00", "2026-1", "202611", "2026/11", "2026-11-01", ""}) {
    EXPECT_FALSE(parse_month(text)) << text;
  }
}

TEST(Period, a_period_contains_its_first_day_and_not_its_end) {
  Period const july{day_of("2026-07-01"), day_of("2026-08-01")};
  EXPECT_EQ(period_of(Month::of(day_of("2026-07-15"))), july);
  EXPECT_FALSE(july.contains(day_of("2026-06-30")));
  EXPECT_TRUE(july.contains(day_of("2026-07-01")));
  EXPECT_TRUE(july.contains(day_of("2026-07-31")));
  EXPECT_FALSE(july.contains(day_of("2026-08-01")));
  EXPECT_TRUE((Period{day_of("2026-07-01"), {}}.contains(day_of("2099-01-01"))));
}

TEST(Period, periods_overlap_when_they_share_a_day) {
  struct Case {
    Period one;
    Period other;
    bool overlap;
  };
  Date const a{10}, b{20}, c{30}, d{40};
  for (auto const& [one, other, overlap] : {Case{{a, b}, {b, c}, false},
                                            {{a, c}, {b, d}, true},
                                            {{a, d}, {b, c}, true},
                                            {{a, b}, {c, d}, false},
                                            {{a, {}}, {c, d}, true},
                                            {{c, {}}, {a, b}, false},
                                            {{c, {}}, {a, c}, false},
                                            {{a, {}}, {d, {}}, true},
                                            {{a, a}, {a, b}, false},
                                            {{b, b}, {a, c}, false}}) {
    EXPECT_EQ(one.overlaps(other), overlap) << one.from.days << ' ' << other.from.days;
    EXPECT_EQ(other.overlaps(one), overlap) << other.from.days << ' ' << one.from.days;
  }
}

TEST(Instant, the_civil_day_changes_at_midnight_in_shanghai) {
  EXPECT_EQ(to_text(parse_instant("2026-11-22T15:59:59.999Z")->day()), "2026-11-22");
  EXPECT_EQ(to_text(parse_instant("2026-11-22T16:00:00.000Z")->day()), "2026-11-23");
  EXPECT_EQ(to_text(Instant{-1}.day()), "1970-01-01");
  EXPECT_EQ(to_text(Instant{-28'800'001}.day()), "1969-12-31");
}

TEST(Instant, instants_are_printed_in_utc_and_read_back) {
  Instant const at{day_of("2026-11-23").days * 86'400'000LL + 5 * 3'600'000 + 14 * 60'000 + 3'120};
  EXPECT_EQ(to_text(at), "2026-11-23T05:14:03.120Z");
  EXPECT_EQ(parse_instant("2026-11-23T05:14:03.120Z"), at);
  EXPECT_EQ(to_local_text(at), "2026-11-23 13:14:03");
  EXPECT_EQ(to_text(Instant{-1}), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(parse_instant("1969-12-31T23:59:59.999Z"), Instant{-1});
}

TEST(Instant, any_other_form_is_refused) {
  for (char const* text :
       {"", "2026-11-23T05:14:03Z", "2026-11-23 05:14:03.120Z", "2026-11-23T24:00:00.000Z",
        "2026-11-23T05:60:03.120Z", "2026-11-23T05:14:60.120Z", "2026-02-30T05:14:03.120Z",
        "2026-11-23T05:14:03.120+", "2026-11-23T05:14:03.12xZ", "2026-11-23T-5:14:03.120Z"}) {
    EXPECT_FALSE(parse_instant(text)) << text;
  }
}

TEST(Date, chinese_forms_have_no_leading_zeros) {
  EXPECT_EQ(to_chinese(day_of("2026-07-01")), "2026年7月1日");
  EXPECT_EQ(to_chinese(day_of("2026-11-23")), "2026年11月23日");
  EXPECT_EQ(to_chinese(Month::of(day_of("2026-07-01"))), "2026年7月");
}

TEST(Date, a_year_that_four_digits_cannot_hold_has_a_text) {
  EXPECT_EQ(to_text(day_of("9999-12-31").plus_days(1)), "10000-01-01");
}
}  // namespace

}  // namespace hangji
