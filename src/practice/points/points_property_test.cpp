// What must hold of points whatever happens: registers closed month by month come to what all facts
// come to at once, and what was corrected and then corrected back never happened.
#include "database/test_databases.h"
#include "kernel/facts/fact_kinds.h"
#include "practice/points/points_operations.h"
#include "practice/points/points_store.h"
#include "practice/points/points_test_rules.h"
#include "practice/points/points_views.h"
#include "testing/world.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace hangji::practice {
namespace {

namespace kind = facts::kind;
using database::Transaction;
using facts::FactDraft;
using journal::Change;
using testing::World;

Month month(int number) { return *Month::from_ym(2026, number); }

/// A branch of four that lives through the months as the dice say.
class PointsLaws : public database::OnBothEngines {
protected:
  void SetUp() override {
    OnBothEngines::SetUp();
    clock().set(testing::day("2026-01-15"));
    world.emplace(database(), clock());
    world->check_laws_at_each_change(false);
    branch = world->branch(world->community("甲社区"), "第一支部");
    for (auto const* name : {"张三", "李四", "王五", "赵六"})
      members.push_back(world->member(branch, name));
  }
  struct Entered {
    FactId id{};
    FactDraft draft{};
  };
  Entered enter(FactDraft const& draft) {
    auto const id = world->change("test.enter", [&](Change& open) {
      open.about(branch, "登记");
      return facts::append(open, draft);
    });
    EXPECT_TRUE(id.has_value()) << id.error().message;
    return {id.value_or(FactId{}), draft};
  }
  FactDraft any_attendance() {
    static constexpr std::array topics{"activity.theme_day", "activity.study",
                                       "activity.life_meeting", "activity.volunteering"};
    auto const today = clock().today();
    return {.kind = std::string{kind::activity_attended},
            .topic = topics[dice() % topics.size()],
            .day = today.plus_days(-static_cast<int>(dice() % 40)),
            .unit = branch,
            .member = members[dice() % members.size()],
            .amount = static_cast<std::int64_t>(30 + dice() % 200)};
  }
  /// The same fact told otherwise: they were not there, or were after all.
  Entered correct(Entered const& old) {
    auto draft = old.draft;
    bool const was_there = draft.kind == kind::activity_attended;
    draft.kind = was_there ? kind::activity_absent : kind::activity_attended;
    draft.supersedes = old.id;
    draft.note = "记错";
    return enter(draft);
  }
  /// Everything a month's register shows.
  std::string book(Month of) {
    return world->read([&](Transaction& t) { return to_json(register_of(t, rules, branch, of)); });
  }
  std::string books() {
    std::string all;
    for (auto of = month(1); of <= Month::of(clock().today()); of = of.plus(1)) all += book(of);
    return all;
  }
  std::string tallies() {
    return world->read(
        [&](Transaction& t) { return to_json(tallies_of(t, branch, month(1), month(12))); });
  }
  void close(Month of) { close(of, branch); }
  void close(Month of, UnitId unit) {
    auto const closed = world->change(
        "test.close", [&](Change& open) { return close_register(open, rules, unit, of); });
    EXPECT_TRUE(closed.has_value()) << closed.error().message;
  }
  void move(MemberId member, UnitId to, Date day) {
    auto const moved = world->change("test.move", [&](Change& open) {
      return organisation::transfer_member(open, {member, to, day, "补登"});
    });
    EXPECT_TRUE(moved.has_value()) << moved.error().message;
  }
  /// What is entered late: someone who had come, another category, of months that are closed.
  void live_backwards(int number) {
    auto const late = world->member(branch, fmt::format("补{}", number), [&](auto& draft) {
      draft.from = clock().today().plus_days(-70);
    });
    members.push_back(late);
    auto const category = number % 2 == 0 ? organisation::MemberCategory::in_post
                                          : organisation::MemberCategory::no_post;
    auto const changed = world->change("test.category", [&](Change& open) {
      return organisation::change_category(open, members[1], category,
                                           clock().today().plus_days(-40), "补登");
    });
    EXPECT_TRUE(changed.has_value()) << changed.error().message;
  }
  RebuiltRegisters rebuilt(Month of) {
    RebuiltRegisters found;
    database().write(tenant(), [&](Transaction& transaction) {
      found = rebuild_points(transaction, rules, of);
      return true;
    });
    return found;
  }
  std::vector<std::string> register_faults() {
    return world->read([](Transaction& t) { return practice::register_faults(t); });
  }
  /// A member's own page says of a closed month what the register says.
  void expect_own_pages_agree(Month of) {
    world->read([&](Transaction& t) {
      for (auto const& line : tallies_of(t, branch, of, of)) {
        auto const points = member_points(t, rules, line.member_id, of);
        EXPECT_TRUE(points.has_value());
        EXPECT_EQ(points ? points->score.total : Points{}, line.total) << line.name;
      }
      return true;
    });
  }
  /// Facts of the month and corrections of whatever was entered.
  void live(int operations) {
    for (int i = 0; i < operations; ++i) {
      bool const corrects = !entered.empty() && dice() % 4 == 0;
      if (!corrects) {
        entered.push_back(enter(any_attendance()));
        continue;
      }
      auto& one = entered[dice() % entered.size()];
      one = correct(one);
    }
  }

