#include "duty/workbench/workbench.h"

#include "database/test_databases.h"
#include "kernel/access/password_pool.h"
#include "kernel/access/sessions.h"
#include "kernel/api/chapters.h"
#include "kernel/api/remembered.h"
#include "kernel/facts/fact_kinds.h"
#include "kernel/jobs/jobs.h"
#include "kernel/rules/load.h"
#include "kernel/rules/rulebooks.h"
#include "kernel/rules/values.h"
#include "organisation/units/units_store.h"
#include "testing/world.h"

#include <gmock/gmock.h>

namespace hangji::duty {
namespace {

using access::Role;
using testing::day;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
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
- id: duty.archive_month
  kind: duty
  title: 档案月整理
  in_force: [2018-01-01, null]
  source: {document: 扎实开展规范化建设, article: 二、规范活动阵地}
  certainty: verified
  severity: advisory
  parameters:
    cadence: {every: month, due_day_after: 10, grace_days: 10}
    fact: archive.sorted
    period_of: topic
    units: [community]
    page: archive/gaps?view=month
- id: duty.inspection
  kind: duty
  title: 月督查
  in_force: [2018-01-01, null]
  source: {document: 扎实开展规范化建设, article: 四、规范履职行为}
  certainty: verified
  severity: binding
  parameters:
    cadence: {every: month, due_day_after: 10, grace_days: 10}
    fact: inspection.issued
    period_of: topic
    units: [street]
- id: duty.workbench.own_days
  kind: threshold
  title: 工作台提前几天列出本级的事项
  in_force: [2018-01-01, null]
  source: {document: 扎实开展规范化建设 夯实基层党建基础, article: 四、规范履职行为}
  certainty: proposal
  severity: advisory
  note: 推定：原文没有规定提前几天，为预设。
  parameters: {value: 31, unit: days}
- id: duty.workbench.days_of_units_below
  kind: threshold
  title: 工作台提前几天列出所辖党组织的事项
  in_force: [2018-01-01, null]
  source: {document: 扎实开展规范化建设 夯实基层党建基础, article: 四、规范履职行为}
  certainty: proposal
  severity: advisory
  note: 推定：原文没有规定提前几天，为预设。
  parameters: {value: 7, unit: days}
)yaml";

/// Two communities, the first with two branches; today is 8 August 2026.
class Workbenches : public database::OnBothEngines {
protected:
  void SetUp() override {
    clock().set(day("2026-08-08"));
    m_world.emplace(database(), clock());
    m_community = m_world->community("甲社区");
    m_far = m_world->community("乙社区");
    m_branch = m_world->branch(m_community, "甲社区第一支部");
    m_other = m_world->branch(m_community, "甲社区第二支部");
    m_far_branch = m_world->branch(m_far, "乙社区第一支部");
    rules::RuleKinds kinds;
    kinds.add<obligations::Duty>();
    kinds.add<rules::Threshold>();
    auto rules = rules::read_rules({{"rules/tested.yaml", duty_rules}}, kinds);
    verify(rules.has_value(), rules ? "" : rules::to_text(rules.error().front()));
    m_rulebooks.emplace(std::move(*rules), std::move(kinds));
    m_sessions.emplace([](database::Transaction&) { return access::SignInLimits{}; },
                       organisation::registers_members);
    m_jobs.emplace(database(), clock());
  }

