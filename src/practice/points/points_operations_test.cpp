#include "practice/points/points_operations.h"
#include "database/test_databases.h"
#include "kernel/facts/fact_kinds.h"
#include "practice/points/points_bulk.h"
#include "practice/points/points_store.h"
#include "practice/points/points_test_rules.h"
#include "practice/points/points_views.h"
#include "testing/world.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>

namespace hangji::practice {
namespace {

namespace kind = facts::kind;
using database::Transaction;
using facts::FactDraft;
using journal::Change;
using periods::CalendarPeriod;
using periods::Every;
using testing::World;

Month month(int number) { return *Month::from_ym(2026, number); }

class PointsBooks : public database::OnBothEngines {
protected:
  void SetUp() override {
    OnBothEngines::SetUp();
    clock().set(testing::day("2026-07-20"));
    world.emplace(database(), clock());
    auto const community = world->community("中共民生路社区委员会");
    branch = world->branch(community, "中共民生路第一支部委员会");
    other = world->branch(community, "中共民生路第二支部委员会");
    zhang = world->member(branch, "张三");
    li = world->member(branch, "李四");
    wang = world->member(other, "王五");
  }

  template <class Work> std::string change_as(std::int64_t user, Work&& work) {
    auto const answer = database().change(tenant(), [&](Transaction& transaction) {
      Change open{transaction, {UserId{user}, "测试员"}, "points.test"};
      auto result = work(open);
      if (result) open.finish();
      return result;
    });
    return answer ? "" : answer.error().code;
  }
  std::string propose(NewProposal const& wanted) {
    return change_as(1, [&](Change& open) { return propose_points(open, rules, wanted); });
  }
  std::string decide(std::int64_t user, ProposalId id, ProposalDecision const& decision) {
    return change_as(user, [&](Change& open) { return decide_proposal(open, id, decision); });
  }
  std::string close(Month of, UnitId unit = {}) {
    return change_as(1, [&](Change& open) {
      return close_register(open, rules, unit.is_none() ? branch : unit, of);
    });
  }
  std::string publish(CalendarPeriod quarter) {
    return change_as(1, [&](Change& open) { return publish_quarter(open, branch, quarter); });
  }
  FactId enter(FactDraft const& draft) {
    FactId id;
    auto const code = change_as(1, [&](Change& open) {
      open.about(branch, "登记");
      auto added = facts::append(open, draft);
      if (added) id = *added;
      return added;
    });
    EXPECT_EQ(code, "");
    return id;
  }
  FactDraft attended(MemberId member, Month of, std::string_view topic = "activity.theme_day") {
    return {.kind = std::string{kind::activity_attended},
            .topic = std::string{topic},
            .day = of.first_day().plus_days(9),
            .unit = branch,
            .member = member,
            .amount = 120};
  }
  FactDraft corrected(FactDraft draft, FactId old, std::string_view what) {
    draft.kind = what;
    draft.supersedes = old;
    draft.note = "记错";
    return draft;
  }
  Register book(Month of) {
    return world->read([&](Transaction& t) { return register_of(t, rules, branch, of); });
  }
  ProposalList proposals() {
    return world->read(
        [&](Transaction& t) { return proposal_list(t, rules, branch, {UserId{1}, zhang}); });
  }
  std::vector<TallyLine> tallies(Month of) {
    return world->read([&](Transaction& t) { return tallies_of(t, branch, of, of); });
  }

