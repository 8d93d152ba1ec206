#include "practice/member_facts/punishment_steps.h"

#include "database/test_databases.h"
#include "kernel/rules/test_rules.h"
#include "kernel/rules/values.h"
#include "practice/member_facts/member_facts.h"
#include "testing/world.h"

#include <gmock/gmock.h>

namespace hangji::practice {
namespace {
using journal::Change;
using organisation::PunishmentStep;
using testing::day;
using ::testing::ElementsAre;

rules::Rulebook const& test_rules() {
  static auto const book = [] {
    rules::RuleKinds kinds;
    kinds.add<rules::Threshold>();
    return rules::shipped_rules({"discipline.yaml"}, kinds);
  }();
  return book;
}

/// Today is 20 March 2026; 张三 was punished on 1 March.
class PunishmentSteps : public database::OnBothEngines {
protected:
  void SetUp() override {
    clock().set(day("2026-03-20"));
    world.emplace(database(), clock());
    branch = world->branch(world->community("甲社区"), "第一支部");
    zhang = world->member(branch, "张三");
    warning = punish("warning", "2026-03-01");
  }
  template <class T> static std::string code(Result<T> const& result) {
    return result ? "" : result.error().code;
  }
  FactId punish(std::string_view form, std::string_view on, std::optional<int> months = {}) {
    auto const entered = world->change("test.punish", [&](Change& change) {
      return enter_member_fact(change, test_rules(),
                               {.member = zhang,
                                .kind = "member.disciplined",
                                .topic = std::string{form},
                                .day = day(on),
                                .note = "某纪〔2026〕1号",
                                .months = months});
    });
    EXPECT_TRUE(entered.has_value()) << code(entered);
    return entered.value_or(FactId{});
  }
  Result<FactId> enter(FactId punishment, PunishmentStep step, std::string_view on,
                       std::string_view note = "支部党员大会，本人在场") {
    return world->change("test.step", [&](Change& change) {
      return enter_punishment_step(change, {punishment, step, day(on), std::string{note}});
    });
  }
  std::string withdraw(FactId id) {
    return code(world->change(
        "test.withdraw", [&](Change& change) { return withdraw_member_fact(change, id, "误"); }));
  }
  /// `宣布处分决定 2026-03-05`, the newest first.
  std::vector<std::string> rows() {
    std::vector<std::string> lines;
    for (auto const& one : views()) lines.push_back(one.name + " " + to_text(one.day));
    return lines;
  }
  std::vector<MemberFactView> views() {
    return world->read(
        [&](database::Transaction& t) { return member_facts_of(t, test_rules(), zhang); });
  }
  /// The day a task of the oldest punishment was done, or the last day for it in brackets.
  std::string state_of(PunishmentStep step) {
    auto const oldest = views().back();
    for (auto const& one : oldest.consequences) {
      if (one.step == step)
        return one.done_on ? to_text(*one.done_on) : "(" + to_text(one.until) + ")";
    }
    return "none";
  }