  World& world() { return *m_world; }
  api::Services services_of_the_street() {
    return {.database = database(),
            .clock = clock(),
            .rulebooks = *m_rulebooks,
            .sessions = *m_sessions,
            .passwords = m_passwords,
            .secrets = m_secrets,
            .originals = m_originals,
            .passing = m_originals,
            .jobs = *m_jobs,
            .is_within = organisation::is_within,
            .chapters = &m_chapters};
  }
  template <class Work> auto asked(std::vector<access::Grant> grants, Work work) {
    access::Session const session{.tenant = tenant(),
                                  .user = UserId{m_next_user++},
                                  .name = "测试员",
                                  .grants = std::move(grants)};
    auto services = services_of_the_street();
    return world().read([&](database::Transaction& transaction) {
      auto const rules = m_rulebooks->of(transaction);
      http::Request const request;
      api::Reading reading{services, transaction, session, *rules, request};
      return work(reading);
    });
  }
  Workbench workbench(Role role, UnitId unit) { return asked({{role, unit}}, make_workbench); }
  void report(UnitId unit, std::string_view month, std::string_view on) {
    auto entered = world().change("test.enter", [&](journal::Change& change) {
      change.about(unit, "测试");
      return facts::append(change, {.kind = std::string{facts::kind::dues_reported},
                                    .topic = std::string{month},
                                    .day = day(on),
                                    .unit = unit});
    });
    ASSERT_TRUE(entered);
  }
  static std::vector<std::string> titles(std::vector<Task> const& tasks) {
    std::vector<std::string> found;
    for (auto const& task : tasks) {
      found.push_back(fmt::format("{} {}", task.title,
                                  task.state == obligations::TaskState::late ? "late" : "due"));
    }
    return found;
  }

