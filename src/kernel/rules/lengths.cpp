#include "kernel/rules/lengths.h"

#include "foundation/result.h"

#include <fmt/format.h>

namespace hangji::rules {

bool is_length_of_time(ThresholdUnit unit) {
  return unit == ThresholdUnit::days || unit == ThresholdUnit::months ||
         unit == ThresholdUnit::years;
}

Date after(Date day, Threshold const& length) {
  verify(is_length_of_time(length.unit), "the rule gives a length of time");
  auto const number = static_cast<int>(length.value);
  if (length.unit == ThresholdUnit::days) return day.plus_days(number);
  return day.plus_months(length.unit == ThresholdUnit::years ? number * 12 : number);
}

std::string to_text(Threshold const& threshold) {
  auto const word = [&] {
    switch (threshold.unit) {
      case ThresholdUnit::persons: return "人";
      case ThresholdUnit::units: return "个";
      case ThresholdUnit::days: return "日";
      case ThresholdUnit::months: return "个月";
      case ThresholdUnit::years: return "年";
      case ThresholdUnit::percent: return "%";
      case ThresholdUnit::count: return "次";
      case ThresholdUnit::hours: return "学时";
      case ThresholdUnit::minutes: return "分钟";
    }
    return "";
  };
  return fmt::format("{} {}", threshold.value, word());
}

}  // namespace hangji::rules
