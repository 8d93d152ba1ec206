#include "foundation/clock.h"

#include <gtest/gtest.h>

namespace hangji {

namespace {
constexpr Date first_of_july{18'809};  // 2021-07-01

TEST(Clock, a_manual_clock_stands_at_noon_in_shanghai_until_it_is_moved) {
  ManualClock clock{first_of_july};
  EXPECT_EQ(to_text(clock.now()), "2021-07-01T04:00:00.000Z");
  EXPECT_EQ(to_local_text(clock.now()), "2021-07-01 12:00:00");
  EXPECT_EQ(clock.today(), first_of_july);
  clock.advance(12 * 3'600'000);
  EXPECT_EQ(to_text(clock.today()), "2021-07-02");
  clock.set(first_of_july.plus_days(31));
  EXPECT_EQ(to_text(clock.today()), "2021-08-01");
  clock.set(Instant{0});
  EXPECT_EQ(clock.now(), Instant{0});
}

TEST(Clock, a_clock_of_a_fixed_day_shows_that_day_with_the_time_of_the_machine) {
  constexpr std::int64_t day_ms = 86'400'000;
  auto const before = SystemClock{}.now().milliseconds;
  FixedDayClock const clock{first_of_july};
  auto const shown = clock.now();
  auto const after = SystemClock{}.now().milliseconds;
  EXPECT_EQ(shown.day(), first_of_july);
  auto const since_before = (shown.milliseconds - before) % day_ms;
  EXPECT_LE((since_before + day_ms) % day_ms, after - before);
}
}  // namespace

}  // namespace hangji
