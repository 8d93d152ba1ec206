#include "practice/votes/votes.h"

#include "practice/votes/votes_test_rules.h"

#include <gtest/gtest.h>

namespace hangji::practice {
namespace {

Date day(std::string_view text) { return *parse_date(text); }

/// A vote by ballots that were all returned and valid, on one motion.
VoteCount motion(std::int64_t expected, std::int64_t present, std::int64_t yes) {
  return {.expected = expected,
          .present = present,
          .issued = present,
          .returned = present,
          .valid = present,
          .options = {{.name = "议题", .yes = yes, .no = present - yes}}};
}

VoteVerdict verdict_of(VoteForm form, std::string_view on, VoteCount count) {
  if (form == VoteForm::election) count.post = "committee_member";
  auto const rule = vote_rule_of(vote_test_rules(), form, day(on));
  EXPECT_TRUE(rule.has_value()) << on;
  EXPECT_TRUE(check_options(**rule, count).has_value());
  EXPECT_TRUE(check_count(**rule, count).has_value());
  return outcome_of(**rule, count).verdict;
}

struct VoteCase {
  VoteForm form;
  char const* on;
  std::int64_t expected;
  std::int64_t present;
  std::int64_t yes;
  VoteVerdict verdict;
};

TEST(Votes, quorum_and_majority_by_form_and_day) {
  using enum VoteForm;
  using enum VoteVerdict;
  VoteCase const cases[] = {
      // 党支部工作条例 第十一条: half of the expected there, more than half of the expected in
      // favour.
      {ordinary, "2019-06-01", 20, 9, 9, no_quorum},
      {ordinary, "2019-06-01", 20, 10, 10, not_passed},
      {ordinary, "2019-06-01", 20, 11, 11, passed},
      {ordinary, "2019-06-01", 20, 20, 10, not_passed},
      {ordinary, "2019-06-01", 21, 10, 10, no_quorum},
      {ordinary, "2019-06-01", 21, 11, 11, passed},
      // 发展党员工作细则 第二十三条: more than half there, more than half of the expected in
      // favour.
      {admission, "2019-06-01", 20, 10, 10, no_quorum},
      {admission, "2019-06-01", 20, 11, 10, not_passed},
      {admission, "2019-06-01", 20, 11, 11, passed},
      // 选举工作暂行条例 (1990): more than four fifths there, more than half of those present.
      {election, "2018-06-01", 20, 16, 16, no_quorum},
      {election, "2018-06-01", 20, 17, 9, elected},
      {election, "2018-06-01", 20, 17, 8, seats_open},
      {election, "2020-07-12", 20, 16, 16, no_quorum},
      // 选举工作条例 (2020): four fifths there.
      {election, "2020-07-13", 20, 16, 16, elected},
      {election, "2021-06-01", 20, 16, 9, elected},
      {election, "2021-06-01", 20, 16, 8, seats_open},
      {election, "2021-06-01", 20, 15, 15, no_quorum},
      {election, "2021-06-01", 21, 16, 16, no_quorum},
      {election, "2021-06-01", 21, 17, 9, elected},
  };
  for (auto const& one : cases) {
    EXPECT_EQ(verdict_of(one.form, one.on, motion(one.expected, one.present, one.yes)), one.verdict)
        << one.on << " " << one.expected << "/" << one.present << "/" << one.yes;
  }
}

TEST(Votes, the_same_counts_pass_an_election_and_fail_a_motion) {
  // 16 of 20 there, 9 in favour: more than half of those present, less than half of the expected.
  EXPECT_EQ(verdict_of(VoteForm::election, "2021-06-01", motion(20, 16, 9)), VoteVerdict::elected);
  EXPECT_EQ(verdict_of(VoteForm::ordinary, "2021-06-01", motion(20, 16, 9)),
            VoteVerdict::not_passed);
}

TEST(Votes, before_a_text_is_in_force_there_is_no_rule) {
  EXPECT_FALSE(vote_rule_of(vote_test_rules(), VoteForm::ordinary, day("2018-10-27")));
  EXPECT_TRUE(vote_rule_of(vote_test_rules(), VoteForm::ordinary, day("2018-10-28")));
  EXPECT_FALSE(vote_rule_of(vote_test_rules(), VoteForm::admission, day("2014-05-27")));
  EXPECT_TRUE(vote_rule_of(vote_test_rules(), VoteForm::election, day("1990-06-27")));
}

TEST(Votes, written_opinions_count_as_votes_and_not_as_presence) {
  // 细则第二十三条: 20 expected, 11 there of whom 10 in favour, one in favour by letter: 11.
  auto count = motion(20, 11, 10);
  count.options[0].written_yes = 1;
  EXPECT_EQ(verdict_of(VoteForm::admission, "2019-06-01", count), VoteVerdict::passed);
  count = motion(20, 10, 10);
  count.options[0].written_yes = 5;
  EXPECT_EQ(verdict_of(VoteForm::admission, "2019-06-01", count), VoteVerdict::no_quorum);
}

VoteCount election(std::int64_t seats, std::vector<std::int64_t> const& yes) {
  VoteCount count{.post = "committee_member", .seats = seats, .expected = 20};
  count.present = count.issued = count.returned = count.valid = 20;
  for (std::size_t i = 0; i < yes.size(); ++i) {
    count.options.push_back(
        {.name = std::string(1, static_cast<char>('A' + i)), .yes = yes[i], .no = 20 - yes[i]});
  }
  return count;
}

std::string results_of(std::int64_t seats, std::vector<std::int64_t> const& yes) {
  auto const rule = vote_rule_of(vote_test_rules(), VoteForm::election, day("2021-06-01"));
  auto const outcome = outcome_of(**rule, election(seats, yes));
  std::string text{boost::describe::enum_to_string(outcome.verdict, "?")};
  for (auto const result : outcome.options)
    text += std::string{" "} + boost::describe::enum_to_string(result, "?");
  return text;
}

TEST(Votes, seats_go_to_the_most_votes_above_half_and_ties_are_voted_again) {
  EXPECT_EQ(results_of(3, {18, 11, 15, 12}), "elected elected not_passed elected elected");
  EXPECT_EQ(results_of(3, {18, 10, 15, 12}), "elected elected not_passed elected elected");
  EXPECT_EQ(results_of(3, {18, 10, 15, 10}), "seats_open elected not_passed elected not_passed");
  // Equal at the last seat: only those equal are voted on again.
  EXPECT_EQ(results_of(3, {18, 12, 15, 12}), "run_off elected run_off elected run_off");
  EXPECT_EQ(results_of(1, {12, 12}), "run_off run_off run_off");
  // Equal, but there is a seat for each.
  EXPECT_EQ(results_of(2, {12, 12, 5}), "elected elected elected not_passed");
}

TEST(Votes, more_ballots_back_than_given_out_void_an_election) {
  auto count = motion(20, 18, 18);
  count.issued = 17;
  EXPECT_EQ(verdict_of(VoteForm::election, "2021-06-01", count), VoteVerdict::void_ballots);
}

TEST(Votes, a_margin_of_candidates_is_a_fifth_rounded_up) {
  auto const rule = vote_rule_of(vote_test_rules(), VoteForm::election, day("2021-06-01"));
  EXPECT_EQ(least_candidates(**rule, "committee_member", 3), 4);
  EXPECT_EQ(least_candidates(**rule, "committee_member", 5), 6);
  EXPECT_EQ(least_candidates(**rule, "committee_member", 6), 8);
  EXPECT_EQ(least_candidates(**rule, "secretary", 1), 1);
  EXPECT_EQ(least_candidates(**rule, "deputy_secretary", 1), 1);
}

struct WrongCount {
  char const* what;
  VoteForm form;
  VoteCount count;
  char const* code;
};

TEST(Votes, counts_that_do_not_fit_are_refused) {
  auto const with = [](VoteCount count, auto change) {
    change(count);
    return count;
  };
  auto const good = motion(20, 15, 12);
  WrongCount const cases[] = {
      {"no option", VoteForm::ordinary, with(good, [](auto& c) { c.options.clear(); }),
       "votes.options_wrong"},
      {"two motions", VoteForm::ordinary,
       with(good, [](auto& c) { c.options.push_back({.name = "另一个", .no = 15}); }),
       "votes.options_wrong"},
      {"no name", VoteForm::ordinary, with(good, [](auto& c) { c.options[0].name.clear(); }),
       "votes.options_wrong"},
      {"the same name twice", VoteForm::election,
       with(election(2, {12, 12, 3}), [](auto& c) { c.options[1].name = "A"; }),
       "votes.options_wrong"},
      {"written in", VoteForm::ordinary,
       with(good, [](auto& c) { c.options[0].candidacy = Candidacy::written_in; }),
       "votes.options_wrong"},
      {"no post", VoteForm::election, with(election(1, {12}), [](auto& c) { c.post.clear(); }),
       "votes.options_wrong"},
      {"no seat", VoteForm::election, with(election(1, {12}), [](auto& c) { c.seats = 0; }),
       "votes.options_wrong"},
      {"seats of a motion", VoteForm::ordinary, with(good, [](auto& c) { c.seats = 2; }),
       "votes.options_wrong"},
      {"letters", VoteForm::ordinary, with(good, [](auto& c) { c.options[0].written_yes = 1; }),
       "votes.written_not_counted"},
      {"nobody expected", VoteForm::ordinary, with(good, [](auto& c) { c.expected = 0; }),
       "votes.counts_wrong"},
      {"more there than expected", VoteForm::ordinary, motion(14, 15, 12), "votes.counts_wrong"},
      {"letters of those present", VoteForm::admission,
       with(motion(20, 18, 12), [](auto& c) { c.options[0].written_yes = 3; }),
       "votes.counts_wrong"},
      {"below nothing", VoteForm::ordinary,
       with(good, [](auto& c) { c.options[0] = {.name = "议题", .yes = 16, .no = -1}; }),
       "votes.counts_wrong"},
      {"more issued than there", VoteForm::ordinary, with(good, [](auto& c) { c.issued = 16; }),
       "votes.counts_wrong"},
      {"more back than issued", VoteForm::ordinary, with(good, [](auto& c) { c.returned = 16; }),
       "votes.counts_wrong"},
      {"more valid than back", VoteForm::ordinary, with(good, [](auto& c) { c.valid = 16; }),
       "votes.counts_wrong"},
      {"ballots that do not add up", VoteForm::ordinary,
       with(good, [](auto& c) { c.options[0].yes = 13; }), "votes.counts_wrong"},
      {"more marks than seats", VoteForm::election, election(2, {20, 20, 20}),
       "votes.counts_wrong"},
  };
  for (auto const& one : cases) {
    auto const rule = vote_rule_of(vote_test_rules(), one.form, day("2021-06-01"));
    auto result = check_options(**rule, one.count);
    if (result) result = check_count(**rule, one.count);
    ASSERT_FALSE(result.has_value()) << one.what;
    EXPECT_EQ(result.error().code, one.code) << one.what;
  }
}

TEST(Votes, the_least_part_that_reaches_a_share) {
  EXPECT_EQ(least_of({.numerator = 1, .denominator = 2, .strict = true}, 20), 11);
  EXPECT_EQ(least_of({.numerator = 1, .denominator = 2, .strict = true}, 21), 11);
  EXPECT_EQ(least_of({.numerator = 1, .denominator = 2, .strict = false}, 21), 11);
  EXPECT_EQ(least_of({.numerator = 4, .denominator = 5, .strict = false}, 20), 16);
  EXPECT_EQ(least_of({.numerator = 4, .denominator = 5, .strict = true}, 20), 17);
  EXPECT_EQ(least_of({.numerator = 4, .denominator = 5, .strict = false}, 0), 1);
}

TEST(Votes, counts_survive_being_stored) {
  VoteRow row{.seats = 2, .expected = 20, .present = 18, .issued = 18, .returned = 17, .valid = 16};
  row.options = R"([{"name":"张三","member":"12","yes":10,"no":6},{"name":"李四","yes":9}])";
  row.excluded = R"([{"member":"7","reason":"bedridden"}])";
  auto const count = count_of(row);
  ASSERT_EQ(count.options.size(), 2u);
  EXPECT_EQ(count.options[0].member, MemberId{12});
  EXPECT_EQ(votes_in_favour(count), 19);
  ASSERT_EQ(excluded_of(row).size(), 1u);
  EXPECT_EQ(excluded_of(row)[0].reason, VoteExclusion::bedridden);
}

}  // namespace
}  // namespace hangji::practice
