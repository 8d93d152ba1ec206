#include "practice/points/points_score.h"

#include "kernel/facts/fact_kinds.h"
#include "organisation/members/members.h"
#include "practice/points/points_test_rules.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace hangji::practice {
namespace {

namespace kind = facts::kind;
using facts::FactRow;

Month month(int number, int year = 2026) { return *Month::from_ym(year, number); }

class PointsScore : public ::testing::Test {
protected:
  /// A fact of the middle of the month, counted in that month.
  FactRow& add(std::string_view what, std::string_view topic, Month of, std::int64_t amount = 1) {
    return facts.emplace_back(FactRow{.id = FactId{++ids},
                                      .kind = std::string{what},
                                      .topic = std::string{topic},
                                      .day = of.first_day().plus_days(14),
                                      .counted_month = of,
                                      .unit_id = UnitId{1},
                                      .member_id = MemberId{1},
                                      .amount = amount});
  }
  FactRow& attend(std::string_view topic, Month of, std::int64_t minutes = 120) {
    return add(kind::activity_attended, topic, of, minutes);
  }
  /// A fact that takes the place of `old`, entered in the book of `in`.
  FactId correct(FactId old, std::string_view what, Month in, std::int64_t amount = 0) {
    auto const row = *std::ranges::find(facts, old, &FactRow::id);
    auto& fresh = add(what, row.topic, in, amount);
    fresh.day = row.day;
    fresh.supersedes = old;
    return fresh.id;
  }
  MonthScore score(Month of, MemberCategory category = MemberCategory::in_post) {
    return engine.score({.now = category, .former = {}}, facts, of);
  }

