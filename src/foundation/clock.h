// The only place that asks what time it is. Everybody else asks the clock of the transaction.
#pragma once

#include "foundation/date.h"

#include <atomic>

namespace hangji {

class Clock {
public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
  [[nodiscard]] Date today() const { return now().day(); }
};

/// The machine's clock.
class SystemClock final : public Clock {
public:
  [[nodiscard]] Instant now() const override;
};

/// The machine's time of day on a day of one's choice: `--today DAY`.
class FixedDayClock final : public Clock {
public:
  explicit FixedDayClock(Date day) : m_day{day} {}
  [[nodiscard]] Instant now() const override;

private:
  Date m_day;
};

/// A clock that stands still until it is set: tests and the simulated year.
class ManualClock final : public Clock {
public:
  explicit ManualClock(Instant start) : m_now{start.milliseconds} {}
  /// Noon of that day in Asia/Shanghai.
  explicit ManualClock(Date day);
  [[nodiscard]] Instant now() const override { return {m_now.load()}; }
  void set(Instant at) { m_now = at.milliseconds; }
  void set(Date day);
  void advance(std::int64_t milliseconds) { m_now += milliseconds; }

private:
  std::atomic<std::int64_t> m_now;
};

}  // namespace hangji
