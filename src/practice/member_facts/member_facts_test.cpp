#include "practice/member_facts/member_facts.h"

#include "database/test_databases.h"
#include "kernel/facts/fact_kinds.h"
#include "kernel/facts/facts.h"
#include "kernel/rules/load.h"
#include "kernel/rules/values.h"
#include "practice/member_facts/review_grades.h"
#include "testing/world.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace hangji::practice {
namespace {
using journal::Change;
using testing::day;

/// The shipped rules on discipline, and the share of the excellent as it is shipped.
rules::Rulebook const& test_rules() {
  static auto const book = [] {
    rules::RuleKinds kinds;
    kinds.add<rules::Threshold>();
    kinds.add<rules::ShareLimit>();
    auto const file =
        std::filesystem::path{__FILE__}.parent_path() / "../../../rules/discipline.yaml";
    std::ifstream in{file};
    std::string discipline{std::istreambuf_iterator<char>{in}, {}};
    std::string const share = R"(
- id: review.excellent.most_share
  kind: share_limit
  title: 民主评议优秀比例
  in_force: [2018-10-28, null]
  source: {document: 党支部工作条例（试行）, article: 第十八条}
  certainty: verified
  severity: advisory
  parameters: {share: {numerator: 1, denominator: 3, strict: false}}
)";
    return rules::Rulebook{
        rules::read_rules({{"discipline.yaml", discipline}, {"share.yaml", share}}, kinds).value(),
        {}};
  }();
  return book;
}

/// Today is 20 March 2026.
class MemberFacts : public database::OnBothEngines {
protected:
  void SetUp() override {
    clock().set(day("2026-03-20"));
    world.emplace(database(), clock());
    branch = world->branch(world->community("甲社区"), "第一支部");
    zhang = world->member(branch, "张三");
  }
  template <class T> static std::string code(Result<T> const& result) {
    return result ? "" : result.error().code;
  }
  Result<FactId> enter(std::string_view kind, std::string_view topic, std::string_view on,
                       std::string_view note = "") {
    return enter({.member = zhang,
                  .kind = std::string{kind},
                  .topic = std::string{topic},
                  .day = day(on),
                  .note = std::string{note}});
  }
  Result<FactId> enter(NewMemberFact const& wanted) {
    return world->change("test.enter", [&](Change& change) {
      return enter_member_fact(change, test_rules(), wanted);
    });
  }
  std::string grade(std::vector<Grade> const& grades, int year, std::string_view on) {
    return code(world->change("test.grade", [&](Change& change) {
      return grade_members(change, test_rules(), {branch, year, day(on), grades});
    }));
  }
  ReviewSheet review(int year) {
    return world->read(
        [&](database::Transaction& t) { return review_sheet(t, test_rules(), branch, year); });
  }
  std::string withdraw(FactId id, std::string_view reason) {
    return code(world->change(
        "test.withdraw", [&](Change& change) { return withdraw_member_fact(change, id, reason); }));
  }
  std::vector<MemberFactView> all() {
    return world->read(
        [&](database::Transaction& t) { return member_facts_of(t, test_rules(), zhang); });
  }
  std::optional<testing::World> world{};
  UnitId branch{};
  MemberId zhang{};
};
HANGJI_ON_BOTH_ENGINES(MemberFacts);

TEST_P(MemberFacts, a_grade_is_given_once_a_year_and_can_be_taken_back) {
  auto const given = enter("review.graded", "qualified", "2026-02-01");
  ASSERT_TRUE(given.has_value()) << given.error().message;
  EXPECT_EQ(code(enter("review.graded", "excellent", "2026-03-01")),
            "member_facts.already_entered");
  EXPECT_EQ(code(enter("review.graded", "excellent", "2025-12-31")), "");
  ASSERT_EQ(all().size(), 2U);
  EXPECT_EQ(all().front().topic_name, "2026年度合格") << "the newest first";
  EXPECT_EQ(all().front().entered_by, "测试员");
  EXPECT_EQ(withdraw(*given, ""), "facts.reason_missing");
  EXPECT_EQ(withdraw(*given, "录错了"), "");
  EXPECT_EQ(withdraw(*given, "录错了"), "facts.superseded_already");
  EXPECT_EQ(all().size(), 1U);
  EXPECT_EQ(code(enter("review.graded", "excellent", "2026-03-01")), "");
}

