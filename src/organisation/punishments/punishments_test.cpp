// The periods of the regulations on discipline, counted by hand from the day of decision.
#include "organisation/punishments/punishments.h"

#include "kernel/rules/test_rules.h"
#include "kernel/rules/values.h"

#include <gmock/gmock.h>

#include <fmt/format.h>

using testing::ElementsAre;

namespace hangji::organisation {
namespace {

Date day(std::string_view text) { return parse_date(text).value(); }

std::vector<Consequence> consequences(Punishment const& punishment, std::string_view today) {
  static auto const book = [] {
    rules::RuleKinds kinds;
    kinds.add<rules::Threshold>();
    return rules::shipped_rules({"discipline.yaml"}, kinds);
  }();
  return consequences_of(punishment, book, day(today));
}

/// `2026-03-01–2027-03-01 第十条`
std::vector<std::string> periods(Punishment const& punishment) {
  std::vector<std::string> all;
  for (auto const& one : consequences(punishment, "2026-03-20")) {
    if (one.step) continue;
    all.push_back(fmt::format("{}–{} {}", to_text(one.from), to_text(one.until), one.rule.article));
  }
  return all;
}

struct Case {
  std::string_view form;
  std::string_view decided_on;
  std::vector<std::string> expected;
};

TEST(Punishments, last_as_long_as_the_regulation_of_the_day_of_decision_says) {
  Case const cases[] = {{"warning", "2026-03-01", {"2026-03-01–2027-03-01 第十条"}},
                        {"warning", "2018-09-30", {"2018-09-30–2019-09-30 第九条"}},
                        {"warning", "2015-12-31", {}},
                        {"serious_warning", "2025-08-31", {"2025-08-31–2027-02-28 第十条"}},
                        {"removal_from_post", "2024-02-29", {"2024-02-29–2026-02-28 第十一条"}},
                        {"expulsion", "2026-03-01", {"2026-03-01–2031-03-01 第十三条"}}};
  for (auto const& one : cases)
    EXPECT_EQ(periods({one.form, day(one.decided_on), 1}), one.expected) << one.form;
}

// 留党察看: no rights for its own months, then two years without an equal or higher post.
TEST(Punishments, probation_within_the_party_is_followed_by_two_years_without_post) {
  EXPECT_THAT(periods({"probation", day("2026-03-01"), 12}),
              ElementsAre("2026-03-01–2027-03-01 第十二条", "2027-03-01–2029-03-01 第十二条"));
}

TEST(Punishments, are_announced_within_a_month_and_reported_on_within_six) {
  auto const all = consequences({"warning", day("2026-01-31"), 1}, "2026-02-28");
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[1].text, "向所在党组织全体党员和本人宣布");
  EXPECT_EQ(all[1].until, day("2026-02-28"));
  EXPECT_FALSE(all[1].is_over) << "the last day";
  EXPECT_EQ(all[1].rule.article, "第四十四条");
  EXPECT_EQ(all[2].until, day("2026-07-31"));
  EXPECT_EQ(all[2].rule.id, "discipline.execution_report_within");
  EXPECT_TRUE(consequences({"warning", day("2026-01-31"), 1}, "2026-03-01")[1].is_over);
  Punishment const done{.form = "warning",
                        .decided_on = day("2026-01-31"),
                        .months = 1,
                        .announced_on = day("2026-03-05")};
  EXPECT_FALSE(consequences(done, "2026-03-20")[1].is_over) << "done, though late";
  EXPECT_EQ(consequences(done, "2026-03-20")[1].done_on, day("2026-03-05"));
}

// 留党察看期满，恢复党员权利: decided when its months are over, unless another decision came
// before.
TEST(Punishments, rights_are_decided_on_when_the_months_of_probation_are_over) {
  Punishment probation{.form = "probation", .decided_on = day("2026-03-01"), .months = 12};
  auto all = consequences(probation, "2027-03-01");
  ASSERT_EQ(all.size(), 5u);
  EXPECT_EQ(all[4].step, PunishmentStep::restored);
  EXPECT_EQ(all[4].until, day("2027-03-01"));
  EXPECT_EQ(all[4].rule.article, "第十二条");
  EXPECT_FALSE(all[4].is_over) << "the last day";
  EXPECT_TRUE(consequences(probation, "2027-03-02")[4].is_over);
  probation.restored_on = day("2027-04-01");
  all = consequences(probation, "2027-05-01");
  EXPECT_EQ(all[1].from, day("2027-04-01")) << "no post for two years from the decision";
  EXPECT_EQ(all[1].until, day("2029-04-01"));
  EXPECT_FALSE(all[4].is_over);
  probation.is_followed = true;
  EXPECT_EQ(consequences(probation, "2027-05-01").size(), 4u);
}

TEST(Punishments, end_on_the_day_after_their_last) {
  EXPECT_FALSE(consequences({"warning", day("2025-03-01"), 1}, "2026-02-28")[0].is_over);
  EXPECT_TRUE(consequences({"warning", day("2025-03-01"), 1}, "2026-03-01")[0].is_over);
}

}  // namespace
}  // namespace hangji::organisation
