// The numbers of rules/organisation.yaml and recruitment.yaml on the day each begins, and which
// kind of unit owes what: by hand from the regulations.
#include "application/rule_kinds.h"
#include "kernel/rules/test_rules.h"
#include "kernel/rules/values.h"
#include "organisation/organisation_rules.h"
#include "organisation/units/units.h"
#include "practice/activities/activity_kind.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace hangji::application {

using testing::ElementsAre;
using testing::IsEmpty;

namespace {
rules::Rulebook const& book() {
  static rules::Rulebook const shipped{
      rules::shipped_rules({"organisation.yaml", "recruitment.yaml", "activities.yaml",
                            "duties.yaml", "votes.yaml", "archive.yaml"},
                           all_rule_kinds())};
  return shipped;
}

Date day(std::string_view text) { return parse_date(text).value(); }

struct ThresholdCase {
  std::string_view rule;
  std::string_view first_day;
  std::int64_t value;
  rules::ThresholdUnit unit;
  std::string_view article;
  /// None on the day before, when it is the first version.
  std::string_view article_before{};
};

using enum rules::ThresholdUnit;
constexpr ThresholdCase cases[] = {
    {"organisation.branch.least_formal_members", "2018-10-28", 3, persons, "第四条"},
    {"organisation.branch.most_members", "2018-10-28", 50, persons, "第四条"},
    {"organisation.joint_branch.most_units", "2018-10-28", 5, units, "第五条"},
    {"organisation.branch_committee.least_formal_members", "2018-10-28", 7, persons, "第二十条"},
    {"organisation.secretary.least_standing", "2018-10-28", 1, years, "第二十三条"},
    {"organisation.term.most_change", "2018-07-12", 1, years, "第三条"},
    {"organisation.congress.least_members", "2020-07-13", 500, persons, "第四条"},
    {"member.transfer.after", "2019-05-06", 6, months, "第二十五条"},
    {"member.floating.after", "2006-06-01", 6, months, "流动党员的定义"},
    {"member.floating.after", "2024-11-11", 6, months, "流动党员的定义", "流动党员的定义"},
    {"member.lost_contact.after", "2019-05-06", 6, months, "第二十四条"},
    {"member.lost_contact.removal_after", "2019-05-06", 2, years, "第二十四条"},
    {"member.abroad.suspension_after", "2019-05-06", 5, years, "第二十四条"},
    {"member.graduate.retention", "2019-05-06", 2, years, "第七章"},
    {"member.learning.hours_a_year", "2019-05-06", 32, hours, "集中学习培训的规定"},
    {"secretary.learning.hours_a_year", "2019-05-06", 56, hours, "集中学习培训的规定"},
    {"member.rectification.usual", "2024-06-16", 6, months, "限期改正的规定"},
    {"member.rectification.most", "2024-06-16", 12, months, "限期改正的规定"},
    {"member.removal.rejoin_after", "2024-06-16", 5, years, "劝退和除名的规定"},
    {"member.joining.least_age", "1982-09-06", 18, years, "第一条"},
    {"member.joining.least_age", "2014-05-28", 18, years, "第五条", "第一条"},
    {"recruitment.talk_within", "2014-05-28", 1, months, "第七条"},
    {"recruitment.contacts", "2014-05-28", 2, persons, "第九条"},
    {"recruitment.inspection_every", "2014-05-28", 6, months, "第十一条"},
    {"recruitment.cultivation_least", "2014-05-28", 1, years, "第十三条"},
    {"recruitment.introducers", "2014-05-28", 2, persons, "第十四条"},
    {"recruitment.training_days", "2014-05-28", 3, days, "第十七条"},
    {"recruitment.training_hours", "2014-05-28", 24, hours, "第十七条"},
    {"recruitment.leaving_within", "2014-05-28", 3, months, "第十九条"},
    {"recruitment.approval_within", "2014-05-28", 3, months, "第二十七条"},
    {"recruitment.approval_at_most", "2014-05-28", 6, months, "第二十七条"},
    {"member.probation.length", "2014-05-28", 12, months, "第三十二条"},
    {"member.probation.approval_within", "2014-05-28", 3, months, "第三十四条"},
};

/// Ids of the activities and duties whose `units` name the kind.
std::vector<std::string> owed_by(std::string_view unit_kind) {
  std::vector<std::string> ids;
  auto const add = [&](auto const& rule) {
    if (std::ranges::find(rule->units, unit_kind) != rule->units.end())
      ids.push_back(rule.rule->id);
  };
  for (auto const& kind : book().all<practice::ActivityKind>(day("2026-11-01"))) {
    if (kind->cadence) add(kind);
  }
  for (auto const& duty : book().all<obligations::Duty>(day("2026-11-01"))) add(duty);
  return ids;
}
}  // namespace

TEST(ShippedOrganisation, each_threshold_begins_on_its_day_with_its_article) {
  for (auto const& one : cases) {
    auto const first = day(one.first_day);
    auto const found = book().find<rules::Threshold>(one.rule, first);
    ASSERT_TRUE(found) << one.rule;
    EXPECT_EQ((*found)->value, one.value) << one.rule;
    EXPECT_EQ((*found)->unit, one.unit) << one.rule;
    EXPECT_EQ(found->rule->source.article, one.article) << one.rule;
    auto const* before = book().rule(one.rule, first.plus_days(-1));
    EXPECT_EQ(before ? before->source.article : "", one.article_before) << one.rule;
  }
}

// 任期意见 第一条: 基层党委、社区五年, 总支、支部三年.
TEST(ShippedOrganisation, terms_begin_with_the_opinion_of_2018) {
  auto const years = [](std::string_view unit_kind, std::string_view on) {
    auto const term = book().first<organisation::Term>(
        day(on), [&](auto const& one) { return std::ranges::count(one.units, unit_kind) > 0; });
    return term ? (*term)->years : 0;
  };
  EXPECT_EQ(years("community", "2018-07-11"), 0);
  EXPECT_EQ(years("community", "2018-07-12"), 5);
  EXPECT_EQ(years("committee", "2026-11-01"), 5);
  EXPECT_EQ(years("general_branch", "2026-11-01"), 3);
  EXPECT_EQ(years("mobile_branch", "2026-11-01"), 3);
  EXPECT_EQ(years("temporary_branch", "2026-11-01"), 0) << "ends with its task";
}

// 支部条例 第八条: 临时党支部 holds meetings, lessons and theme days; it elects nobody, reviews
// nobody and keeps no register of its own.
TEST(ShippedOrganisation, a_temporary_branch_owes_only_what_its_rules_name) {
  EXPECT_THAT(owed_by(organisation::rule_code(organisation::UnitKind::temporary_branch)),
              ElementsAre("activity.theme_day", "activity.branch_meeting", "activity.lesson"));
}

TEST(ShippedOrganisation, a_branch_for_floating_members_owes_what_a_branch_owes) {
  using organisation::UnitKind;
  auto const branch = owed_by(organisation::rule_code(UnitKind::branch));
  EXPECT_THAT(branch, testing::Contains("activity.branch_committee"));
  EXPECT_THAT(branch, testing::Contains("duty.points_close"));
  EXPECT_EQ(owed_by(organisation::rule_code(UnitKind::mobile_branch)), branch);
  EXPECT_EQ(owed_by(organisation::rule_code(UnitKind::joint_branch)), branch);
  EXPECT_THAT(owed_by(organisation::rule_code(UnitKind::committee)), IsEmpty());
}

}  // namespace hangji::application
