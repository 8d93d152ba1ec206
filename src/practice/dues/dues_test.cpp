#include "practice/dues/dues.h"
#include "practice/dues/dues_test_rules.h"

#include <gtest/gtest.h>

namespace hangji::practice {
namespace {

using organisation::MemberBrief;
using organisation::MemberState;
using organisation::Registration;

Month month(int year, int number) { return *Month::from_ym(year, number); }
Date day(std::string_view text) { return *parse_date(text); }

MemberBrief a_member() {
  return {.id = MemberId{1}, .name = "张三", .joined_on = day("2015-03-20")};
}

DuesBasisRow basis(Month from, Fen base) {
  return {.id = DuesBasisId{1}, .member_id = MemberId{1}, .from_month = from, .base = base};
}

MemberDues owing_since(Month from) {
  return {.member = a_member(), .bases = {basis(from, Fen{500'000})}};
}

struct OwedCase {
  DuesPopulation population;
  std::int64_t base;
  std::int64_t owed;
  Month in;
};

TEST(Dues, the_whole_base_pays_the_one_rate_of_its_band) {
  using enum DuesPopulation;
  OwedCase const cases[] = {
      // 第一条、第二条: a band holds its upper limit; the jump is the rule as it is.
      {salaried, 300'000, 1'500, month(2026, 7)},
      {salaried, 300'001, 3'000, month(2026, 7)},
      {salaried, 500'000, 5'000, month(2026, 7)},
      {salaried, 500'001, 7'500, month(2026, 7)},
      {salaried, 600'000, 9'000, month(2026, 7)},
      {salaried, 1'000'000, 15'000, month(2026, 7)},
      {salaried, 1'000'001, 20'000, month(2026, 7)},
      // 第三条, 第四条: the same bands.
      {annual_salary, 600'000, 9'000, month(2026, 7)},
      {self_employed, 300'000, 1'500, month(2026, 7)},
      // 第五条
      {retired, 500'000, 2'500, month(2026, 7)},
      {retired, 500'001, 5'000, month(2026, 7)},
      // 第六条: 0.2 yuan, whatever the base.
      {student, 0, 20, month(2026, 7)},
      {unemployed, 400'000, 20, month(2026, 7)},
      {farmer, 0, 20, month(2026, 7)},
      // 2017: usually at most 1000 yuan; before there was no such limit.
      {salaried, 6'000'000, 100'000, month(2017, 1)},
      {salaried, 6'000'000, 120'000, month(2016, 12)},
      // Rounded to 0.1 yuan, half upward: 3049.00 x 1 % = 30.49; 3045.00 x 1 % = 30.45.
      {salaried, 304'900, 3'050, month(2026, 7)},
      {salaried, 304'500, 3'050, month(2026, 7)},
      {salaried, 304'499, 3'040, month(2026, 7)},
  };
  for (auto const& one : cases) {
    auto const rate = rate_of(shipped(), one.population, one.in);
    ASSERT_TRUE(rate.has_value());
    EXPECT_EQ(dues_owed(**rate, Fen{one.base}).value, one.owed)
        << label(one.population) << " " << one.base;
  }
}

TEST(Dues, the_arithmetic_names_band_rate_and_sum) {
  auto const rate = rate_of(shipped(), DuesPopulation::salaried, month(2026, 7));
  EXPECT_EQ(
      arithmetic_of(**rate, Fen{600'000}),
      "6000.00 元不超过 10000.00 元，整笔按 1.5% 计，6000.00 × 1.5% = 90.00 元（取整到 0.10 元）");
}

TEST(Dues, who_owes_nothing_and_why) {
  auto const july = month(2026, 7);
  MemberDues dues{.member = a_member()};
  EXPECT_EQ(due_of(shipped(), dues, july).cause, DueCause::basis_missing);
  auto floating = dues;
  floating.member.registration = Registration::floating;
  EXPECT_EQ(due_of(shipped(), floating, july).cause, DueCause::not_owing);  // 第九条
  dues.bases = {basis(month(2015, 1), Fen{600'000})};
  floating.bases = dues.bases;
  EXPECT_EQ(due_of(shipped(), dues, july).owed, Fen{9'000});
  EXPECT_EQ(due_of(shipped(), floating, july).owed, Fen{9'000});
  EXPECT_EQ(due_of(shipped(), floating, july).missing(Fen{}), Fen{}) << "第九条: may pay at home";
  EXPECT_EQ(due_of(shipped(), dues, july).missing(Fen{1'000}), Fen{8'000});
  // 第八条: from the day the branch meeting accepted them.
  EXPECT_EQ(due_of(shipped(), dues, month(2015, 2)).cause, DueCause::not_owing);
  EXPECT_EQ(due_of(shipped(), dues, month(2015, 3)).cause, DueCause::rate);
  dues.bases[0].relief = DuesReliefKind::exempt;  // 第七条
  EXPECT_EQ(due_of(shipped(), dues, july).cause, DueCause::exempt);
  dues.bases[0].relief = DuesReliefKind::reduced;
  dues.bases[0].reduced_to = Fen{100};
  EXPECT_EQ(due_of(shipped(), dues, july).owed, Fen{100});
}

TEST(Dues, nothing_is_owed_for_months_in_which_membership_was_suspended) {
  MemberDues dues{.member = a_member(), .bases = {basis(month(2015, 1), Fen{600'000})}};
  dues.suspensions = {{.from = *Date::from_ymd(2026, 3, 10), .until = *Date::from_ymd(2026, 6, 2)}};
  auto const owed = [&](int number) { return due_of(shipped(), dues, month(2026, number)).owed; };
  EXPECT_EQ(owed(3), Fen{9'000}) << "stopped within it";
  EXPECT_EQ(owed(4), Fen{0});
  EXPECT_EQ(owed(5), Fen{0});
  EXPECT_EQ(owed(6), Fen{9'000}) << "restored within it";
  dues.suspensions[0].until.reset();
  EXPECT_EQ(owed(2), Fen{9'000});
  EXPECT_EQ(owed(11), Fen{0});
}

TEST(Dues, a_month_is_due_while_it_lasts_and_owing_afterwards) {
  Due const due{Fen{9'000}, DueCause::rate};
  EXPECT_EQ(state_of(due, Fen{}, false), DuesState::due);
  EXPECT_EQ(state_of(due, Fen{1}, false), DuesState::partly_paid);
  EXPECT_EQ(state_of(due, Fen{1}, true), DuesState::owing);
  EXPECT_EQ(state_of(due, Fen{9'000}, true), DuesState::paid);
}

struct ArrearsCase {
  char const* today;
  int successive;
  char const* rule;
};

TEST(Dues, arrears_reach_their_steps_after_one_three_and_six_months) {
  auto const dues = owing_since(month(2026, 1));
  ArrearsCase const cases[] = {
      {"2026-01-31", 0, ""},
      {"2026-02-01", 1, "dues.arrears.remind"},
      {"2026-03-31", 2, "dues.arrears.remind"},
      {"2026-04-01", 3, "dues.arrears.warn"},
      {"2026-06-30", 5, "dues.arrears.warn"},
      {"2026-07-01", 6, "dues.arrears.removal"},  // 党章第九条
  };
  for (auto const& one : cases) {
    auto const today = day(one.today);
    auto const arrears = arrears_of(shipped(), dues, Month::of(today), today);
    EXPECT_EQ(arrears.successive, one.successive) << one.today;
    EXPECT_EQ(arrears.rule == nullptr ? "" : arrears.rule->id, one.rule) << one.today;
    EXPECT_EQ(arrears.missing.value, one.successive * 5'000);
  }
}

/// The shipped rules with a look-back of so many months.
rules::Rulebook looking_back(std::int64_t months) {
  auto const threshold =
      std::make_shared<rules::Threshold const>(months, rules::ThresholdUnit::months);
  rules::Rule own;
  own.id = "dues.arrears.look_back";
  own.kind = rules::Threshold::rule_kind;
  own.in_force = {day("2018-01-01"), std::nullopt};
  own.parsed = threshold;
  std::vector<rules::Rule> all;
  for (auto const* rule : shipped().as_of(day("2026-07-01"))) all.push_back(*rule);
  return {std::move(all), {own}};
}

TEST(Dues, are_looked_for_as_far_back_as_the_rule_says_and_no_step_is_out_of_sight) {
  auto const july = month(2026, 7);
  EXPECT_EQ(months_looked_back(shipped(), july), 12);
  EXPECT_EQ(months_looked_back(looking_back(18), july), 18);
  EXPECT_EQ(months_looked_back(looking_back(2), july), 6) << "the step of six months";
  auto const dues = owing_since(month(2020, 1));
  EXPECT_EQ(arrears_of(looking_back(18), dues, july, day("2026-08-10")).months, 18);
}

TEST(Dues, a_paid_month_between_breaks_the_succession_but_not_the_reminder) {
  auto dues = owing_since(month(2026, 1));
  dues.paid = {{.month = month(2026, 6), .amount = Fen{5'000}}};
  auto const arrears = arrears_of(shipped(), dues, month(2026, 7), day("2026-07-10"));
  EXPECT_EQ(arrears.successive, 0);
  EXPECT_EQ(arrears.months, 5);
  ASSERT_NE(arrears.rule, nullptr);
  EXPECT_EQ(arrears.rule->id, "dues.arrears.remind");
}

TEST(Dues, who_paid_too_little_owes_the_rest_and_did_not_stop_paying) {
  auto dues = owing_since(month(2026, 1));
  for (int i = 1; i <= 6; ++i) dues.paid.push_back({.month = month(2026, i), .amount = Fen{4'990}});
  auto const arrears = arrears_of(shipped(), dues, month(2026, 7), day("2026-07-10"));
  EXPECT_EQ(arrears.missing, Fen{60});
  EXPECT_EQ(arrears.months, 6);
  EXPECT_EQ(arrears.successive, 0) << "党章第九条: 不交纳";
}

}  // namespace
}  // namespace hangji::practice
