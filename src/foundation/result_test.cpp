#include "foundation/result.h"

#include <gtest/gtest.h>

namespace hangji {

enum class LampRefusal { already_lit };
BOOST_DESCRIBE_ENUM(LampRefusal, already_lit)
template <> inline constexpr std::string_view refusal_prefix<LampRefusal> = "lamp";

namespace {
Result<int> light(bool lit) {
  if (lit) return refuse(LampRefusal::already_lit, "灯已亮", {.field = "lamp", .status = 409});
  return 1;
}

TEST(Result, a_refusal_carries_the_code_of_its_feature_and_reason) {
  auto const refused = light(true);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "lamp.already_lit");
  EXPECT_EQ(refused.error().message, "灯已亮");
  EXPECT_EQ(refused.error().field, "lamp");
  EXPECT_EQ(refused.error().rule, "");
  EXPECT_EQ(refused.error().status, 409);
}

TEST(Result, a_refusal_is_a_matter_of_rules_unless_said_otherwise) {
  std::unexpected<Refusal> const refused = refuse(LampRefusal::already_lit, "灯已亮");
  EXPECT_EQ(refused.error().status, 422);
}

TEST(Result, what_is_not_refused_is_the_value) { EXPECT_EQ(light(false), 1); }

TEST(ResultDeathTest, a_bug_stops_the_program_and_says_what_does_not_hold) {
  EXPECT_DEATH(verify(1 + 1 == 3, "arithmetic"), "result_test.cpp.*arithmetic does not hold");
}
}  // namespace

}  // namespace hangji
