// A roster's dues bases: from the present month on, by what the roster says of the member, and
// nothing at the second time.
#include "application/dues_bases.h"
#include "application/rule_kinds.h"
#include "database/test_databases.h"
#include "kernel/rules/load.h"
#include "practice/dues/dues_store.h"
#include "testing/world.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace hangji::application {
namespace {

using organisation::DuesBase;
using organisation::MemberCategory;
using practice::DuesPopulation;
using testing::World;

rules::Rulebook const& shipped() {
  static auto const book = [] {
    auto const rules = std::filesystem::path{__FILE__}.parent_path() / "../../rules";
    return rules::Rulebook{rules::load_rules(rules, all_rule_kinds()).value(), {}};
  }();
  return book;
}

class DuesBases : public database::OnBothEngines {
protected:
  void SetUp() override {
    OnBothEngines::SetUp();
    clock().set(testing::day("2026-07-20"));
    world.emplace(database(), clock());
    branch = world->branch(world->community("中共民生路社区委员会"), "中共民生路第一支部委员会");
    working = world->member(branch, "张三");
    retired = world->member(branch, "李四", [](auto& draft) {
      auto const born_on = testing::day("1950-01-01");
      draft.details.born_on = born_on;
      draft.details.identity_number =
          testing::invented_identity_number(born_on, draft.details.sex.value_or(Sex::male), 1);
      draft.category = MemberCategory::old_weak_ill_disabled;
    });
    jobless = world->member(branch, "王五",
                            [](auto& draft) { draft.category = MemberCategory::no_post; });
    ill = world->member(branch, "赵六", [](auto& draft) {
      draft.category = MemberCategory::old_weak_ill_disabled;
    });
  }
  bool set(std::vector<DuesBase> const& bases) {
    bool changed = false;
    EXPECT_TRUE(world
                    ->change("dues.test",
                             [&](journal::Change& change) -> Result<Done> {
                               auto const result = set_dues_bases(change, shipped(), bases);
                               if (!result) return std::unexpected{result.error()};
                               changed = *result;
                               change.about(branch, "导入党费基数");
                               return Done{};
                             })
                    .has_value());
    return changed;
  }
  std::vector<practice::DuesBasisRow> bases_of(MemberId member) {
    return world->read([&](database::Transaction& transaction) {
      return practice::bases_of_member(transaction, member);
    });
  }
  practice::DuesBasisRow basis_of(MemberId member) { return bases_of(member).back(); }

  std::optional<World> world{};
  UnitId branch{};
  MemberId working{};
  MemberId retired{};
  MemberId jobless{};
  MemberId ill{};
};
HANGJI_ON_BOTH_ENGINES(DuesBases);

TEST_P(DuesBases, the_population_follows_from_the_roster) {
  EXPECT_TRUE(set(
      {{working, Fen{600'000}}, {retired, Fen{400'000}}, {jobless, Fen{0}}, {ill, Fen{300'000}}}));
  EXPECT_EQ(basis_of(working).population, DuesPopulation::salaried);
  EXPECT_EQ(basis_of(working).base, Fen{600'000});
  EXPECT_EQ(basis_of(working).from_month, *Month::from_ym(2026, 7));
  EXPECT_EQ(basis_of(retired).population, DuesPopulation::retired);
  EXPECT_TRUE(bases_of(jobless).empty()) << "why there is none is the branch's to say";
  EXPECT_EQ(basis_of(ill).population, DuesPopulation::salaried) << "46 years old";
}

TEST_P(DuesBases, the_same_roster_again_changes_nothing) {
  std::vector<DuesBase> const bases{{working, Fen{600'000}}};
  EXPECT_TRUE(set(bases));
  EXPECT_FALSE(set(bases));
  EXPECT_TRUE(set({{working, Fen{700'000}}}));
}

}  // namespace
}  // namespace hangji::application
