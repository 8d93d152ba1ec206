#include "duty/bulletins/bulletin.h"

#include "database/test_databases.h"
#include "duty/bulletins/bulletins_operations.h"
#include "kernel/facts/fact_kinds.h"
#include "kernel/rules/load.h"
#include "testing/world.h"

#include <gmock/gmock.h>

namespace hangji::duty {
namespace {

using testing::day;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using testing::World;

constexpr auto duty_rules = R"yaml(
- id: duty.dues_report
  kind: duty
  title: 党费收缴月报
  in_force: [2018-01-01, null]
  source: {document: 扎实开展规范化建设, article: 三、规范工作机制}
  certainty: proposal
  severity: binding
  note: 推定
  parameters:
    cadence: {every: month, due_day_after: 5, grace_days: 10}
    fact: dues.reported
    period_of: topic
    units: [branch]
)yaml";

TEST(BulletinPeriods, a_bulletin_is_on_a_month_or_a_quarter) {
  EXPECT_TRUE(bulletin_period("2026-07"));
  EXPECT_TRUE(bulletin_period("2026-Q3"));
  for (auto const* wrong : {"2026-H1", "2026", "七月", ""}) {
    EXPECT_EQ(bulletin_period(wrong).error().code, "bulletins.period_unknown") << wrong;
  }
}

/// Two communities with a branch each; the first reported July in time. Today is 20 August 2026.
class Bulletins : public database::OnBothEngines {
protected:
  void SetUp() override {
    clock().set(day("2026-08-20"));
    m_world.emplace(database(), clock());
    m_second = m_world->branch(m_world->community("乙社区"), "乙社区第一支部");
    m_branch = m_world->branch(m_world->community("甲社区"), "甲社区第一支部");
    m_member = m_world->member(m_branch, "张三");
    enter(facts::kind::dues_reported, m_branch, {}, 123450);
    enter(facts::kind::dues_unpaid, m_branch, m_member, 3000);
    rules::RuleKinds kinds;
    kinds.add<obligations::Duty>();
    auto rules = rules::read_rules({{"rules/tested.yaml", duty_rules}}, kinds);
    verify(rules.has_value(), rules ? "" : rules::to_text(rules.error().front()));
    m_rules = rules::Rulebook{std::move(*rules), {}};
  }

  World& world() { return *m_world; }
  /// Entered on its day.
  void enter(std::string_view kind, UnitId unit, MemberId member, std::int64_t amount) {
    auto const now = clock().now();
    clock().set(day("2026-08-05"));
    auto entered = world().change("test.enter", [&](journal::Change& change) {
      change.about(unit, "测试");
      return facts::append(change, {.kind = std::string{kind},
                                    .topic = "2026-07",
                                    .day = day("2026-08-05"),
                                    .unit = unit,
                                    .member = member,
                                    .amount = amount});
    });
    clock().set(now);
    ASSERT_TRUE(entered);
  }
  Result<Bulletin> made(UnitId unit, std::string_view period) {
    return world().read([&](database::Transaction& transaction) {
      return make_bulletin(transaction, {.duties = {m_rules, m_sources, unit, clock().today()},
                                         .period = *periods::parse_period(period),
                                         .sections = m_sections});
    });
  }
  Result<IssuedBulletin> issued(Bulletin const& bulletin) {
    return world().change("bulletins.issue", [&](journal::Change& change) {
      return issue_bulletin(change, bulletin, {{"a", "b", 1}, {"c", "d", 2}});
    });
  }
  static records::Section const& section(Bulletin const& bulletin, std::string_view title) {
    auto const found = std::ranges::find(bulletin.sections, title, &records::Section::title);
    verify(found != bulletin.sections.end(), title);
    return *found;
  }

