#include "duty/inspection/inspection.h"

#include "database/test_databases.h"
#include "duty/inspection/inspection_operations.h"
#include "duty/inspection/inspection_views.h"
#include "kernel/facts/fact_kinds.h"
#include "kernel/rules/load.h"
#include "testing/world.h"

#include <gmock/gmock.h>

namespace hangji::duty {
namespace {

using testing::day;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing::World;

constexpr auto duty_rules = R"yaml(
- id: duty.dues_report
  kind: duty
  title: 党费收缴月报
  in_force: [2018-01-01, null]
  source: {document: 扎实开展规范化建设, article: 三、规范工作机制}
  certainty: verified
  severity: binding
  parameters:
    cadence: {every: month, due_day_after: 5, grace_days: 10}
    fact: dues.reported
    period_of: topic
    units: [branch]
    page: dues
- id: duty.joint_conference
  kind: duty
  title: 党建联席会
  in_force: [2018-01-01, null]
  source: {document: 扎实开展规范化建设, article: 一、规范组织设置}
  certainty: proposal
  severity: advisory
  note: 推定
  parameters:
    cadence: {every: quarter, grace_days: 15}
    fact: vote.held
    units: [community]
)yaml";

rules::Rulebook rulebook_of(std::string_view text) {
  rules::RuleKinds kinds;
  kinds.add<obligations::Duty>();
  auto rules = rules::read_rules({{"rules/tested.yaml", std::string{text}}}, kinds);
  verify(rules.has_value(), rules ? "" : rules::to_text(rules.error().front()));
  return {std::move(*rules), {}};
}

/// Two communities with two branches each; today is 10 August 2026.
class Inspections : public database::OnBothEngines {
protected:
  void SetUp() override {
    clock().set(day("2026-08-10"));
    m_world.emplace(database(), clock());
    m_second = m_world->community("乙社区");
    m_first = m_world->community("甲社区");
    m_branch = m_world->branch(m_first, "甲社区第一支部");
    m_other = m_world->branch(m_first, "甲社区第二支部");
    m_far = m_world->branch(m_second, "乙社区第一支部");
  }

  World& world() { return *m_world; }
  organisation::DutyQuestion question(UnitId root) {
    return {m_rules, m_sources, root, clock().today()};
  }
  /// Entered on its day.
  void enter(std::string_view kind, std::string_view topic, UnitId unit, std::string_view on) {
    auto const now = clock().now();
    clock().set(day(on));
    auto entered = world().change("test.enter", [&](journal::Change& change) {
      change.about(unit, "测试");
      return facts::append(change, {.kind = std::string{kind},
                                    .topic = std::string{topic},
                                    .day = day(on),
                                    .unit = unit,
                                    .note = "一份月报"});
    });
    clock().set(now);
    ASSERT_TRUE(entered);
  }
  organisation::JudgedUnits judged(UnitId root, std::string_view month) {
    auto found = world().read([&](database::Transaction& transaction) {
      return organisation::judge_month(transaction, question(root), *parse_month(month));
    });
    EXPECT_THAT(obligations::broken_laws(found.obligations, clock().today()), IsEmpty());
    return found;
  }
  Inspection inspected(UnitId root, std::string_view month) {
    return inspect(judged(root, month), *parse_month(month), clock().today());
  }
  Result<FactId> issued(UnitId root, std::string_view month) {
    return world().change("inspection.issue", [&](journal::Change& change) {
      return issue_inspection(change, question(root), *parse_month(month));
    });
  }