TEST_P(MemberFacts, a_grade_counts_for_the_year_reviewed_not_the_year_it_is_entered_in) {
  NewMemberFact of_2025{.member = zhang,
                        .kind = "review.graded",
                        .topic = "qualified",
                        .day = day("2026-01-15"),
                        .year = 2025};
  EXPECT_EQ(code(enter(of_2025)), "");
  EXPECT_EQ(code(enter("review.graded", "excellent", "2026-03-01")), "") << "of 2026";
  EXPECT_EQ(code(enter(of_2025)), "member_facts.already_entered");
  of_2025.year = 2024;
  EXPECT_EQ(code(enter(of_2025)), "member_facts.year_wrong");
  of_2025.year = 2027;
  EXPECT_EQ(code(enter(of_2025)), "member_facts.year_wrong");
}

// 预备党员参加民主评议，但不评定等次.
TEST_P(MemberFacts, who_is_on_probation_is_not_graded) {
  auto const li = world->member(
      branch, "李预备", [](auto& draft) { draft.details.full_member_on = day("2026-03-02"); });
  NewMemberFact graded{
      .member = li, .kind = "review.graded", .topic = "qualified", .day = day("2026-03-01")};
  EXPECT_EQ(code(enter(graded)), "member_facts.probationary");
  graded.day = day("2026-03-02");
  EXPECT_EQ(code(enter(graded)), "");
}

TEST_P(MemberFacts, a_branch_is_graded_at_once_and_told_of_too_many_excellent) {
  auto const li = world->member(branch, "李四");
  auto const wang = world->member(branch, "王五");
  world->member(branch, "周预备", [](auto& draft) { draft.details.full_member_on.reset(); });
  EXPECT_EQ(grade({{zhang, "excellent"}, {li, "qualified"}}, 2025, "2026-03-01"), "");
  // Four members: a third of them, rounded down, is one.
  EXPECT_EQ(review(2025).most_excellent, 1);
  EXPECT_EQ(review(2025).warning, "");
  EXPECT_EQ(grade({{zhang, "excellent"}, {li, "excellent"}, {wang, "best"}}, 2025, "2026-03-02"),
            "member_facts.topic_unknown");
  EXPECT_EQ(review(2025).excellent, 1) << "all or none";
  EXPECT_EQ(grade({{zhang, "excellent"}, {li, "excellent"}}, 2025, "2026-03-02"), "");
  auto const sheet = review(2025);
  EXPECT_EQ(sheet.excellent, 2);
  EXPECT_EQ(sheet.warning, "优秀 2 人，党员总数 4 人，按比例一般不超过 1 人");
  EXPECT_EQ(sheet.rule->id, "review.excellent.most_share");
  EXPECT_EQ(review(2026).excellent, 0);
}

TEST_P(MemberFacts, probation_within_the_party_is_entered_with_its_months) {
  NewMemberFact probation{.member = zhang,
                          .kind = "member.disciplined",
                          .topic = "probation",
                          .day = day("2026-03-01"),
                          .note = "某纪〔2026〕2号"};
  EXPECT_EQ(code(enter(probation)), "member_facts.months_wrong");
  probation.months = 25;
  EXPECT_EQ(code(enter(probation)), "member_facts.months_wrong") << "two years at most";
  probation.months = 24;
  EXPECT_EQ(code(enter(probation)), "");
  EXPECT_EQ(all().front().topic_name, "留党察看24个月");
  ASSERT_EQ(all().front().consequences.size(), 5u);
  EXPECT_EQ(all().front().consequences[1].until, day("2030-03-01"));
  EXPECT_EQ(code(enter("review.graded", "qualified", "2026-03-02")), "");
  EXPECT_TRUE(all().front().consequences.empty()) << "of punishments alone";
}

TEST_P(MemberFacts, what_makes_no_sense_is_refused) {
  EXPECT_EQ(code(enter("activity.attended", "", "2026-03-01")), "member_facts.kind_unknown")
      << "attendance comes from its activity";
  EXPECT_EQ(code(enter("review.graded", "best", "2026-03-01")), "member_facts.topic_unknown");
  EXPECT_EQ(code(enter("member.convicted", "warning", "2026-03-01", "某号")),
            "member_facts.topic_unknown");
  EXPECT_EQ(code(enter("member.disciplined", "warning", "2026-03-01")),
            "member_facts.note_missing");
  EXPECT_EQ(code(enter("activity.spoke", "lesson", "2026-03-21")), "facts.in_the_future");
  EXPECT_EQ(code(enter("activity.spoke", "lesson", "2009-12-31")), "member_facts.member_unknown");
  EXPECT_EQ(withdraw(FactId{77}, "误"), "member_facts.not_found");
  EXPECT_TRUE(all().empty());
}

TEST_P(MemberFacts, each_kind_is_known_to_the_ledger) {
  for (auto const& kind : member_fact_kinds()) EXPECT_TRUE(facts::kind::is_known(kind.fact));
}

}  // namespace
}  // namespace hangji::practice