  rules::Rulebook rules{points_test_rules()};
  std::optional<World> world{};
  UnitId branch{};
  UnitId other{};
  MemberId zhang{};
  MemberId li{};
  MemberId wang{};
};
HANGJI_ON_BOTH_ENGINES(PointsBooks);

TEST_P(PointsBooks, a_proposal_is_refused_in_order) {
  auto const today = clock().today();
  EXPECT_EQ(propose({.member = MemberId{7}, .item = "points.daily.merit", .day = today}),
            "points.member_unknown");
  EXPECT_EQ(propose({.member = zhang, .item = "points.daily.theme_day", .day = today}),
            "points.item_unknown");
  EXPECT_EQ(propose({.member = zhang, .item = "points.red_line.discipline", .day = today}),
            "points.item_unknown");
  auto const old = world->member(branch, "赵六", [](organisation::MemberDraft& draft) {
    draft.category = MemberCategory::old_weak_ill_disabled;
  });
  EXPECT_EQ(propose({.member = old, .item = "points.daily.merit", .day = today}),
            "points.not_for_category");
  for (auto const amount : {Points{501}, Points{0}, Points{-1}}) {
    EXPECT_EQ(
        propose({.member = zhang, .item = "points.daily.merit", .day = today, .amount = amount}),
        "points.amount_wrong");
  }
  EXPECT_EQ(propose({.member = zhang, .item = "points.base.undone", .day = today}),
            "points.reason_missing");
  EXPECT_EQ(propose({.member = zhang, .item = "points.daily.merit", .day = today.plus_days(1)}),
            "points.in_the_future");
}

TEST_P(PointsBooks, a_second_person_confirms_and_only_then_it_counts) {
  EXPECT_EQ(propose({.member = zhang, .item = "points.daily.merit", .day = clock().today()}), "");
  EXPECT_EQ(book(month(7)).rows[1].daily, Points{0});
  EXPECT_EQ(book(month(7)).pending_proposals, 1);
  auto const list = proposals();
  ASSERT_EQ(list.rows.size(), 1u);
  EXPECT_TRUE(list.rows[0].is_own);
  auto const id = list.rows[0].id;
  EXPECT_EQ(decide(2, id, {.decision = Decision::decline}), "points.reason_missing");
  EXPECT_EQ(decide(2, ProposalId{5}, {}), "points.proposal_unknown");
  EXPECT_EQ(decide(1, id, {}), "points.own_proposal");
  EXPECT_EQ(decide(2, id, {.decider = zhang}), "points.own_points");
  EXPECT_EQ(decide(2, id, {.decider = li}), "");
  EXPECT_EQ(decide(3, id, {}), "points.already_decided");
  EXPECT_EQ(book(month(7)).rows[1].daily, Points{500});
}

TEST_P(PointsBooks, a_declined_proposal_gives_nothing) {
  EXPECT_EQ(propose({.member = zhang, .item = "points.daily.merit", .day = clock().today()}), "");
  EXPECT_EQ(
      decide(2, proposals().rows[0].id, {.decision = Decision::decline, .answer = "没有依据"}), "");
  EXPECT_EQ(book(month(7)).rows[1].daily, Points{0});
  EXPECT_EQ(proposals().rows[0].state, ProposalState::declined);
}

TEST_P(PointsBooks, a_register_is_refused_in_order) {
  EXPECT_EQ(close(month(7)), "points.month_not_over");
  EXPECT_EQ(close(month(4)), "");
  EXPECT_EQ(close(month(6)), "points.earlier_open");
  EXPECT_EQ(propose({.member = zhang, .item = "points.daily.merit", .day = month(5).last_day()}),
            "");
  EXPECT_EQ(close(month(5)), "points.proposals_pending");
  EXPECT_EQ(decide(2, proposals().rows[0].id, {}), "");
  EXPECT_EQ(close(month(5)), "");
  EXPECT_EQ(close(month(5)), "points.already_closed");
}

TEST_P(PointsBooks, a_closed_register_stands_and_a_late_correction_counts_in_the_open_month) {
  auto const draft = attended(zhang, month(6));
  auto const id = enter(draft);
  EXPECT_EQ(close(month(6)), "");
  auto const june = to_json(book(month(6)));
  enter(corrected(draft, id, kind::activity_absent));
  EXPECT_EQ(to_json(book(month(6))), june);
  auto const july = book(month(7));
  EXPECT_EQ(july.rows[0].name, "李四");  // ls before zs
  EXPECT_EQ(july.rows[1].correction, Points{-700});
  EXPECT_EQ(july.rows[1].total, Points{6'900});
}

TEST_P(PointsBooks, every_point_of_a_member_explains_itself) {
  auto const draft = attended(zhang, month(6));
  auto const id = enter(draft);
  EXPECT_EQ(close(month(6)), "");
  enter(corrected(draft, id, kind::activity_absent));
  enter(attended(zhang, month(7)));
  auto const page =
      world->read([&](Transaction& t) { return member_points(t, rules, zhang, month(7)).value(); });
  EXPECT_EQ(page.explanation.title, "张三2026年7月积分");
  EXPECT_EQ(page.explanation.value, "74 分");  // 60 + 5 + 16 - 7
  bool names_the_rule = false;
  bool names_the_month = false;
  for (auto const& step : page.explanation.steps) {
    names_the_rule = names_the_rule || (step.rule && step.rule->id == "points.daily.theme_day");
    names_the_month = names_the_month || step.text.starts_with("更正2026年6月");
    EXPECT_TRUE(step.rule || step.fact || step.text.starts_with("更正2026年6月")) << step.text;
  }
  EXPECT_TRUE(names_the_rule);
  EXPECT_TRUE(names_the_month);
}

TEST_P(PointsBooks, a_quarter_is_published_once_and_when_its_months_are_closed) {
  auto const second = CalendarPeriod::containing(Every::quarter, month(4));
  EXPECT_EQ(publish(CalendarPeriod::containing(Every::month, month(4))), "points.period_wrong");
  EXPECT_EQ(close(month(4)), "");
  EXPECT_EQ(close(month(5)), "");
  EXPECT_EQ(publish(second), "points.register_open");
  enter(attended(zhang, month(6)));
  EXPECT_EQ(close(month(6)), "");
  EXPECT_EQ(publish(second), "");
  EXPECT_EQ(publish(second), "points.already_published");
  auto const sheet =
      world->read([&](Transaction& t) { return quarter_sheet(t, rules, branch, second); });
  EXPECT_EQ(sheet.published_on, clock().today());
  EXPECT_EQ(sheet.objections_until, clock().today().plus_days(30)) << "异议的期限";
  ASSERT_EQ(sheet.rows.size(), 2u);
  EXPECT_EQ(sheet.rows[1].months[2], Points{8'100});
  EXPECT_EQ(sheet.rows[1].mean, Points{7'767});  // (76 + 76 + 81) / 3 = 77.666…
}

TEST_P(PointsBooks, the_whole_street_in_one_pass_is_what_each_member_alone_comes_to) {
  std::mt19937 random{7};
  std::string_view const topics[] = {"activity.theme_day", "activity.study",
                                     "activity.life_meeting"};
  std::vector<std::pair<FactId, FactDraft>> entered;
  for (int number = 1; number <= 6; ++number) {
    for (auto const member : {zhang, li}) {
      for (int i = 0; i < 4; ++i) {
        auto const draft = attended(member, month(number), topics[random() % 3]);
        entered.emplace_back(enter(draft), draft);
      }
    }
    auto const [id, draft] = entered[random() % entered.size()];
    enter(corrected(draft, id, kind::activity_absent));
    std::erase_if(entered, [&gone = id](auto const& one) { return one.first == gone; });
    EXPECT_EQ(close(month(number)), "");
    world->read([&](Transaction& t) {
      PointsEngine engine{rules};
      int seen = 0;
      each_month_score(t, rules, month(number),
                       [&](ScoredMember const& member, MonthScore const& score) {
                         auto const all = facts_of_member(t, member.id, month(1), month(number));
                         auto const alone = engine.score({.now = member.category, .former = {}},
                                                         all, month(number), Lines::off);
                         EXPECT_EQ(score.total, alone.total);
                         EXPECT_EQ(score.correction, alone.correction);
                         EXPECT_EQ(score.daily, alone.daily);
                         ++seen;
                       });
      EXPECT_EQ(seen, 3);
      return 0;
    });
  }
}

TEST_P(PointsBooks, who_was_suspended_all_month_stands_in_no_register) {
  auto const suspend = [&](organisation::MemberState state, std::string_view on) {
    return change_as(1, [&](Change& open) {
      return organisation::set_suspended(open, zhang, state, testing::day(on), "出国");
    });
  };
  EXPECT_EQ(suspend(organisation::MemberState::suspended, "2026-03-10"), "");
  EXPECT_EQ(suspend(organisation::MemberState::active, "2026-06-02"), "");
  auto const of_zhang = [&](Month of) {
    return world->read([&](Transaction& t) {
      auto const points = member_points(t, rules, zhang, of);
      return points ? "" : points.error().code;
    });
  };
  EXPECT_EQ(book(month(3)).rows.size(), 2u) << "stopped within it";
  EXPECT_EQ(book(month(4)).rows.size(), 1u);
  EXPECT_EQ(book(month(5)).rows[0].member, li);
  EXPECT_EQ(of_zhang(month(5)), "points.suspended");
  EXPECT_EQ(of_zhang(month(6)), "") << "restored within it";
  for (int number = 3; number <= 6; ++number) EXPECT_EQ(close(month(number)), "");
  EXPECT_EQ(book(month(4)).rows.size(), 1u);
  EXPECT_EQ(book(month(6)).rows.size(), 2u);
  world->read([&](Transaction& t) {
    int in_april = 0;
    each_month_score(t, rules, month(4),
                     [&](ScoredMember const&, MonthScore const&) { ++in_april; });
    EXPECT_EQ(in_april, 2) << "the pass leaves out the same";
    return 0;
  });
}

TEST_P(PointsBooks, what_waits_is_told_to_everybody_but_who_proposed_it_or_is_meant) {
  NewProposal const wanted{
      .member = zhang, .item = "points.red_line.cult", .day = clock().today(), .reason = "见案卷"};
  EXPECT_EQ(propose(wanted), "");
  auto const told = [&](UserId user, MemberId member) {
    return world->read([&](Transaction& t) {
      std::vector<std::int64_t> counts;
      for (auto const& one : waiting_proposals(t, world->street(), {user, member}, 20))
        counts.push_back(one.count);
      return counts;
    });
  };
  EXPECT_EQ(told(UserId{2}, {}), std::vector<std::int64_t>{1});
  EXPECT_EQ(told(UserId{1}, {}), std::vector<std::int64_t>{}) << "the proposer";
  EXPECT_EQ(told(UserId{2}, zhang), std::vector<std::int64_t>{}) << "one's own points";
  EXPECT_EQ(decide(2, proposals().rows[0].id, {}), "");
  EXPECT_EQ(told(UserId{2}, {}), std::vector<std::int64_t>{});
}

TEST_P(PointsBooks, a_red_line_by_hand_needs_a_second_person_and_limits_the_grade) {
  NewProposal const wanted{
      .member = zhang, .item = "points.red_line.cult", .day = clock().today(), .reason = "见案卷"};
  EXPECT_EQ(propose(wanted), "");
  EXPECT_EQ(book(month(7)).rows[1].grade, "合格");
  EXPECT_EQ(decide(2, proposals().rows[0].id, {}), "");
  auto const line = book(month(7)).rows[1];
  EXPECT_EQ(line.total, Points{7'600}) << "the arithmetic stands";
  EXPECT_EQ(line.grade, "不合格候选");
  EXPECT_EQ(line.red_line, "参加邪教组织");
  auto const page =
      world->read([&](Transaction& t) { return member_points(t, rules, zhang, month(7)).value(); });
  EXPECT_EQ(page.explanation.steps.back().text,
            "触及红线“参加邪教组织”：分数不变，等次以“不合格候选”封顶");
}

TEST_P(PointsBooks, one_proposal_takes_the_points_and_crosses_the_line_that_names_its_item) {
  EXPECT_EQ(propose({.member = zhang,
                     .item = "points.red_line.refusal",
                     .day = clock().today(),
                     .reason = "见决议"}),
            "points.item_unknown")
      << "it follows from the item";
  EXPECT_EQ(propose({.member = zhang,
                     .item = "points.base.undone",
                     .day = clock().today(),
                     .reason = "见决议"}),
            "");
  EXPECT_EQ(decide(2, proposals().rows[0].id, {}), "");
  auto const line = book(month(7)).rows[1];
  EXPECT_EQ(line.base, Points{5'700});
  EXPECT_EQ(line.red_line, "未完成任务达到红线");
}

TEST_P(PointsBooks, who_proposed_takes_it_back_while_it_waits) {
  EXPECT_EQ(propose({.member = zhang, .item = "points.daily.merit", .day = clock().today()}), "");
  auto const id = proposals().rows[0].id;
  EXPECT_TRUE(proposals().rows[0].is_mine);
  auto const take_back = [&](std::int64_t user, ProposalId which) {
    return change_as(user, [&](Change& open) { return take_back_proposal(open, which); });
  };
  EXPECT_EQ(take_back(1, ProposalId{5}), "points.proposal_unknown");
  EXPECT_EQ(take_back(2, id), "points.not_proposer");
  EXPECT_EQ(take_back(1, id), "");
  EXPECT_EQ(take_back(1, id), "points.already_decided");
  EXPECT_EQ(decide(2, id, {}), "points.already_decided");
  EXPECT_EQ(book(month(7)).pending_proposals, 0);
}

TEST_P(PointsBooks, confirmed_points_are_withdrawn_with_a_reason_also_after_the_closing) {
  EXPECT_EQ(propose({.member = zhang, .item = "points.daily.merit", .day = month(6).last_day()}),
            "");
  auto const id = proposals().rows[0].id;
  auto const withdraw = [&](ProposalId which, std::string_view reason, MemberId decider = {}) {
    return change_as(2,
                     [&](Change& open) { return withdraw_proposal(open, which, reason, decider); });
  };
  EXPECT_EQ(withdraw(id, "记错"), "points.not_confirmed");
  EXPECT_EQ(decide(2, id, {}), "");
  EXPECT_EQ(close(month(6)), "");
  EXPECT_EQ(withdraw(id, ""), "points.reason_missing");
  EXPECT_EQ(withdraw(ProposalId{5}, "记错"), "points.proposal_unknown");
  EXPECT_EQ(withdraw(id, "记错", zhang), "points.own_points");
  EXPECT_EQ(withdraw(id, "异议成立"), "");
  EXPECT_EQ(withdraw(id, "异议成立"), "points.not_confirmed");
  EXPECT_EQ(book(month(6)).rows[1].daily, Points{500}) << "closed";
  EXPECT_EQ(book(month(7)).rows[1].correction, Points{-500});
  EXPECT_EQ(proposals().rows[0].state, ProposalState::withdrawn);
}

TEST_P(PointsBooks, what_can_be_proposed_says_what_it_gives_whom) {
  for (auto const& item : proposals().items) {
    if (item.id == "points.daily.merit") {
      EXPECT_EQ(item.amount.value().in_post, Points{500});
      EXPECT_FALSE(item.amount->floating.has_value());
    }
    if (item.id == "points.red_line.cult") EXPECT_FALSE(item.amount.has_value());
    if (item.id == "points.standard.old")
      EXPECT_EQ(item.only_for, MemberCategory::old_weak_ill_disabled);
  }
}

}  // namespace
}  // namespace hangji::practice
