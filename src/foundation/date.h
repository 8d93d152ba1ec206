// Days, months, half-open periods and instants, in the one civil zone of the program
// (Asia/Shanghai, UTC+8).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hangji {

/// A civil day, as days since 1970-01-01.
struct Date {
  std::int32_t days{0};
  auto operator<=>(Date const&) const = default;

  /// None when there is no such day.
  [[nodiscard]] static std::optional<Date> from_ymd(int year, int month, int day);
  [[nodiscard]] int year() const;
  [[nodiscard]] int month() const;
  [[nodiscard]] int day() const;
  /// 1 = Monday ... 7 = Sunday.
  [[nodiscard]] int weekday() const;
  [[nodiscard]] Date plus_days(int n) const { return {days + n}; }
  /// Same day `n` months on; the month's last day where that day is missing (2026-01-31 + 1 =
  /// 2026-02-28).
  [[nodiscard]] Date plus_months(int n) const;
};

/// A calendar month, as year * 12 + month - 1.
struct Month {
  std::int32_t index{0};
  auto operator<=>(Month const&) const = default;

  [[nodiscard]] static Month of(Date day);
  [[nodiscard]] static std::optional<Month> from_ym(int year, int month);
  [[nodiscard]] int year() const { return index / 12; }
  [[nodiscard]] int month() const { return index % 12 + 1; }
  [[nodiscard]] Date first_day() const;
  [[nodiscard]] Date last_day() const;
  [[nodiscard]] Month plus(int n) const { return {index + n}; }
};

/// Half-open [from, until); an absent `until` means still in force.
struct Period {
  Date from{};
  std::optional<Date> until{};
  bool operator==(Period const&) const = default;

  [[nodiscard]] bool contains(Date day) const { return from <= day && (!until || day < *until); }
  [[nodiscard]] bool overlaps(Period const& other) const;
};

[[nodiscard]] Period period_of(Month month);

/// Milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t milliseconds{0};
  auto operator<=>(Instant const&) const = default;
  /// The civil day in Asia/Shanghai.
  [[nodiscard]] Date day() const;
};

/// Whole years from birth (or any day) to `day`; the birthday counts.
[[nodiscard]] int whole_years(Date from, Date day);

[[nodiscard]] std::string to_text(Date day);          // 2026-11-23
[[nodiscard]] std::string to_text(Month month);       // 2026-11
[[nodiscard]] std::string to_text(Instant at);        // 2026-11-23T05:14:03.120Z
[[nodiscard]] std::string to_chinese(Date day);       // 2026年11月23日
[[nodiscard]] std::string to_chinese(Month month);    // 2026年11月
[[nodiscard]] std::string to_local_text(Instant at);  // 2026-11-23 13:14:03 (Asia/Shanghai)

/// Strictly the form that `to_text` prints.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);
[[nodiscard]] std::optional<Month> parse_month(std::string_view text);
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text);

}  // namespace hangji
