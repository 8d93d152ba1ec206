// Days as people write them in rosters.
#pragma once

#include "foundation/date.h"

#include <expected>
#include <string_view>

namespace hangji {

enum class WrittenDateFault { not_a_day, two_digit_year };

struct WrittenDate {
  /// The month's first day when only the month is known.
  Date day{};
  bool is_month{false};
  bool operator==(WrittenDate const&) const = default;

  /// The same day or, when only the month is known, a day of that month.
  [[nodiscard]] bool agrees_with(Date other) const {
    return is_month ? Month::of(day) == Month::of(other) : day == other;
  }
};

/// Of any width and spacing: 2001-07-01, 2001/7/1, 2001.7.1, 2001—7—1, 20010701, 2001年7月1日 (or
/// 号), with a time or a full stop behind it, and the month alone (2001.7, 2001年7月, 200107).
[[nodiscard]] std::expected<WrittenDate, WrittenDateFault> read_written_date(std::string_view text);

}  // namespace hangji
