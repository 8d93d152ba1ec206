// What must hold of periods whatever the day: they cut the calendar without gap or overlap, and the
// longer ones are made of the shorter ones.
#include "kernel/periods/periods.h"

#include <gtest/gtest.h>

#include <array>
#include <random>

namespace hangji::periods {
namespace {

constexpr std::array all{Every::month, Every::quarter, Every::half_year, Every::year};

/// Days of the years 1950 to 2149.
class PeriodLaws : public ::testing::Test {
protected:
  Date any_day() { return m_first.plus_days(static_cast<int>(m_dice() % 73'000)); }
  void SetUp() override { ::testing::Test::RecordProperty("seed", 7); }

private:
  Date m_first{*parse_date("1950-01-01")};
  std::minstd_rand m_dice{7};
};

TEST_F(PeriodLaws, every_day_lies_in_one_period_and_not_in_its_neighbours) {
  for (int i = 0; i < 20'000; ++i) {
    auto const day = any_day();
    for (auto const every : all) {
      auto const period = CalendarPeriod::containing(every, day);
      ASSERT_TRUE(period.contains(day)) << to_text(day);
      ASSERT_FALSE(period.plus(1).contains(day)) << to_text(day);
      ASSERT_FALSE(period.plus(-1).contains(day)) << to_text(day);
      ASSERT_EQ(CalendarPeriod::containing(every, period.first_day()), period);
      ASSERT_EQ(CalendarPeriod::containing(every, period.last_day()), period);
    }
  }
}

TEST_F(PeriodLaws, one_begins_the_day_after_the_one_before_ends) {
  for (auto const every : all) {
    auto period = CalendarPeriod::containing(every, *parse_date("1950-01-01"));
    for (int i = 0; i < 2'000; ++i) {
      auto const next = period.plus(1);
      ASSERT_EQ(period.last_day().plus_days(1), next.first_day()) << to_text(period);
      ASSERT_EQ(period.last().index - period.first.index + 1, months_in(every));
      period = next;
    }
  }
}

TEST_F(PeriodLaws, a_period_lies_whole_in_the_longer_one_of_its_first_day) {
  for (int i = 0; i < 20'000; ++i) {
    auto const day = any_day();
    for (std::size_t shorter = 0; shorter + 1 < all.size(); ++shorter) {
      auto const inner = CalendarPeriod::containing(all[shorter], day);
      auto const outer = CalendarPeriod::containing(all[shorter + 1], day);
      ASSERT_TRUE(outer.contains(inner.first_day()) && outer.contains(inner.last_day()));
    }
  }
}

TEST_F(PeriodLaws, going_there_and_back_and_writing_and_reading_change_nothing) {
  for (int i = 0; i < 20'000; ++i) {
    auto const day = any_day();
    for (auto const every : all) {
      auto const period = CalendarPeriod::containing(every, day);
      auto const steps = i % 61 - 30;
      ASSERT_EQ(period.plus(steps).plus(-steps), period);
      ASSERT_EQ(parse_period(to_text(period)), period) << to_text(period);
    }
  }
}

}  // namespace
}  // namespace hangji::periods