  std::optional<World> m_world{};
  std::optional<rules::Rulebooks> m_rulebooks{};
  std::optional<access::Sessions> m_sessions{};
  std::optional<jobs::Jobs> m_jobs{};
  access::PasswordPool m_passwords{1};
  secrets::Secrets m_secrets{secrets::Secrets::for_tests()};
  documents::Originals m_originals{std::filesystem::temp_directory_path()};
  api::Chapters m_chapters{};
  std::int64_t m_next_user{1};
  UnitId m_community{};
  UnitId m_far{};
  UnitId m_branch{};
  UnitId m_other{};
  UnitId m_far_branch{};
};
HANGJI_ON_BOTH_ENGINES(Workbenches);

TEST_P(Workbenches, a_secretary_finds_what_is_late_first_with_reason_article_and_page) {
  auto const mine = workbench(Role::branch_secretary, m_branch);
  ASSERT_THAT(titles(mine.rows), ElementsAre("党费收缴月报 late", "党费收缴月报 due"));
  auto const& late = mine.rows[0];
  EXPECT_EQ(late.why,
            "2026年7月的应在 2026年8月5日 前办结，已逾期 3 天，"
            "2026年8月15日 前可补办");
  EXPECT_EQ(late.rule->article, "三、规范工作机制");
  EXPECT_EQ(late.page, fmt::format("dues?unit={}&period=2026-07", m_branch.value));
  EXPECT_EQ(mine.late, 1);
  EXPECT_EQ(mine.due, 1);
  EXPECT_THAT(mine.units, IsEmpty());
  EXPECT_THAT(mine.summaries, IsEmpty());
}

TEST_P(Workbenches, who_enters_nothing_is_asked_for_nothing_that_the_branch_owes) {
  EXPECT_THAT(workbench(Role::branch_committee_member, m_branch).rows, IsEmpty());
}

TEST_P(Workbenches, what_is_done_leaves_the_workbench) {
  report(m_branch, "2026-07", "2026-08-08");
  EXPECT_THAT(titles(workbench(Role::branch_secretary, m_branch).rows),
              ElementsAre("党费收缴月报 due"));
}

TEST_P(Workbenches, a_community_worker_finds_the_own_tasks_and_each_branch_with_its_late_ones) {
  report(m_branch, "2026-07", "2026-08-04");
  auto const mine = workbench(Role::community_worker, m_community);
  EXPECT_THAT(titles(mine.rows), ElementsAre("档案月整理 due"));
  EXPECT_EQ(mine.rows[0].page,
            fmt::format("archive/gaps?view=month&unit={}&period=2026-07", m_community.value));
  ASSERT_THAT(mine.units, SizeIs(1)) << "the first branch has nothing open within a week";
  EXPECT_EQ(mine.units[0].unit, m_other);
  EXPECT_EQ(mine.units[0].late, 1);
  EXPECT_THAT(titles(mine.units[0].tasks), ElementsAre("党费收缴月报 late"));
}

TEST_P(Workbenches, the_street_finds_who_is_behind_and_why_in_name_order_and_the_month) {
  report(m_branch, "2026-07", "2026-08-04");
  auto const mine = workbench(Role::street_office, world().street());
  EXPECT_THAT(titles(mine.rows), ElementsAre("月督查 due"));
  std::vector<std::string> behind;
  for (auto const& unit : mine.units) behind.push_back(unit.community_name + '/' + unit.name);
  EXPECT_THAT(behind, ElementsAre("甲社区/甲社区第二支部", "乙社区/乙社区第一支部"));
  ASSERT_THAT(mine.summaries, SizeIs(1));
  EXPECT_EQ(mine.summaries[0].month, *parse_month("2026-08"));
  EXPECT_EQ(mine.summaries[0].tally, (Tally{.owed = 6, .due = 6}));
  ASSERT_THAT(mine.summaries[0].communities, SizeIs(3)) << "two communities and the street itself";
}

TEST_P(Workbenches, a_member_finds_only_what_chapters_say_waits_for_the_person) {
  m_chapters.tasks.emplace_back([](api::Reading&, std::vector<Task>& into) {
    into.push_back(
        {.id = "coming", .title = "八月主题党日", .state = obligations::TaskState::coming});
    into.push_back({.id = "waiting", .title = "测评", .state = obligations::TaskState::waiting});
  });
  auto const mine = workbench(Role::member, m_branch);
  ASSERT_THAT(mine.rows, SizeIs(2));
  EXPECT_EQ(mine.rows[0].id, "waiting") << "what waits comes before what is coming";
  EXPECT_EQ(mine.late + mine.due, 0);
  EXPECT_THAT(mine.units, IsEmpty());
}

TEST_P(Workbenches, two_grants_are_put_together_and_a_unit_is_shown_once) {
  auto const mine = asked({{Role::branch_secretary, m_branch},
                           {Role::branch_secretary, m_other},
                           {Role::branch_secretary, m_branch}},
                          make_workbench);
  EXPECT_EQ(mine.late, 2);
}

TEST_P(Workbenches, it_is_remembered_until_the_books_or_the_day_change) {
  auto const asked_by = [&](UserId user, UnitId at, std::string const& encoding) {
    access::Session const session{
        .tenant = tenant(), .user = user, .grants = {{Role::branch_secretary, at}}};
    auto services = services_of_the_street();
    return world().read([&](database::Transaction& transaction) {
      auto const rules = m_rulebooks->of(transaction);
      http::Request const request{.path = "/api/workbench",
                                  .headers = {{"accept-encoding", encoding}}};
      api::Reading reading{services, transaction, session, *rules, request};
      return api::remembered(reading, [&] { return make_workbench(reading); }).answer;
    });
  };
  auto const made = [&] { return asked_by(UserId{99}, m_branch, ""); };
  auto const first = made();
  EXPECT_EQ(made(), first) << "the very same";
  EXPECT_NE(asked_by(UserId{98}, m_other, "")->body, first->body) << "another's is another's own";
  auto const zipped = asked_by(UserId{99}, m_branch, "gzip");
  EXPECT_NE(zipped, first) << "who takes gzip is not given what was kept for who does not";
  EXPECT_EQ(asked_by(UserId{99}, m_branch, "gzip"), zipped);
  report(m_branch, "2026-07", "2026-08-08");
  EXPECT_THAT(made()->body, HasSubstr(R"("late":0)"));
  clock().set(day("2026-09-06"));
  EXPECT_THAT(made()->body, HasSubstr(R"("late":1)"));
}

}  // namespace
}  // namespace hangji::duty