  rules::Rulebook m_rules{};
  obligations::DutySources m_sources{};
  std::vector<records::SectionSource> m_sections{};
  std::optional<World> m_world{};
  UnitId m_branch{};
  UnitId m_second{};
  MemberId m_member{};
};
HANGJI_ON_BOTH_ENGINES(Bulletins);

TEST_P(Bulletins, communities_and_units_stand_in_name_order_with_their_counts) {
  auto const bulletin = made(world().street(), "2026-07");
  ASSERT_TRUE(bulletin) << bulletin.error().message;
  EXPECT_EQ(bulletin->title, "2026年7月基层党建工作通报");
  EXPECT_EQ(bulletin->tally, (Tally{.owed = 2, .done = 1, .missed = 1}));
  EXPECT_THAT(section(*bulletin, "各社区办理情况").rows,
              ElementsAre(ElementsAre("甲社区", "1", "1", "1", "0", "0", "0", "0"),
                          ElementsAre("乙社区", "1", "1", "0", "0", "0", "0", "1")));
}

TEST_P(Bulletins, what_is_missed_stands_with_rule_article_and_mark) {
  auto const bulletin = made(world().street(), "2026-07");
  EXPECT_THAT(section(*bulletin, "逾期和缺办事项").rows,
              ElementsAre(ElementsAre("乙社区第一支部", "党费收缴月报", "2026年7月", "2026-08-05",
                                      "缺办", "《扎实开展规范化建设》三、规范工作机制(推定)")));
}

TEST_P(Bulletins, a_quarter_counts_each_of_its_months) {
  auto const bulletin = made(world().street(), "2026-Q3");
  // July: one done, one missed; August and September: two due each.
  EXPECT_EQ(bulletin->tally, (Tally{.owed = 6, .done = 1, .due = 4, .missed = 1}));
  EXPECT_THAT(section(*bulletin, "各党组织办理情况").rows, SizeIs(2));
  EXPECT_THAT(section(*bulletin, "党费月报和积分月登记").rows, SizeIs(6));
}

TEST_P(Bulletins, the_books_of_a_branch_are_shown_by_sums_and_counts_without_a_name) {
  auto const bulletin = made(world().street(), "2026-07");
  EXPECT_THAT(section(*bulletin, "党费月报和积分月登记").rows,
              ElementsAre(ElementsAre("甲社区第一支部", "2026年7月", "2026-08-05", "1234.50", "1",
                                      "未登记"),
                          ElementsAre("乙社区第一支部", "2026年7月", "未报", "", "", "未登记")));
  EXPECT_THAT(to_json(*bulletin), ::testing::Not(HasSubstr("张三")));
}

TEST_P(Bulletins, the_sheet_carries_the_journal_head_before_it_was_issued) {
  auto const bulletin = made(world().street(), "2026-07");
  auto const head =
      world().read([](database::Transaction& transaction) { return journal::head(transaction); });
  EXPECT_EQ(bulletin->journal_head.hash, head.hash);
  auto const sheet = sheet_of(*bulletin);
  EXPECT_THAT(sheet.footer, HasSubstr(head.hash));
  EXPECT_THAT(sheet.footer, HasSubstr(fmt::format("第 {} 号", head.seq)));
}

TEST_P(Bulletins, sheet_and_workbook_are_made_of_the_same_tables) {
  m_sections.emplace_back([](records::SectionOrder const&, std::vector<records::Section>& into) {
    into.push_back({.title = "另一章的表", .columns = {{"甲"}}, .rows = {{"乙"}}});
  });
  auto const bulletin = made(world().street(), "2026-07");
  EXPECT_EQ(sheet_of(*bulletin).parts.size(), bulletin->sections.size() + 1);
  EXPECT_THAT(print_bulletin(*bulletin), ::testing::StartsWith("%PDF-"));
  EXPECT_EQ(print_bulletin(*bulletin), print_bulletin(*bulletin)) << "the same bytes";
  EXPECT_THAT(bulletin_workbook(*bulletin), ::testing::StartsWith("PK"));
}

TEST_P(Bulletins, what_has_not_begun_or_does_not_stand_gets_no_bulletin) {
  EXPECT_EQ(made(world().street(), "2026-09").error().code, "bulletins.not_begun");
  EXPECT_EQ(made(UnitId{77}, "2026-07").error().code, "bulletins.unit_unknown");
}

TEST_P(Bulletins, issuing_is_one_fact_with_two_files_and_is_done_once) {
  auto const bulletin = made(world().street(), "2026-07");
  auto const done = issued(*bulletin);
  ASSERT_TRUE(done) << done.error().message;
  auto const fact = world().read(
      [&](database::Transaction& transaction) { return facts::fact(transaction, done->fact); });
  EXPECT_EQ(fact->topic, "2026-07");
  EXPECT_NE(done->sheet, done->workbook);
  EXPECT_EQ(issued(*bulletin).error().code, "bulletins.already_issued");
}

}  // namespace
}  // namespace hangji::duty
