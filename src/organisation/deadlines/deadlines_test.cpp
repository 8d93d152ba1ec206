#include "organisation/deadlines/deadlines.h"
#include "database/test_databases.h"
#include "kernel/facts/fact_kinds.h"
#include "kernel/facts/facts.h"
#include "kernel/rules/test_rules.h"
#include "kernel/rules/values.h"
#include "organisation/members/membership_decisions.h"
#include "organisation/organisation_rules.h"
#include "testing/world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hangji::organisation {
namespace {

using database::Transaction;
using testing::day;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::World;

rules::Rulebook shipped() {
  rules::RuleKinds kinds;
  kinds.add<rules::Threshold>();
  kinds.add<rules::ShareLimit>();
  kinds.add<Term>();
  kinds.add<ProbationExtension>();
  kinds.add<CommitteeSeats>();
  return rules::shipped_rules({"organisation.yaml", "recruitment.yaml", "discipline.yaml"}, kinds);
}

class Deadlines : public database::OnBothEngines {
protected:
  void SetUp() override {
    OnBothEngines::SetUp();
    clock().set(day("2026-11-23"));
    world.emplace(database(), clock());
    community = world->community("甲社区");
    branch = world->branch(community, "第一支部");
    other = world->branch(world->community("乙社区"), "第二支部");
  }
  std::vector<Deadline> below(UnitId root) {
    return world->read([&](Transaction& transaction) {
      return deadlines_below(transaction, rules, root, clock().today());
    });
  }
  /// `换届 2026-12-01`, `! 换届 …` when it is past; with the member's name.
  std::vector<std::string> told(UnitId root) {
    std::vector<std::string> lines;
    for (auto const& one : below(root)) {
      if (is_of_set_up(one)) continue;
      lines.push_back(fmt::format("{}{} {} {}", one.is_late ? "! " : "", one.title,
                                  to_text(one.due_on), one.member_name));
    }
    return lines;
  }
  std::vector<std::string> set_up(UnitId root) {
    std::vector<std::string> lines;
    for (auto const& one : below(root)) {
      if (is_of_set_up(one)) lines.push_back(one.title);
    }
    return lines;
  }
  static bool is_of_set_up(Deadline const& one) {
    return one.kind >= DeadlineKind::too_few_members;
  }
  void set_term(UnitId unit, std::string_view ends_on) {
    auto const set = world->change("test.term", [&](Change& open) {
      return organisation::set_term(open, unit, day(ends_on), "换届");
    });
    EXPECT_TRUE(set.has_value());
  }
  MemberId lost(std::string_view name, std::string_view since) {
    auto const id = world->member(branch, name);
    auto const done = world->change("test.lost", [&](Change& open) {
      return mark_lost_contact(open, id, day(since), "联系不上");
    });
    EXPECT_TRUE(done.has_value());
    return id;
  }
  FactId about(MemberId member, std::string_view kind, std::string_view topic, std::string_view on,
               std::int64_t amount = 1, FactId supersedes = {}) {
    auto const entered = world->change("test.fact", [&](Change& open) {
      open.about(branch, "登记");
      return facts::append(open, {.kind = std::string{kind},
                                  .topic = std::string{topic},
                                  .day = day(on),
                                  .unit = branch,
                                  .member = member,
                                  .amount = amount,
                                  .source = SourceId{member.value},
                                  .supersedes = supersedes,
                                  .note = "记注"});
    });
    EXPECT_TRUE(entered.has_value());
    return entered.value_or(FactId{});
  }
  MemberId on_probation(UnitId unit, std::string_view name, std::string_view joined_on) {
    return world->member(unit, name, [&](MemberDraft& draft) {
      draft.details.joined_on = day(joined_on);
      draft.details.full_member_on.reset();
      draft.from = day(joined_on);
    });
  }

