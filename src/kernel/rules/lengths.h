// Thresholds that are lengths of time, and how a threshold is said. A street may give another unit
// than the shipped rule, so nobody else takes a value for months or days.
#pragma once

#include "foundation/date.h"
#include "kernel/rules/values.h"

namespace hangji::rules {

/// True for days, months and years, in which a length of time can be given.
[[nodiscard]] bool is_length_of_time(ThresholdUnit unit);
/// The day that is a length of time after `day`: months and years to the same day of the calendar.
/// The rule's unit must be one of time.
[[nodiscard]] Date after(Date day, Threshold const& length);
/// 6 个月, 90 日, 3 人.
[[nodiscard]] std::string to_text(Threshold const& threshold);

}  // namespace hangji::rules