  std::optional<testing::World> world{};
  UnitId branch{};
  MemberId zhang{};
  FactId warning{};
};
HANGJI_ON_BOTH_ENGINES(PunishmentSteps);

TEST_P(PunishmentSteps, each_is_entered_once_and_answers_its_deadline) {
  EXPECT_EQ(state_of(PunishmentStep::announced), "(2026-04-01)");
  EXPECT_EQ(code(enter(warning, PunishmentStep::announced, "2026-03-05")), "");
  EXPECT_EQ(state_of(PunishmentStep::announced), "2026-03-05");
  EXPECT_EQ(state_of(PunishmentStep::reported), "(2026-09-01)");
  EXPECT_EQ(code(enter(warning, PunishmentStep::announced, "2026-03-06")),
            "punishments.already_entered");
  EXPECT_EQ(code(enter(warning, PunishmentStep::reported, "2026-03-01", "街道纪工委")), "")
      << "the day of the decision itself";
  EXPECT_THAT(rows(), ElementsAre("宣布处分决定 2026-03-05", "报告处分执行情况 2026-03-01",
                                  "党纪处分 2026-03-01"));
}

TEST_P(PunishmentSteps, what_was_entered_by_mistake_is_superseded_and_entered_anew) {
  auto const wrong = enter(warning, PunishmentStep::announced, "2026-03-05");
  ASSERT_TRUE(wrong.has_value());
  EXPECT_EQ(withdraw(*wrong), "");
  EXPECT_EQ(state_of(PunishmentStep::announced), "(2026-04-01)");
  EXPECT_EQ(code(enter(warning, PunishmentStep::announced, "2026-03-06")), "");
  EXPECT_EQ(state_of(PunishmentStep::announced), "2026-03-06");
}

TEST_P(PunishmentSteps, a_punishment_taken_back_takes_what_was_done_about_it_with_it) {
  auto const other = punish("serious_warning", "2026-03-10");
  EXPECT_EQ(code(enter(warning, PunishmentStep::announced, "2026-03-05")), "");
  EXPECT_EQ(code(enter(other, PunishmentStep::announced, "2026-03-11")), "");
  EXPECT_EQ(withdraw(warning), "");
  EXPECT_THAT(rows(), ElementsAre("宣布处分决定 2026-03-11", "党纪处分 2026-03-10"));
  EXPECT_EQ(code(enter(warning, PunishmentStep::reported, "2026-03-12")), "punishments.not_found");
}

TEST_P(PunishmentSteps, rights_are_restored_when_the_months_of_probation_are_over) {
  auto const probation = punish("probation", "2026-03-01", 12);
  clock().set(day("2027-03-20"));
  EXPECT_EQ(code(enter(probation, PunishmentStep::restored, "2027-02-28")),
            "punishments.too_early");
  EXPECT_EQ(code(enter(probation, PunishmentStep::restored, "2027-03-01", "支部大会决议")), "");
  EXPECT_EQ(withdraw(warning), "");
  EXPECT_EQ(state_of(PunishmentStep::restored), "2027-03-01");
}

TEST_P(PunishmentSteps, a_longer_probation_takes_the_place_of_the_first) {
  EXPECT_EQ(withdraw(warning), "");
  punish("probation", "2025-03-01", 12);
  EXPECT_EQ(state_of(PunishmentStep::restored), "(2026-03-01)");
  punish("probation", "2026-02-20", 12);
  EXPECT_EQ(state_of(PunishmentStep::restored), "none");
}

TEST_P(PunishmentSteps, what_makes_no_sense_is_refused) {
  EXPECT_EQ(code(enter(FactId{77}, PunishmentStep::announced, "2026-03-05")),
            "punishments.not_found");
  auto const lesson = world->change("test.enter", [&](Change& change) {
    return enter_member_fact(
        change, test_rules(),
        {.member = zhang, .kind = "activity.spoke", .topic = "lesson", .day = day("2026-03-02")});
  });
  EXPECT_EQ(code(enter(lesson.value(), PunishmentStep::announced, "2026-03-05")),
            "punishments.not_found")
      << "no punishment";
  EXPECT_EQ(code(enter(warning, PunishmentStep::restored, "2026-03-05")),
            "punishments.no_such_step");
  EXPECT_EQ(code(enter(warning, PunishmentStep::announced, "2026-03-05", "")),
            "punishments.note_missing");
  EXPECT_EQ(code(enter(warning, PunishmentStep::announced, "2026-02-28")), "punishments.too_early");
  EXPECT_EQ(code(enter(warning, PunishmentStep::announced, "2026-03-21")), "facts.in_the_future");
  EXPECT_EQ(rows().size(), 2U);
  auto const by_itself = world->change("test.enter", [&](Change& change) {
    return enter_member_fact(change, test_rules(),
                             {.member = zhang,
                              .kind = "member.punishment_announced",
                              .day = day("2026-03-05"),
                              .note = "大会"});
  });
  EXPECT_EQ(code(by_itself), "member_facts.kind_unknown");
}

}  // namespace
}  // namespace hangji::practice
