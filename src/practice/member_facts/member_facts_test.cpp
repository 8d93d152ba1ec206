#include "practice/member_facts/member_facts.h"

#include "database/test_databases.h"
#include "kernel/facts/fact_kinds.h"
#include "kernel/facts/facts.h"
#include "testing/world.h"

#include <gmock/gmock.h>

namespace hangji::practice {
namespace {
using journal::Change;
using testing::day;

/// Today is 20 March 2026.
class MemberFacts : public database::OnBothEngines {
protected:
  void SetUp() override {
    clock().set(day("2026-03-20"));
    world.emplace(database(), clock());
    zhang = world->member(world->branch(world->community("甲社区"), "第一支部"), "张三");
  }
  template <class T> static std::string code(Result<T> const& result) {
    return result ? "" : result.error().code;
  }
  Result<FactId> enter(std::string_view kind, std::string_view topic, std::string_view on,
                       std::string_view note = "") {
    return world->change("test.enter", [&](Change& change) {
      return enter_member_fact(change, {.member = zhang,
                                        .kind = std::string{kind},
                                        .topic = std::string{topic},
                                        .day = day(on),
                                        .note = std::string{note}});
    });
  }
  std::string withdraw(FactId id, std::string_view reason) {
    return code(world->change(
        "test.withdraw", [&](Change& change) { return withdraw_member_fact(change, id, reason); }));
  }
  std::vector<MemberFactView> all() {
    return world->read([&](database::Transaction& t) { return member_facts_of(t, zhang); });
  }
  std::optional<testing::World> world{};
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
  EXPECT_EQ(all().front().topic_name, "合格") << "the newest first";
  EXPECT_EQ(all().front().entered_by, "测试员");
  EXPECT_EQ(withdraw(*given, ""), "facts.reason_missing");
  EXPECT_EQ(withdraw(*given, "录错了"), "");
  EXPECT_EQ(withdraw(*given, "录错了"), "facts.superseded_already");
  EXPECT_EQ(all().size(), 1U);
  EXPECT_EQ(code(enter("review.graded", "excellent", "2026-03-01")), "");
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