  rules::Rulebook m_rules{rulebook_of(duty_rules)};
  obligations::DutySources m_sources{};
  std::optional<World> m_world{};
  UnitId m_first{};
  UnitId m_second{};
  UnitId m_branch{};
  UnitId m_other{};
  UnitId m_far{};
};
HANGJI_ON_BOTH_ENGINES(Inspections);

TEST_P(Inspections, each_branch_below_has_its_duty_with_its_state) {
  enter(facts::kind::dues_reported, "2026-07", m_branch, "2026-08-05");
  enter(facts::kind::dues_reported, "2026-07", m_far, "2026-08-06");
  auto const inspection = inspected(world().street(), "2026-07");
  EXPECT_EQ(inspection.tally, (Tally{.owed = 3, .done = 1, .done_late = 1, .late = 1}));
  std::vector<std::string> lines;
  for (auto const& line : inspection.units) {
    for (auto const& cell : line.cells) {
      if (cell.running) continue;
      lines.push_back(line.name + ' ' + std::string{obligations::label(cell.state)});
    }
  }
  EXPECT_THAT(lines, ElementsAre("甲社区第二支部 逾期", "甲社区第一支部 按期办结",
                                 "乙社区第一支部 逾期办结"))
      << "by community and name, in the order of pinyin";
}

TEST_P(Inspections, communities_are_counted_in_name_order_and_running_quarters_are_not) {
  auto const inspection = inspected(world().street(), "2026-07");
  ASSERT_THAT(inspection.communities, SizeIs(2));
  EXPECT_EQ(inspection.communities[0].name, "甲社区");
  EXPECT_EQ(inspection.communities[0].tally, (Tally{.owed = 2, .late = 2}));
  EXPECT_EQ(inspection.communities[1].name, "乙社区");
  EXPECT_EQ(inspection.communities[1].tally, (Tally{.owed = 1, .late = 1}));
  ASSERT_THAT(inspection.duties, SizeIs(2));
  EXPECT_EQ(inspection.duties[0].rule.article, "三、规范工作机制");
  EXPECT_EQ(inspection.duties[1].tally.owed, 0) << "the quarter goes on until September";
  EXPECT_EQ(inspected(world().street(), "2026-06").duties[1].tally,
            (Tally{.owed = 2, .missed = 2}));
}

TEST_P(Inspections, a_unit_sees_what_is_below_it_and_nothing_else) {
  EXPECT_THAT(inspected(m_first, "2026-07").units, SizeIs(3));
  EXPECT_THAT(inspected(m_branch, "2026-07").units, SizeIs(1));
}

TEST_P(Inspections, a_past_month_is_inspected_with_the_units_that_stood_below_then) {
  enter(facts::kind::dues_reported, "2026-06", m_other, "2026-07-03");
  auto const moved = world().change("units.adjust", [&](journal::Change& change) {
    return organisation::adjust_unit(change, {.unit = m_other,
                                              .day = day("2026-08-01"),
                                              .parent = m_second,
                                              .reason = "网格调整",
                                              .approval = "测试"});
  });
  ASSERT_TRUE(moved) << moved.error().message;
  auto const before = inspected(m_first, "2026-06");
  EXPECT_EQ(before.tally.done, 1) << "the branch and its report belong to the community of June";
  EXPECT_EQ(inspected(m_first, "2026-08").communities[0].units, 2);
}

TEST_P(Inspections, a_corrected_report_counts_once_by_the_correction) {
  enter(facts::kind::dues_reported, "2026-07", m_branch, "2026-08-01");
  auto const first = judged(m_branch, "2026-07").obligations.front().facts.front();
  auto corrected = world().change("test.correct", [&](journal::Change& change) {
    change.about(m_branch, "测试");
    return facts::append(change, {.kind = std::string{facts::kind::dues_reported},
                                  .topic = "2026-07",
                                  .day = day("2026-08-07"),
                                  .unit = m_branch,
                                  .supersedes = first,
                                  .note = "金额有误"});
  });
  ASSERT_TRUE(corrected);
  auto const one = judged(m_branch, "2026-07").obligations.front();
  EXPECT_THAT(one.facts, ElementsAre(*corrected));
  EXPECT_EQ(one.state, State::done_late);
}

TEST_P(Inspections, issuing_is_one_fact_of_the_street_and_is_done_once) {
  auto const first = issued(world().street(), "2026-07");
  ASSERT_TRUE(first) << first.error().message;
  auto const fact = world().read(
      [&](database::Transaction& transaction) { return facts::fact(transaction, *first); });
  EXPECT_EQ(fact->kind, facts::kind::inspection_issued);
  EXPECT_EQ(fact->topic, "2026-07");
  EXPECT_EQ(fact->amount, 3);
  EXPECT_EQ(issued(world().street(), "2026-07").error().code, "inspection.already_issued");
  EXPECT_TRUE(issued(world().street(), "2026-06"));
}

TEST_P(Inspections, a_month_to_come_and_an_unknown_unit_are_refused_and_not_journaled) {
  auto const before = world().journal_length();
  EXPECT_EQ(issued(world().street(), "2026-09").error().code, "inspection.month_not_begun");
  EXPECT_EQ(issued(UnitId{77}, "2026-07").error().code, "inspection.unit_unknown");
  EXPECT_EQ(world().journal_length(), before);
}

TEST_P(Inspections, a_sample_is_the_same_for_everyone_who_draws_it_again) {
  for (auto const unit : {m_branch, m_other, m_far}) {
    enter(facts::kind::dues_reported, "2026-07", unit, "2026-08-05");
  }
  auto const all = judged(world().street(), "2026-07");
  auto const ids = [&](std::string_view seed, std::size_t count) {
    std::vector<FactId> drawn;
    for (auto const& row : draw_sample(all, seed, count)) drawn.push_back(row.fact);
    return drawn;
  };
  EXPECT_EQ(ids("种子", 2), ids("种子", 2));
  EXPECT_THAT(ids("种子", 2), SizeIs(2));
  EXPECT_THAT(ids("种子", 9), SizeIs(3)) << "no more than there are";
  bool differs = false;
  for (auto const* seed : {"一", "二", "三", "四", "五", "六"})
    differs |= ids(seed, 1) != ids("七", 1);
  EXPECT_TRUE(differs) << "another seed draws other lots";
}

TEST_P(Inspections, an_obligation_explains_itself_down_to_fact_and_article) {
  enter(facts::kind::dues_reported, "2026-07", m_branch, "2026-08-05");
  auto const explanation = world().read([&](database::Transaction& transaction) {
    auto const found =
        organisation::judge_month(transaction, question(m_branch), *parse_month("2026-07"));
    return explain_obligation(transaction, found.obligations.front(), clock().today());
  });
  EXPECT_EQ(explanation.value, "按期办结");
  ASSERT_THAT(explanation.steps, SizeIs(4));
  EXPECT_EQ(explanation.steps[0].rule->article, "三、规范工作机制");
  EXPECT_EQ(explanation.steps[2].fact->note, "一份月报");
  EXPECT_EQ(explanation.steps[2].fact->entered_by, "测试员");
}

TEST_P(Inspections, a_seal_is_not_told_to_readers) {
  enter(facts::kind::points_register_closed, "2026-07", m_branch, "2026-08-05");
  auto const month = *parse_month("2026-08");
  auto const mention = world().read([&](database::Transaction& transaction) {
    return api::mention_of(transaction,
                           facts::standing_of_unit(transaction, m_branch, month, month).front());
  });
  EXPECT_EQ(mention.note, "");
}

TEST_P(Inspections, the_list_of_one_unit_says_where_an_open_duty_is_done) {
  auto const list = obligations_of(judged(m_first, "2026-07"), m_branch, *parse_month("2026-07"));
  ASSERT_THAT(list.rows, SizeIs(1));
  EXPECT_EQ(list.unit_name, "甲社区第一支部");
  EXPECT_EQ(list.rows[0].page, fmt::format("dues?unit={}&period=2026-07", m_branch.value));
  EXPECT_EQ(to_text(list.rows[0].due_on), "2026-08-05");
  EXPECT_EQ(to_text(list.rows[0].grace_until), "2026-08-15");
}

}  // namespace
}  // namespace hangji::duty
