// Dues through the door: the month's sheet as the page shows it, payments and their taking back,
// the branch's report, and nothing of another branch.
#include "application/test_street.h"

namespace hangji::application {
namespace {

using access::Role;
using ::testing::HasSubstr;
using ::testing::Not;

class DuesApi : public StreetOnBothEngines {
protected:
  void SetUp() override {
    StreetOnBothEngines::SetUp();
    // 5,000.00 yuan lies in the band of 1%, 5,000.01 in that of 1.5%: 50.00 and 75.00.
    expect_done(set_basis(zhang, 500'000));
    expect_done(set_basis(li, 500'001));
  }
  Person::Answer set_basis(MemberId member, std::int64_t fen) {
    return secretary->write("PUT", "/api/dues/basis",
                            fmt::format(R"({{"member":"{}","from":"2026-11",)"
                                        R"("population":"salaried","base":{}}})",
                                        member.value, fen));
  }
  Person::Answer pay(MemberId member, std::int64_t fen) {
    return secretary->post("/api/dues/payments",
                           fmt::format(R"({{"unit":"{}","payments":[{{"member":"{}",)"
                                       R"("month":"2026-11","amount":{}}}]}})",
                                       branch.value, member.value, fen));
  }
  Person::Answer report() {
    return secretary->post("/api/dues/reports",
                           fmt::format(R"({{"unit":"{}","month":"2026-11"}})", branch.value));
  }
  Person::Answer sheet() { return secretary->read("/api/dues?" + of(branch, "&month=2026-11")); }
};
HANGJI_ON_BOTH_ENGINES(DuesApi);

TEST_P(DuesApi, the_sheet_tells_what_each_owes_and_has_paid) {
  expect_done(pay(zhang, 5'000));
  auto const shown = sheet();
  ASSERT_EQ(shown.status, 200) << shown.text;
  EXPECT_EQ(shown.body.at("rows").as_array().size(), 2U);
  EXPECT_EQ(shown.body.at("owed"), 12'500);
  EXPECT_EQ(shown.body.at("paid"), 5'000);
  EXPECT_EQ(shown.body.at("owing"), 1);
  EXPECT_TRUE(shown.body.at("reported").is_null());
  EXPECT_EQ(line_of(shown, zhang).at("state"), "paid");
  EXPECT_EQ(line_of(shown, li).at("owed"), 7'500);
  EXPECT_EQ(line_of(shown, li).at("state"), "due");
  EXPECT_EQ(line_of(shown, li).at("population_name"), "按月领取工资");
  expect_nothing_of_others(shown);
}

TEST_P(DuesApi, a_payment_taken_back_leaves_the_month_unpaid_and_is_taken_back_once) {
  auto const paid = pay(zhang, 5'000);
  auto const path = fmt::format("/api/dues/payments/{}/reverse",
                                std::string_view{paid.body.at("facts").at(0).as_string()});
  EXPECT_EQ(secretary->post(path, R"({"reason":""})").code(), "dues.reason_missing");
  expect_done(secretary->post(path, R"({"reason":"收错了人"})"));
  EXPECT_EQ(secretary->post(path, R"({"reason":"收错了人"})").code(), "dues.already_reversed");
  auto const shown = sheet();
  EXPECT_EQ(shown.body.at("paid"), 0);
  EXPECT_EQ(line_of(shown, zhang).at("state"), "due");
  EXPECT_EQ(line_of(shown, zhang).at("payments").as_array().size(), 0U);
  EXPECT_EQ(pay(zhang, 5'001).code(), "dues.above_owed");
}

TEST_P(DuesApi, a_month_is_reported_once_when_all_have_paid) {
  expect_done(pay(zhang, 5'000));
  EXPECT_EQ(report().code(), "dues.month_not_over");
  expect_done(pay(li, 7'500));
  expect_done(report());
  EXPECT_EQ(report().code(), "dues.already_reported");
  auto const shown = sheet();
  EXPECT_EQ(shown.body.at("reported"), 12'500);
  EXPECT_EQ(shown.at("reported_on"), "2026-11-23");
  EXPECT_EQ(set_basis(zhang, 600'000).code(), "dues.month_reported");
}

TEST_P(DuesApi, a_sum_is_explained_to_who_owes_it_and_to_nobody_else) {
  auto const path = fmt::format("/api/dues/explanation?member={}&month=2026-11", zhang.value);
  auto member = person("zhang", Role::member, branch, zhang);
  auto const told = member.read(path);
  EXPECT_EQ(told.status, 200) << told.text;
  EXPECT_THAT(told.text, HasSubstr("5000.00 × 1% = 50.00 元"));
  EXPECT_THAT(told.text, Not(HasSubstr("李四")));
  auto stranger = person("wang", Role::member, other_branch, wang);
  EXPECT_EQ(stranger.read(path).code(), "access.not_allowed");
}

TEST_P(DuesApi, another_branchs_dues_are_neither_shown_nor_entered) {
  auto const others = fmt::format(R"({{"unit":"{}","month":"2026-11"}})", other_branch.value);
  EXPECT_EQ(secretary->read("/api/dues?" + of(other_branch, "&month=2026-11")).code(),
            "access.not_allowed");
  EXPECT_EQ(secretary->post("/api/dues/reports", others).code(), "access.not_allowed");
  EXPECT_EQ(set_basis(wang, 500'000).code(), "access.not_allowed");
  EXPECT_EQ(pay(wang, 5'000).code(), "dues.member_unknown") << "of no branch of this secretary";
  auto stranger = person("other", Role::branch_secretary, other_branch);
  auto const paid = pay(zhang, 5'000);
  auto const fact = std::string{paid.body.at("facts").at(0).as_string()};
  EXPECT_EQ(stranger.post("/api/dues/payments/" + fact + "/reverse", R"({"reason":"试试"})").code(),
            "access.not_allowed");
  EXPECT_EQ(sheet().body.at("paid"), 5'000);
}

}  // namespace
}  // namespace hangji::application
