// Every combination that the shipped rules allow in one sitting is planned, recorded and finished:
// whatever a kind asks for can be written.
#include "application/rule_kinds.h"
#include "database/test_databases.h"
#include "kernel/facts/fact_kinds.h"
#include "kernel/rules/load.h"
#include "practice/activities/activities_operations.h"
#include "practice/activities/activities_store.h"
#include "testing/world.h"

#include <gtest/gtest.h>

namespace hangji::application {
namespace {

using organisation::UnitKind;
using practice::ActivityKind;

using Combination = std::vector<std::string>;

/// A kind with each of those it may be combined with in the unit, and with all of them.
std::vector<Combination> combinations(rules::Rulebook const& book, std::string_view unit_code,
                                      Date day) {
  std::vector<Combination> all;
  auto const is_held = [&](ActivityKind const& kind) {
    return std::ranges::find(kind.units, unit_code) != kind.units.end();
  };
  for (auto const& kind : book.all<ActivityKind>(day)) {
    if (!is_held(*kind)) continue;
    Combination whole{kind.rule->id};
    all.push_back(whole);
    for (auto const& also : kind->may_be_combined_with) {
      if (!is_held(**book.find<ActivityKind>(also, day))) continue;
      all.push_back({kind.rule->id, also});
      whole.push_back(also);
    }
    if (whole.size() > 2) all.push_back(whole);
  }
  return all;
}

class CombinedSittings : public database::OnBothEngines {
protected:
  void SetUp() override {
    clock().set(m_day.plus_days(2));
    m_world.emplace(database(), clock());
    m_branch = m_world->branch(m_world->community("甲社区"), "第一支部");
    m_member = m_world->member(m_branch, "张三");
    m_world->post(m_branch, organisation::Post::secretary, m_member);
    m_group = m_world->unit(UnitKind::group, m_branch, "第一党小组");
    auto const joined = m_world->change("test.group", [&](journal::Change& change) {
      return organisation::assign_to_group(change, m_member, m_group, m_day);
    });
    EXPECT_TRUE(joined.has_value());
    m_world->check_laws_at_each_change(false);
  }
  /// From plan to end in one operation; the refusal's words, empty when it was finished.
  std::string hold(UnitId unit, Combination const& kinds) {
    auto const done = m_world->change("test.hold", [&](journal::Change& change) -> Result<Done> {
      practice::NewActivity const plan{.kind = kinds.front(),
                                       .also_kinds = {kinds.begin() + 1, kinds.end()},
                                       .unit = unit,
                                       .day = m_day,
                                       .title = "会议",
                                       .named = {m_member}};
      auto const id = practice::plan_activity(change, m_book, plan);
      if (!id) return std::unexpected{id.error()};
      auto const row = *practice::activity(change.transaction(), *id);
      practice::Record record;
      for (auto const& field : practice::sitting_of(practice::kinds_in_force(m_book, row)).record) {
        if (field.required) record[field.id] = "1";
      }
      practice::Mark const mark{.member = m_member};
      auto good = practice::record_attendance(change, m_book, *id, std::span{&mark, 1});
      if (good) good = practice::save_record(change, m_book, *id, record);
      return good ? practice::finish_activity(change, m_book, *id) : good;
    });
    return done ? "" : done.error().message;
  }

  Date m_day = testing::day("2026-11-10");
  rules::Rulebook m_book{
      rules::load_rules(std::filesystem::path{__FILE__}.parent_path() / "../../rules",
                        all_rule_kinds())
          .value(),
      {}};
  std::optional<testing::World> m_world{};
  UnitId m_branch{};
  UnitId m_group{};
  MemberId m_member{};
};
HANGJI_ON_BOTH_ENGINES(CombinedSittings);

TEST_P(CombinedSittings, every_combination_that_the_rules_allow_can_be_finished) {
  for (auto const& [unit, code] : {std::pair{m_branch, "branch"}, std::pair{m_group, "group"}}) {
    auto const all = combinations(m_book, code, m_day);
    EXPECT_FALSE(all.empty()) << code;
    for (auto const& kinds : all)
      EXPECT_EQ(hold(unit, kinds), "") << fmt::format("{}", fmt::join(kinds, " + "));
  }
}

}  // namespace
}  // namespace hangji::application
