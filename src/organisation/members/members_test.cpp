#include "organisation/members/members.h"

#include "kernel/rules/test_rules.h"
#include "kernel/rules/values.h"
#include "kernel/secrets/sealed.h"
#include "organisation/members/members_operations.h"
#include "testing/world.h"

#include <gtest/gtest.h>

namespace hangji::organisation {

using hangji::testing::day;

namespace {
rules::Rulebook ages() {
  rules::RuleKinds kinds;
  kinds.add<rules::Threshold>();
  kinds.add<rules::ShareLimit>();
  kinds.add<Term>();
  kinds.add<ProbationExtension>();
  kinds.add<CommitteeSeats>();
  return rules::shipped_rules({"organisation.yaml", "recruitment.yaml"}, kinds);
}
}  // namespace

TEST(MemberWords, are_read_as_rosters_write_them) {
  EXPECT_EQ(parse_member_category("在职党员"), MemberCategory::in_post);
  EXPECT_EQ(parse_member_category(" 无 职 "), MemberCategory::no_post);
  EXPECT_EQ(parse_member_category("非公企业党员"), MemberCategory::non_public);
  EXPECT_EQ(parse_member_category("流动党员"), MemberCategory::floating);
  EXPECT_EQ(parse_member_category("老弱病残"), MemberCategory::old_weak_ill_disabled);
  EXPECT_FALSE(parse_member_category("群众"));
  EXPECT_EQ(parse_standing("正式党员"), Standing::formal);
  EXPECT_EQ(parse_standing("预备党员"), Standing::probationary);
  EXPECT_FALSE(parse_standing("发展对象"));
  EXPECT_EQ(parse_member_state("正常"), MemberState::active);
  EXPECT_EQ(parse_member_state("停止党籍"), MemberState::suspended);
  EXPECT_EQ(parse_member_state("开除党籍"), MemberState::expelled);
  EXPECT_EQ(parse_member_state("自行脱党"), MemberState::removed);
  EXPECT_EQ(parse_member_state("已死亡"), MemberState::deceased);
  EXPECT_EQ(parse_member_state("转出"), MemberState::transferred_out);
  EXPECT_FALSE(parse_member_state("?"));
  EXPECT_EQ(parse_sex("男性"), Sex::male);
  EXPECT_EQ(parse_sex("女"), Sex::female);
}

TEST(MemberWords, read_their_own_labels) {
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<MemberCategory>>(
      [](auto one) { EXPECT_EQ(parse_member_category(label(one.value)), one.value); });
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Standing>>(
      [](auto one) { EXPECT_EQ(parse_standing(label(one.value)), one.value); });
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<MemberState>>(
      [](auto one) { EXPECT_EQ(parse_member_state(label(one.value)), one.value); });
}

// Rules on recruitment, article 32: on probation until confirmed.
TEST(MemberStanding, is_formal_from_the_day_of_confirmation_on) {
  EXPECT_EQ(standing_on(day("2026-07-01"), day("2026-06-30")), Standing::probationary);
  EXPECT_EQ(standing_on(day("2026-07-01"), day("2026-07-01")), Standing::formal);
  EXPECT_EQ(standing_on(std::nullopt, day("2026-07-01")), Standing::probationary);
}

TEST(MemberCategories, are_proposed_where_nobody_said_one) {
  struct Case {
    Registration registration;
    std::string_view born_on;
    std::string_view occupation;
    bool is_in_enterprise_branch;
    MemberCategory category;
  };
  using enum MemberCategory;
  constexpr Case cases[] = {
      {Registration::floating, "1950-01-01", "退休", true, MemberCategory::floating},
      {Registration::registered, "1956-11-23", "工程师", true, old_weak_ill_disabled},
      {Registration::registered, "1956-11-24", "工程师", true, non_public},
      {Registration::registered, "1980-01-01", "退休职工", false, no_post},
      {Registration::registered, "1980-01-01", "教师", false, in_post},
      {Registration::registered, "1980-01-01", "", false, in_post},
  };
  auto const secrets = secrets::Secrets::for_tests();
  MemberDesk const desk{secrets, ages()};
  for (auto const& one : cases) {
    EXPECT_EQ(likely_category(desk, one.registration, day(one.born_on), day("2026-11-23"),
                              one.occupation, one.is_in_enterprise_branch),
              one.category)
        << one.born_on << one.occupation;
  }
}

class MemberChecks : public ::testing::Test {
protected:
  secrets::Secrets const secrets{secrets::Secrets::for_tests()};
  MemberDesk const desk{secrets, ages()};
  Date const today{day("2026-11-23")};

