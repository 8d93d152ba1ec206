#include "kernel/rules/lengths.h"

#include <gtest/gtest.h>

namespace hangji::rules {

// 月按公历同日, 缺日取月末.
TEST(Lengths, are_reckoned_in_the_unit_of_the_rule) {
  auto const day = [](std::string_view text) { return parse_date(text).value(); };
  EXPECT_EQ(after(day("2026-01-31"), {1, ThresholdUnit::months}), day("2026-02-28"));
  EXPECT_EQ(after(day("2024-02-29"), {2, ThresholdUnit::years}), day("2026-02-28"));
  EXPECT_EQ(after(day("2026-01-31"), {15, ThresholdUnit::days}), day("2026-02-15"));
  EXPECT_EQ(to_text(Threshold{6, ThresholdUnit::months}), "6 个月");
}

}  // namespace hangji::rules