  std::optional<World> world{};
  rules::Rulebook rules{shipped()};
  UnitId community{};
  UnitId branch{};
  UnitId other{};
};
HANGJI_ON_BOTH_ENGINES(Deadlines);

TEST_P(Deadlines, a_term_is_told_as_early_as_its_rule_reminds) {
  set_term(branch, "2027-05-23");
  EXPECT_THAT(told(branch), ElementsAre("换届 2027-05-23 "));
  clock().set(day("2026-11-22"));
  EXPECT_THAT(told(branch), ElementsAre()) << "six months and a day ahead";
  clock().set(day("2027-05-24"));
  EXPECT_THAT(told(branch), ElementsAre("! 换届 2027-05-23 "));
  auto const one = below(branch).front();
  EXPECT_EQ(one.rule.id, "organisation.term.three_years");
  EXPECT_THAT(one.why, HasSubstr("本届任期（3 年）2027年5月23日 已届满"));
  EXPECT_THAT(told(other), ElementsAre());
}

TEST_P(Deadlines, a_probation_of_a_year_is_told_a_month_ahead) {
  (void)on_probation(branch, "张三", "2025-12-23");
  (void)on_probation(branch, "李四", "2025-12-24");
  (void)on_probation(other, "王五", "2025-10-01");
  EXPECT_THAT(told(branch), ElementsAre("预备党员转正 2026-12-23 张三"));
  EXPECT_THAT(told(world->street()),
              ElementsAre("! 预备党员转正 2026-10-01 王五", "预备党员转正 2026-12-23 张三"))
      << "by day, over everything below";
  EXPECT_EQ(below(branch).back().rule.id, threshold::probation);
}

TEST_P(Deadlines, a_lengthened_probation_is_told_for_its_later_end) {
  auto const zhang = on_probation(branch, "张三", "2025-11-01");
  auto const done = world->change("test.extend", [&](Change& open) {
    return extend_probation(open, rules, {zhang, day("2026-11-02"), 6, "继续考察", "大会决议"});
  });
  ASSERT_TRUE(done.has_value());
  EXPECT_THAT(told(branch), ElementsAre());
  clock().set(day("2027-04-02"));
  EXPECT_THAT(told(branch), ElementsAre("预备党员转正 2027-05-01 张三"));
}

// 支部工作条例: 正式党员三人以上成立支部 (第四条), 七人以上设支委会 (第二十条), 一般不超过五十人;
// 联合支部一般不超过五个单位.
TEST_P(Deadlines, how_a_branch_is_set_up_is_held_against_the_rules) {
  world->member(other, "一");
  world->member(other, "二");
  EXPECT_THAT(set_up(other), ElementsAre("正式党员不足以设支部"));
  world->member(other, "三");
  EXPECT_THAT(set_up(other), ElementsAre());
  for (int i = 3; i < 6; ++i) world->member(other, fmt::format("党员{}", i));
  EXPECT_THAT(set_up(other), ElementsAre()) << "six formal members";
  auto const seventh = world->member(other, "七");
  EXPECT_THAT(set_up(other), ElementsAre("应设支部委员会"));
  world->post(other, Post::secretary, seventh);
  EXPECT_THAT(set_up(other), ElementsAre("应设支部委员会"));
  world->post(other, Post::organisation, seventh);
  EXPECT_THAT(set_up(other), ElementsAre());
  for (int i = 7; i < 50; ++i) world->member(other, fmt::format("党员{}", i));
  EXPECT_THAT(set_up(other), ElementsAre()) << "fifty members";
  world->member(other, "五十一");
  EXPECT_THAT(set_up(other), ElementsAre("支部党员人数过多"));
}

TEST_P(Deadlines, a_joint_branch_usually_covers_no_more_than_five_units) {
  auto const joint = world->unit(UnitKind::joint_branch, community, "联合支部");
  for (int i = 0; i < 3; ++i) world->member(joint, fmt::format("党员{}", i));
  auto const cover = [&](int number) {
    return world->change("test.cover", [&](Change& open) {
      EnterpriseDetails const details{.name = fmt::format("企业{}", number), .unit = joint};
      return register_enterprise(open, world->secrets(), details);
    });
  };
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(cover(i).has_value());
  EXPECT_THAT(set_up(joint), ElementsAre());
  ASSERT_TRUE(cover(5).has_value());
  EXPECT_THAT(set_up(joint), ElementsAre("联合党支部覆盖单位过多"));
}

TEST_P(Deadlines, who_is_out_of_contact_is_first_suspended_and_then_struck_off) {
  auto const zhang = lost("张三", "2026-05-20");
  EXPECT_THAT(told(branch), ElementsAre("! 失联党员停止党籍 2026-11-20 张三"));
  auto const set = [&](MemberState state, std::string_view on) {
    auto const done = world->change("test.state", [&](Change& open) {
      return set_suspended(open, zhang, state, day(on), "支部大会决定");
    });
    EXPECT_TRUE(done.has_value());
  };
  set(MemberState::suspended, "2026-11-21");
  EXPECT_THAT(told(branch), ElementsAre()) << "answered; the next one is two years away";
  clock().set(day("2028-10-25"));
  EXPECT_THAT(told(branch), ElementsAre("停止党籍期满除名 2028-11-21 张三"));
  auto const found = world->change("test.found", [&](Change& open) {
    return mark_found(open, zhang, day("2028-10-25"), "已联系上");
  });
  EXPECT_TRUE(found.has_value());
  EXPECT_THAT(told(branch), ElementsAre());
}

// 处分条例（2023）第四十四条: 一个月内宣布; 第四十五条: 六个月内报告.
TEST_P(Deadlines, a_punishment_is_to_be_announced_and_reported_until_it_is) {
  auto const zhang = world->member(branch, "张三");
  (void)about(zhang, facts::kind::member_disciplined, "warning", "2026-10-23");
  EXPECT_THAT(told(branch), ElementsAre("处分决定宣布 2026-11-23 张三"));
  EXPECT_THAT(told(other), ElementsAre());
  EXPECT_EQ(below(branch).front().rule.article, "第四十四条");
  EXPECT_THAT(below(branch).front().why,
              HasSubstr("2026年10月23日 决定给予警告处分，应向所在党组织全体党员和本人宣布"));
  clock().set(day("2027-03-23"));
  EXPECT_THAT(told(branch),
              ElementsAre("! 处分决定宣布 2026-11-23 张三", "处分执行情况报告 2027-04-23 张三"));
  auto const wrong = about(zhang, facts::kind::member_punishment_announced, "", "2026-11-20");
  EXPECT_THAT(told(branch), ElementsAre("处分执行情况报告 2027-04-23 张三"));
  (void)about(zhang, facts::kind::withdrawn, "", "2026-11-20", 1, wrong);
  EXPECT_EQ(told(branch).size(), 2U) << "taken back";
  (void)about(zhang, facts::kind::member_punishment_announced, "", "2026-11-21");
  (void)about(zhang, facts::kind::member_punishment_reported, "", "2027-03-20");
  EXPECT_THAT(told(branch), ElementsAre());
}

TEST_P(Deadlines, a_punishment_taken_back_asks_for_nothing_and_an_expulsion_still_does) {
  auto const zhang = world->member(branch, "张三");
  auto const wrong = about(zhang, facts::kind::member_disciplined, "warning", "2026-10-23");
  (void)about(zhang, facts::kind::withdrawn, "warning", "2026-10-23", 1, wrong);
  EXPECT_THAT(told(branch), ElementsAre());
  auto const li = world->member(branch, "李四");
  (void)about(li, facts::kind::member_disciplined, "expulsion", "2026-11-01");
  auto const ended = world->change("test.expel", [&](Change& open) {
    return end_membership(open, {li, MemberState::expelled, day("2026-11-01"), "开除党籍"});
  });
  ASSERT_TRUE(ended.has_value());
  EXPECT_THAT(told(branch), ElementsAre("处分决定宣布 2026-12-01 李四"));
}

// 第十二条: 留党察看期满, 恢复党员权利; 期满后仍不符合条件的, 延长一年.
TEST_P(Deadlines, rights_are_to_be_decided_on_when_probation_in_the_party_is_over) {
  auto const zhang = world->member(branch, "张三");
  (void)about(zhang, facts::kind::member_disciplined, "probation", "2025-12-23", 12);
  (void)about(zhang, facts::kind::member_punishment_announced, "", "2025-12-24");
  (void)about(zhang, facts::kind::member_punishment_reported, "", "2025-12-24");
  EXPECT_THAT(told(branch), ElementsAre("留党察看期满 2026-12-23 张三"));
  clock().set(day("2026-12-24"));
  EXPECT_THAT(told(branch), ElementsAre("! 留党察看期满 2026-12-23 张三"));
  auto const restored = about(zhang, facts::kind::member_rights_restored, "", "2026-12-24");
  EXPECT_THAT(told(branch), ElementsAre());
  (void)about(zhang, facts::kind::withdrawn, "", "2026-12-24", 1, restored);
  EXPECT_EQ(told(branch).size(), 1U);
  (void)about(zhang, facts::kind::member_disciplined, "probation", "2026-12-23", 12);
  EXPECT_THAT(told(branch), ElementsAre()) << "the longer one ends in a year";
}

TEST_P(Deadlines, who_has_left_and_who_is_registered_elsewhere_have_none) {
  auto const gone = on_probation(branch, "张三", "2025-11-01");
  (void)world->member(branch, "李四", [&](MemberDraft& draft) {
    draft.details.registration = Registration::floating;
    draft.details.joined_on = day("2025-11-01");
    draft.details.full_member_on.reset();
    draft.from = day("2025-11-01");
  });
  ASSERT_EQ(told(branch).size(), 1U);
  auto const ended = world->change("test.leave", [&](Change& open) {
    return end_membership(open, {gone, MemberState::transferred_out, day("2026-11-01"), "转出"});
  });
  EXPECT_TRUE(ended.has_value());
  EXPECT_THAT(told(branch), ElementsAre());
}

}  // namespace
}  // namespace hangji::organisation
