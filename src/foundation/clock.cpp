#include "foundation/clock.h"

#include <chrono>

namespace hangji {

namespace {
constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t noon_in_shanghai_ms = 4 * 3'600'000;  // 04:00 UTC

Instant noon_of(Date day) { return {day.days * day_ms + noon_in_shanghai_ms}; }
}  // namespace

Instant SystemClock::now() const {
  auto const since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count()};
}

Instant FixedDayClock::now() const {
  auto const real = SystemClock{}.now();
  return {real.milliseconds + (m_day.days - real.day().days) * day_ms};
}

ManualClock::ManualClock(Date day) : m_now{noon_of(day).milliseconds} {}

void ManualClock::set(Date day) { m_now = noon_of(day).milliseconds; }

}  // namespace hangji