  PointsEngine engine{points_test_rules()};
  std::vector<FactRow> facts{};
  std::int64_t ids{0};
};

TEST_F(PointsScore, a_month_without_facts_has_the_full_base_and_the_review_before_the_first) {
  auto const july = score(month(7));
  EXPECT_EQ(july.base, Points{6'000});
  EXPECT_EQ(july.daily, Points{0});
  EXPECT_EQ(july.review, Points{1'600});
  EXPECT_EQ(july.total, Points{7'600});
}

struct DailyCase {
  char const* what;
  std::vector<std::pair<char const*, std::int64_t>> attended;
  std::int64_t daily;
};

TEST_F(PointsScore, daily_items_add_up_to_their_limits) {
  DailyCase const cases[] = {
      {"one theme day", {{"activity.theme_day", 120}}, 500},
      {"two are limited a month", {{"activity.theme_day", 1}, {"activity.theme_day", 1}}, 800},
      {"once a year", {{"activity.life_meeting", 1}, {"activity.life_meeting", 1}}, 300},
      {"each full hour", {{"activity.volunteering", 179}}, 400},
      {"less than an hour", {{"activity.volunteering", 59}}, 0},
      {"the part is full", {{"activity.volunteering", 6'000}}, 2'000},
      {"no rule cares", {{"activity.unknown", 1}}, 0},
  };
  for (auto const& one : cases) {
    facts.clear();
    for (auto const& [topic, minutes] : one.attended) attend(topic, month(7), minutes);
    EXPECT_EQ(score(month(7)).daily.value, one.daily) << one.what;
  }
}

TEST_F(PointsScore, limits_of_a_quarter_and_a_year_look_back) {
  for (int number = 1; number <= 12; ++number) {
    for (int time = 0; time < 3; ++time) attend("activity.study", month(number));
  }
  // 3 x 4 = 12 a month, 15 a quarter, 25 a year: 12, 3, 0 | 10, 0, 0 | nothing more.
  std::int64_t const expected[] = {1'200, 300, 0, 1'000, 0, 0, 0, 0, 0, 0, 0, 0};
  for (int number = 1; number <= 12; ++number) {
    EXPECT_EQ(score(month(number)).daily.value, expected[number - 1]) << number;
  }
  EXPECT_EQ(score(month(1, 2027)).daily, Points{0});
}

TEST_F(PointsScore, absence_lowers_the_base_unless_excused_or_of_no_concern) {
  add(kind::activity_absent, "activity.theme_day", month(7), 0);
  add(kind::activity_absent, "activity.study", month(7), 0);
  add(kind::activity_absent, "activity.volunteering", month(7), 0);
  EXPECT_EQ(score(month(7)).base, Points{5'600});
  EXPECT_EQ(score(month(7), MemberCategory::old_weak_ill_disabled).base, Points{6'000});
  for (int i = 0; i < 40; ++i) add(kind::activity_absent, "activity.study", month(7), 0);
  EXPECT_EQ(score(month(7)).base, Points{0});
}

TEST_F(PointsScore, confirmed_items_give_the_amount_that_was_confirmed) {
  add(kind::points_confirmed, "points.daily.merit", month(7), 300);
  add(kind::points_confirmed, "points.base.undone", month(7), -300);
  add(kind::points_confirmed, "points.base.undone", month(8), -300);
  EXPECT_EQ(score(month(7)).daily, Points{300});
  EXPECT_EQ(score(month(7)).base, Points{5'700});
  EXPECT_EQ(score(month(8)).base, Points{6'000});  // once a quarter
  EXPECT_EQ(score(month(10)).base, Points{6'000});
}

TEST_F(PointsScore, the_last_grade_holds_for_twelve_months) {
  add(kind::review_graded, "excellent", month(1), 0);
  EXPECT_EQ(score(month(1)).review, Points{2'000});
  EXPECT_EQ(score(month(12)).review, Points{2'000});
  EXPECT_EQ(score(month(1, 2027)).review, Points{1'600});
  add(kind::review_graded, "unqualified", month(6), 0);
  EXPECT_EQ(score(month(5)).review, Points{2'000});
  EXPECT_EQ(score(month(6)).review, Points{0});
}

TEST_F(PointsScore, a_waiver_of_the_meeting_fills_the_daily_part_of_the_year) {
  add(kind::points_confirmed, "points.standard.old", month(3), 1);
  auto const old = MemberCategory::old_weak_ill_disabled;
  EXPECT_EQ(score(month(2), old).daily, Points{0});
  EXPECT_EQ(score(month(3), old).daily, Points{1'000});
  EXPECT_EQ(score(month(12), old).daily, Points{1'000});
  EXPECT_EQ(score(month(1, 2027), old).daily, Points{0});
  EXPECT_EQ(score(month(3)).daily, Points{0});
}

TEST_F(PointsScore, a_red_line_lasts_for_its_months_and_leaves_the_points_as_they_are) {
  add(kind::member_disciplined, "warning", month(3));
  EXPECT_EQ(score(month(2)).total, Points{7'600});
  auto const march = score(month(3));
  EXPECT_EQ(march.total, Points{7'600});
  ASSERT_NE(march.red_line, nullptr);
  EXPECT_EQ(march.red_line->id, "points.red_line.discipline");
  EXPECT_NE(score(month(2, 2027)).red_line, nullptr);
  EXPECT_EQ(score(month(3, 2027)).red_line, nullptr);
}

TEST_F(PointsScore, six_unpaid_months_in_succession_are_a_red_line_five_are_none) {
  for (int number = 1; number <= 5; ++number) add(kind::dues_unpaid, "", month(number), 900);
  add(kind::dues_unpaid, "", month(7), 900);
  EXPECT_EQ(score(month(7)).red_line, nullptr);
  add(kind::dues_unpaid, "", month(6), 900);
  EXPECT_EQ(score(month(5)).red_line, nullptr);
  ASSERT_NE(score(month(6)).red_line, nullptr);
  EXPECT_EQ(score(month(6)).red_line->id, "points.red_line.six_months");
}

TEST_F(PointsScore, a_correction_in_the_same_month_takes_the_place_of_the_fact) {
  auto const id = attend("activity.theme_day", month(7)).id;
  correct(id, kind::activity_absent, month(7));
  auto const july = score(month(7));
  EXPECT_EQ(july.daily, Points{0});
  EXPECT_EQ(july.base, Points{5'800});
  EXPECT_EQ(july.correction, Points{0});
}

TEST_F(PointsScore, a_correction_of_a_closed_month_contributes_the_difference_and_names_it) {
  auto const id = attend("activity.theme_day", month(5)).id;
  auto const closed = score(month(5)).total;
  auto const correction = correct(id, kind::activity_absent, month(7));
  EXPECT_EQ(score(month(5)).total, closed);
  auto const july = score(month(7));
  EXPECT_EQ(july.correction, Points{-700});
  EXPECT_EQ(july.total, Points{6'900});
  auto const& line = july.lines.back();
  EXPECT_EQ(line.corrects, month(5));
  EXPECT_EQ(line.facts, std::vector{correction});
  EXPECT_EQ(line.text, "更正2026年5月的记录：原计 81 分，现计 74 分，差额 -7 分计入本月");
}

TEST_F(PointsScore, a_correction_frees_what_a_limit_had_held_back) {
  auto const first = attend("activity.theme_day", month(5)).id;
  attend("activity.theme_day", month(5));
  EXPECT_EQ(score(month(5)).daily, Points{800});
  correct(first, kind::activity_on_leave, month(7));
  EXPECT_EQ(score(month(7)).correction, Points{-300});  // 8 with the limit, 5 without the first
}

TEST_F(PointsScore, a_corrected_grade_corrects_every_month_it_counted_in) {
  auto const id = add(kind::review_graded, "excellent", month(4), 0).id;
  auto const fresh = correct(id, kind::review_graded, month(7));
  std::ranges::find(facts, fresh, &FactRow::id)->topic = "unqualified";
  EXPECT_EQ(score(month(7)).correction, Points{-6'000});  // April, May, June
  EXPECT_EQ(score(month(7)).review, Points{0});
}

TEST_F(PointsScore, lines_add_up_to_the_total) {
  for (int i = 0; i < 3; ++i) attend("activity.theme_day", month(7));
  attend("activity.volunteering", month(7), 600);
  add(kind::activity_absent, "activity.study", month(7), 0);
  auto const july = score(month(7));
  Points sum;
  for (auto const& line : july.lines) sum += line.amount;
  EXPECT_EQ(sum, july.total);
  EXPECT_EQ(july.total, Points{6'000 - 200 + 2'000 + 1'600});
}

// Properties, over random months of facts and corrections.

class PointsLaws : public PointsScore {
protected:
  void make_a_year(std::mt19937& random) {
    std::string_view const topics[] = {"activity.theme_day", "activity.study",
                                       "activity.life_meeting", "activity.volunteering"};
    for (int i = 0; i < 40; ++i) {
      auto const in = month(static_cast<int>(random() % 12) + 1);
      auto const& topic = topics[random() % 4];
      if (random() % 3 == 0)
        add(kind::activity_absent, topic, in, 0);
      else
        attend(topic, in, static_cast<std::int64_t>(random() % 200));
    }
    add(kind::review_graded, "excellent", month(static_cast<int>(random() % 12) + 1), 0);
  }
  std::int64_t sum_of_year() {
    std::int64_t sum = 0;
    for (int number = 1; number <= 12; ++number) {
      auto const one = score(month(number));
      sum += (one.parts() + one.correction).value;
    }
    return sum;
  }
};

TEST_F(PointsLaws, the_order_of_facts_does_not_matter) {
  std::mt19937 random{1};
  for (int round = 0; round < 20; ++round) {
    facts.clear();
    make_a_year(random);
    auto const id = facts[random() % facts.size()].id;
    correct(id, kind::activity_on_leave, month(12));
    auto const expected = score(month(12)).total;
    std::ranges::shuffle(facts, random);
    EXPECT_EQ(score(month(12)).total, expected);
  }
}

TEST_F(PointsLaws, a_correction_and_its_reversal_come_to_nothing) {
  std::mt19937 random{2};
  for (int round = 0; round < 20; ++round) {
    facts.clear();
    make_a_year(random);
    auto const old = facts[random() % facts.size()];
    if (old.counted_month > month(10)) continue;
    auto const before = sum_of_year();
    auto const id = correct(old.id, kind::activity_on_leave, month(11));
    auto const in = random() % 2 == 0 ? month(11) : month(12);
    correct(id, old.kind, in, old.amount);
    EXPECT_EQ(sum_of_year(), before);
    EXPECT_TRUE(in == month(12) || score(month(11)).correction == Points{0});
  }
}

TEST_F(PointsLaws, months_scored_as_they_came_add_up_to_the_year_scored_at_once) {
  std::mt19937 random{3};
  for (int round = 0; round < 20; ++round) {
    facts.clear();
    make_a_year(random);
    // The same year as if every correction had been right from the first.
    auto right = facts;
    for (int i = 0; i < 6; ++i) {
      auto const old = facts[static_cast<std::size_t>(i) * 5];
      auto const in = std::min(old.counted_month.plus(static_cast<int>(random() % 4)), month(12));
      correct(old.id, kind::activity_absent, in);
      std::ranges::find(right, old.id, &FactRow::id)->kind = kind::activity_absent;
    }
    auto const incremental = sum_of_year();
    facts = right;
    EXPECT_EQ(sum_of_year(), incremental);
  }
}

TEST_F(PointsLaws, a_later_fact_changes_no_earlier_month) {
  std::mt19937 random{4};
  make_a_year(random);
  std::vector<Points> before;
  for (int number = 1; number <= 11; ++number) before.push_back(score(month(number)).total);
  for (std::size_t i = 0; i < 10; ++i) correct(facts[i].id, kind::activity_absent, month(12));
  for (int number = 1; number <= 11; ++number) {
    EXPECT_EQ(score(month(number)).total, before[static_cast<std::size_t>(number) - 1]);
  }
}

TEST(Points, the_shipped_rules_score_a_member_of_each_category) {
  PointsEngine engine{shipped_points_rules()};
  std::vector<FactRow> facts(2);
  facts[0] = {.id = FactId{1},
              .kind = std::string{kind::activity_attended},
              .topic = "activity.theme_day",
              .day = month(7).first_day(),
              .counted_month = month(7)};
  facts[1] = facts[0];
  facts[1].id = FactId{2};
  facts[1].kind = kind::activity_absent;
  facts[1].topic = "activity.study";
  // Base 60 less 3 for an absence from study (2 in non-public units, nothing for floating, old,
  // weak, ill and disabled members), 5 or 6 for the theme day, 16 before the first review.
  std::pair<MemberCategory, std::int64_t> const cases[] = {
      {MemberCategory::in_post, 7'800},
      {MemberCategory::no_post, 7'800},
      {MemberCategory::non_public, 7'900},
      {MemberCategory::floating, 8'200},
      {MemberCategory::old_weak_ill_disabled, 8'100}};
  for (auto const& [category, total] : cases) {
    auto const score = engine.score({.now = category, .former = {}}, facts, month(7));
    EXPECT_EQ(score.total.value, total) << organisation::label(category);
  }
}

TEST(Points, the_mean_is_half_up_to_a_hundredth) {
  EXPECT_EQ(mean_of(std::vector{Points{7'600}, Points{7'601}}), Points{7'601});
  EXPECT_EQ(mean_of(std::vector{Points{100}, Points{100}, Points{101}}), Points{100});
  EXPECT_EQ(mean_of(std::vector<Points>{}), std::nullopt);
}

}  // namespace
}  // namespace hangji::practice
