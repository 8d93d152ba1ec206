// A year of one branch with two members under the shipped rules, small enough to be added up by
// hand: points a month, dues owed, paid and in arrears, duties done, late and missed. From July the
// street gives more for a theme day, which changes nothing before. The books hold every law after
// each operation and are proven at the end of each month.
#include "application/program.h"
#include "application/rule_kinds.h"
#include "database/test_databases.h"
#include "kernel/rules/load.h"
#include "kernel/rules/rules_operations.h"
#include "organisation/unit_duties/unit_duties.h"
#include "practice/activities/activities_operations.h"
#include "practice/activities/activities_store.h"
#include "practice/activities/activity_tasks.h"
#include "practice/dues/dues_operations.h"
#include "practice/dues/dues_views.h"
#include "practice/points/points_operations.h"
#include "practice/points/points_views.h"
#include "testing/world.h"

#include <gmock/gmock.h>
#include <boost/json/parse.hpp>

namespace hangji::application {
namespace {

using database::Transaction;
using journal::Change;
using obligations::State;
using practice::Presence;
using ::testing::IsEmpty;

Month month_of_year(int number) { return *Month::from_ym(2026, number); }

class YearByHand : public database::OnBothEngines {
protected:
  void SetUp() override {
    clock().set(testing::day("2026-01-01"));
    m_world.emplace(database(), clock());
    m_branch = m_world->branch(m_world->community("甲社区"), "第一支部");
    m_zhang = m_world->member(m_branch, "张三");
    m_li = m_world->member(m_branch, "李四");
    // 5,000.00 at 1% is 50.00; 8,000.00 at 1.5% is 120.00.
    set_basis(m_zhang, Fen{500'000});
    set_basis(m_li, Fen{800'000});
    for (int number = 1; number <= 12; ++number) pass(number);
    clock().set(testing::day("2027-01-20"));
  }
  template <class Work> void enter(Work work) {
    auto const done = m_world->change("test.year", [&](Change& change) -> Result<Done> {
      change.about(m_branch, "办理");
      auto const result = work(change, *m_rulebooks.of(change.transaction()));
      if (!result) return std::unexpected{result.error()};
      return Done{};
    });
    EXPECT_TRUE(done) << to_text(clock().today()) << done.error().message;
  }
  void set_basis(MemberId member, Fen base) {
    enter([&](Change& change, auto const& rules) {
      return practice::set_basis(change, rules,
                                 {.member = member, .from = month_of_year(1), .base = base});
    });
  }

  /// 李四 stays away in March without a word and is on leave in April; February's theme day is not
  /// held.
  void hold_theme_day(int number) {
    if (number == 2) return;
    auto const at_it = number == 3   ? Presence::absent
                       : number == 4 ? Presence::on_leave
                                     : Presence::present;
    std::array const marks{practice::Mark{.member = m_zhang},
                           practice::Mark{.member = m_li,
                                          .presence = at_it,
                                          .reason = at_it == Presence::on_leave ? "住院" : ""}};
    enter([&](Change& change, auto const& rules) -> Result<Done> {
      auto const id = practice::plan_activity(change, rules,
                                              {.kind = "activity.theme_day",
                                               .unit = m_branch,
                                               .day = change.today(),
                                               .title = "主题党日"});
      if (!id) return std::unexpected{id.error()};
      practice::Record const record{{"theme", "学习"},
                                    {"place", "会议室"},
                                    {"host", "张三"},
                                    {"recorder", "李四"},
                                    {"minutes", "略"}};
      auto good = practice::record_attendance(change, rules, *id, marks);
      if (good) good = practice::save_record(change, rules, *id, record);
      return good ? practice::finish_activity(change, rules, *id) : good;
    });
  }
  void pay(MemberId member, int number, Fen amount, std::optional<Date> taken_on = {}) {
    practice::Payment const payment{
        .member = member, .month = month_of_year(number), .amount = amount, .day = taken_on};
    enter([&](Change& change, auto const& rules) {
      return practice::record_payments(change, rules, m_branch, std::span{&payment, 1});
    });
  }
  /// 李四 pays nothing in August and September; July's, taken before July was reported, is entered
  /// with November's only.
  void pay_dues(int number) {
    pay(m_zhang, number, Fen{5'000});
    if (number < 7 || number > 9) pay(m_li, number, Fen{12'000});
    if (number == 11) pay(m_li, 7, Fen{12'000}, testing::day("2026-08-01"));
  }
  /// May's report and register come on 20 June instead of by 5 June; December's dues are never
  /// reported.
  void close(int number) {
    auto const month = month_of_year(number);
    auto const next = month.plus(1).first_day();
    clock().set(number == 5 ? next.plus_days(19) : next.plus_days(2));
    if (number != 12) {
      enter([&](Change& change, auto const& rules) {
        return practice::report_month(change, rules, m_branch, month);
      });
    }
    enter([&](Change& change, auto const& rules) {
      return practice::close_register(change, rules, m_branch, month);
    });
  }
  void give_more_from_july() {
    auto const amounts = boost::json::parse(
        R"({"part":"daily","fact":"activity.attended","topic":"activity.theme_day",
            "amount":{"in_post":800,"no_post":800,"non_public":800,"floating":800,
                      "old_weak_ill_disabled":800},"award":"derived"})");
    enter([&](Change& change, auto const&) {
      return rules::add_override(change, m_rulebooks,
                                 {.rule_id = "points.daily.theme_day",
                                  .from = testing::day("2026-07-01"),
                                  .document = "街道积分办法",
                                  .article = "第二条",
                                  .reason = "鼓励到会",
                                  .parameters = amounts});
    });
    m_rulebooks.forget(tenant());
  }
  void pass(int number) {
    auto const month = month_of_year(number);
    auto const on = [&](int day) { clock().set(month.first_day().plus_days(day - 1)); };
    // May is closed late, on a day of June.
    on(10);
    hold_theme_day(number);
    pay_dues(number);
    on(number == 6 ? 25 : 28);
    if (number == 6) give_more_from_july();
    close(number);
    EXPECT_THAT(m_world->read([](Transaction& transaction) {
      return journal::verify_books(transaction, street_books()).faults;
    }),
                IsEmpty())
        << to_text(month);
  }

  /// Whole points, by month.
  std::vector<std::int64_t> points_of(MemberId member) {
    return m_world->read([&](Transaction& transaction) {
      std::vector<std::int64_t> points;
      auto const rules = m_rulebooks.of(transaction);
      for (int number = 1; number <= 12; ++number) {
        for (auto const& row :
             practice::register_of(transaction, *rules, m_branch, month_of_year(number)).rows) {
          if (row.member == member) points.push_back(row.total.value / 100);
        }
      }
      return points;
    });
  }
  /// How the duty stands in each month of the year.
  std::vector<State> states_of(std::string_view rule) {
    return m_world->read([&](Transaction& transaction) {
      std::vector<State> states;
      obligations::DutySources sources;
      sources.add(practice::add_activity_duties);
      auto const rules = m_rulebooks.of(transaction);
      for (int number = 1; number <= 12; ++number) {
        auto const judged = organisation::judge_month(
            transaction, {*rules, sources, m_branch, transaction.today()}, month_of_year(number));
        for (auto const& one : judged.obligations) {
          if (one.unit == m_branch && one.rule->id == rule) states.push_back(one.state);
        }
      }
      return states;
    });
  }
  struct YearOfDues {
    Fen owed{};
    Fen paid{};
    Fen missing{};
    friend bool operator==(YearOfDues const&, YearOfDues const&) = default;
  };
  YearOfDues dues_of(MemberId member) {
    return m_world->read([&](Transaction& transaction) {
      YearOfDues year;
      for (auto const& row :
           practice::months_of(transaction, *m_rulebooks.of(transaction), member, month_of_year(12))
               .value()
               .rows) {
        year.owed += row.owed;
        year.paid += row.paid;
        year.missing += row.missing;
      }
      return year;
    });
  }

  rules::Rulebooks m_rulebooks{
      rules::load_rules(std::filesystem::path{__FILE__}.parent_path() / "../../rules",
                        all_rule_kinds())
          .value(),
      all_rule_kinds()};
  std::optional<testing::World> m_world{};
  UnitId m_branch{};
  MemberId m_zhang{};
  MemberId m_li{};
};
HANGJI_ON_BOTH_ENGINES(YearByHand);

/// A month is 60 from the start and 16 of review before the first one; a theme day gives 5, from
/// July 8. Absence takes 2, dues not paid take 2.
TEST_P(YearByHand, points_are_what_one_adds_up_by_hand_and_the_new_rule_counts_from_july_only) {
  EXPECT_EQ(points_of(m_zhang),
            (std::vector<std::int64_t>{81, 76, 81, 81, 81, 81, 84, 84, 84, 84, 84, 84}));
  // July's report was wrong about him: the 2 points taken for it are given back in November.
  EXPECT_EQ(points_of(m_li),
            (std::vector<std::int64_t>{81, 76, 74, 76, 81, 81, 82, 82, 82, 84, 86, 84}));
  m_world->database().write(tenant(), [&](Transaction& transaction) {
    auto const rules = m_rulebooks.of(transaction);
    for (int number = 1; number <= 12; ++number)
      EXPECT_EQ(practice::rebuild_points(transaction, *rules, month_of_year(number)).outdated, 0);
    return true;
  });
}

TEST_P(YearByHand, dues_owed_paid_and_in_arrears_are_what_one_adds_up_by_hand) {
  EXPECT_EQ(dues_of(m_zhang), (YearOfDues{Fen{60'000}, Fen{60'000}, Fen{}}));
  EXPECT_EQ(dues_of(m_li), (YearOfDues{Fen{144'000}, Fen{120'000}, Fen{24'000}}))
      << "August's and September's are still owed";
}

TEST_P(YearByHand, duties_are_done_late_and_missed_as_the_year_went) {
  using enum State;
  EXPECT_EQ(states_of("activity.theme_day"),
            (std::vector<State>{done, missed, done, done, done, done, done, done, done, done, done,
                                done}));
  EXPECT_EQ(states_of("duty.dues_report"),
            (std::vector<State>{done, done, done, done, done_late, done, done, done, done, done,
                                done, missed}));
  EXPECT_EQ(states_of("duty.points_close"),
            (std::vector<State>{done, done, done, done, done_late, done, done, done, done, done,
                                done, done}));
}

}  // namespace
}  // namespace hangji::application