  static MemberDetails good() {
    MemberDetails details;
    details.name = "张三";
    details.identity_number =
        hangji::testing::invented_identity_number(day("1980-05-01"), Sex::female, 7);
    details.joined_on = day("2005-07-01");
    details.full_member_on = day("2006-07-01");
    details.phone = "100 0000 1234";
    return details;
  }
  [[nodiscard]] std::string refusal(MemberDetails const& details) const {
    auto const row = with_details(desk, {}, details, today);
    return row ? "" : row.error().code;
  }
};

TEST_F(MemberChecks, fill_sex_and_birth_from_the_identity_number_and_seal_numbers) {
  auto const row = with_details(desk, {}, good(), today);
  ASSERT_TRUE(row) << row.error().message;
  EXPECT_EQ(row->initials, "zs");
  EXPECT_EQ(row->sex, Sex::female);
  EXPECT_EQ(row->born_on, day("1980-05-01"));
  EXPECT_EQ(row->phone_tail, "1234");
  EXPECT_EQ(secrets.open(row->phone_sealed), "10000001234");
  auto const number = secrets.open(row->identity_sealed);
  EXPECT_EQ(row->identity_tail, number.substr(14));
  EXPECT_EQ(row->identity_hash, secrets.lookup_hash(number));
}

TEST_F(MemberChecks, refuse_what_does_not_fit_in_order) {
  struct Case {
    void (*spoil)(MemberDetails&);
    std::string_view code;
  };
  constexpr Case cases[] = {
      {[](MemberDetails& d) { d.name = " "; }, "members.name_missing"},
      {[](MemberDetails& d) { d.identity_number = "999999198005010001"; },
       "members.identity_wrong"},
      {[](MemberDetails& d) { d.identity_number = ""; }, "members.sex_missing"},
      {[](MemberDetails& d) { d.sex = Sex::male; }, "members.sex_disagrees"},
      {[](MemberDetails& d) {
         d.identity_number = "";
         d.sex = Sex::male;
       },
       "members.birth_missing"},
      {[](MemberDetails& d) { d.born_on = day("1980-05-02"); }, "members.birth_disagrees"},
      {[](MemberDetails& d) { d.joined_on.reset(); }, "members.joining_missing"},
      {[](MemberDetails& d) { d.joined_on = day("1998-04-30"); }, "members.too_young"},
      {[](MemberDetails& d) { d.full_member_on = day("2005-06-30"); },
       "members.dates_out_of_order"},
      {[](MemberDetails& d) { d.full_member_on = day("2026-11-24"); }, "members.in_the_future"},
      {[](MemberDetails& d) { d.phone = "12"; }, "members.phone_wrong"},
      {[](MemberDetails& d) { d.fixed_phone = "电话"; }, "members.phone_wrong"},
  };
  EXPECT_EQ(refusal(good()), "");
  for (auto const& [spoil, code] : cases) {
    auto details = good();
    spoil(details);
    EXPECT_EQ(refusal(details), code);
  }
}

// Rules on recruitment, article 5: eighteen years; the birthday counts.
TEST_F(MemberChecks, let_people_join_on_their_eighteenth_birthday) {
  auto details = good();
  details.joined_on = day("1998-05-01");
  EXPECT_EQ(refusal(details), "");
}

TEST_F(MemberChecks, without_an_identity_number_take_what_is_said) {
  auto details = good();
  details.identity_number = "";
  details.sex = Sex::male;
  details.born_on = day("1980-05-02");
  auto const row = with_details(desk, {}, details, today);
  ASSERT_TRUE(row) << row.error().message;
  EXPECT_FALSE(row->identity_hash);
  EXPECT_EQ(row->identity_tail, "");
}

TEST_F(MemberChecks, hold_a_correction_against_the_number_that_is_known) {
  auto const row = with_details(desk, {}, good(), today);
  ASSERT_TRUE(row);
  MemberDetails correction;
  correction.born_on = day("1981-05-01");
  auto const refused = with_details(desk, *row, correction, today);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "members.birth_disagrees");
  // What is not mentioned stays, sealed texts to the letter.
  MemberDetails other;
  other.occupation = "教师";
  other.phone = "10000001234";
  auto const corrected = with_details(desk, *row, other, today);
  ASSERT_TRUE(corrected);
  EXPECT_EQ(corrected->occupation, "教师");
  EXPECT_EQ(corrected->phone_sealed, row->phone_sealed);
  EXPECT_EQ(corrected->identity_sealed, row->identity_sealed);
  EXPECT_EQ(corrected->full_member_on, row->full_member_on);
}

// 党章 (1982) 第一条: 年满十八岁. Who joined before it is not refused by it.
TEST_F(MemberChecks, ask_the_age_of_joining_of_the_rule_of_that_day) {
  auto details = good();
  details.identity_number =
      hangji::testing::invented_identity_number(day("1965-05-29"), Sex::female, 7);
  auto const joined = [&](std::string_view on) {
    details.joined_on = day(on);
    return refusal(details);
  };
  EXPECT_EQ(joined("1982-09-05"), "");
  EXPECT_EQ(joined("1982-09-06"), "members.too_young");
  EXPECT_EQ(joined("1983-05-28"), "members.too_young");
  EXPECT_EQ(joined("1983-05-29"), "");
}

}  // namespace hangji::organisation