  std::minstd_rand dice{};
  rules::Rulebook rules{points_test_rules()};
  std::optional<World> world{};
  UnitId branch{};
  std::vector<MemberId> members{};
  std::vector<Entered> entered{};
};
HANGJI_ON_BOTH_ENGINES(PointsLaws);

TEST_P(PointsLaws, registers_closed_month_by_month_are_those_reckoned_from_all_facts_at_once) {
  dice.seed(11);
  for (int number = 1; number <= 8; ++number) {
    clock().set(month(number).first_day().plus_days(24));
    live(25);
    clock().set(month(number + 1).first_day().plus_days(4));
    live(3);
    close(month(number));
    auto const incremental = tallies();
    database().write(tenant(), [&](Transaction& transaction) {
      for (int closed = 1; closed <= number; ++closed)
        EXPECT_EQ(rebuild_points(transaction, rules, month(closed)).same, 1);
      return true;
    });
    ASSERT_EQ(tallies(), incremental) << "month " << number;
  }
}

TEST_P(PointsLaws, what_is_corrected_and_corrected_back_never_happened) {
  dice.seed(12);
  for (int number = 1; number <= 5; ++number) {
    clock().set(month(number).first_day().plus_days(24));
    live(12);
    for (int i = 0; i < 6; ++i) {
      auto& one = entered[dice() % entered.size()];
      auto const before = books();
      auto const corrected = correct(one);
      one = correct(corrected);
      ASSERT_EQ(books(), before) << "month " << number << ", " << one.draft.topic << " of "
                                 << to_text(one.draft.day);
    }
    clock().set(month(number + 1).first_day().plus_days(4));
    close(month(number));
  }
}

TEST_P(PointsLaws, closed_registers_never_change_afterwards) {
  dice.seed(13);
  std::map<int, std::string> closed;
  for (int number = 1; number <= 5; ++number) {
    clock().set(month(number).first_day().plus_days(24));
    live(15);
    live_backwards(number);
    for (auto const& [earlier, shown] : closed) {
      ASSERT_EQ(book(month(earlier)), shown);
      ASSERT_EQ(rebuilt(month(earlier)).lost, 0);
      ASSERT_EQ(book(month(earlier)), shown) << "rebuilt";
      expect_own_pages_agree(month(earlier));
    }
    EXPECT_EQ(register_faults(), std::vector<std::string>{});
    clock().set(month(number + 1).first_day().plus_days(4));
    close(month(number));
    closed[number] = book(month(number));
  }
  EXPECT_GT(rebuilt(month(2)).outdated, 0) << "what was entered late would change it";
}

TEST_P(PointsLaws, a_member_stands_in_one_register_of_a_month) {
  auto const other = world->branch(world->community("乙社区"), "第二支部");
  clock().set(testing::day("2026-02-03"));
  close(month(1));
  move(members[0], other, testing::day("2026-01-20"));
  close(month(1), other);
  EXPECT_THAT(book(month(1)), ::testing::HasSubstr("张三"));
  auto const seconds = world->read([&](Transaction& t) { return tally_rows(t, other, month(1)); });
  EXPECT_EQ(seconds.size(), 0U);
  EXPECT_EQ(register_faults(), std::vector<std::string>{});
}

TEST_P(PointsLaws, a_register_changed_past_the_program_is_found_and_written_again) {
  clock().set(testing::day("2026-02-03"));
  enter(any_attendance());
  close(month(1));
  auto const before = tallies();
  database().write(tenant(), [&](Transaction& transaction) {
    auto rows = tally_rows(transaction, branch, month(1));
    rows.front().total = Points{9900};
    replace_tallies(transaction, branch, month(1), rows);
    return true;
  });
  EXPECT_EQ(register_faults().size(), 1U);
  EXPECT_EQ(rebuilt(month(1)).restored, 1);
  EXPECT_EQ(tallies(), before);
  database().write(tenant(), [&](Transaction& transaction) {
    replace_tallies(transaction, branch, month(1), {});
    return true;
  });
  EXPECT_EQ(register_faults().size(), 1U) << "deleted";
  move(members[0], world->branch(world->community("乙社区"), "第二支部"),
       testing::day("2026-01-20"));
  EXPECT_EQ(rebuilt(month(1)).lost, 1) << "facts no longer come to what was closed";
}

}  // namespace
}  // namespace hangji::practice
