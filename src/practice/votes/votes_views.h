// What the pages are told about votes: the list, one vote with what it came to and why, and what
// will hold for a vote to come.
#pragma once

#include "kernel/api/explanation.h"
#include "practice/votes/votes_operations.h"

namespace hangji::practice {

struct OptionView {
  std::string name{};
  std::optional<MemberId> member{};
  Candidacy candidacy{Candidacy::listed};
  std::int64_t yes{};
  std::int64_t no{};
  std::int64_t abstain{};
  std::int64_t written_yes{};
  std::int64_t written_no{};
  std::int64_t written_abstain{};
  /// Ballots and written opinions together.
  std::int64_t in_favour{};
  OptionResult result{OptionResult::undecided};
};
BOOST_DESCRIBE_STRUCT(OptionView, (),
                      (name, member, candidacy, yes, no, abstain, written_yes, written_no,
                       written_abstain, in_favour, result))

struct VoteView {
  VoteId id{};
  UnitId unit{};
  Date day{};
  VoteForm form{VoteForm::ordinary};
  std::string form_name{};
  std::string subject{};
  std::optional<ActivityId> activity{};
  std::string post{};
  std::int64_t seats{};
  std::int64_t expected{};
  std::string expected_note{};
  std::int64_t present{};
  std::int64_t issued{};
  std::int64_t returned{};
  std::int64_t valid{};
  std::vector<ExcludedMember> excluded{};
  std::string approval{};
  VoteState state{VoteState::recorded};
  std::string annulled_note{};
  VoteVerdict verdict{};
  std::string verdict_name{};
  /// Least who had to be there, and least in favour.
  std::int64_t quorum{};
  std::int64_t majority{};
  std::vector<OptionView> options{};
};
BOOST_DESCRIBE_STRUCT(VoteView, (),
                      (id, unit, day, form, form_name, subject, activity, post, seats, expected,
                       expected_note, present, issued, returned, valid, excluded, approval, state,
                       annulled_note, verdict, verdict_name, quorum, majority, options))

/// The rule is the one in force on the vote's day: it was there when the vote was recorded.
[[nodiscard]] VoteView view_of(rules::Rulebook const& rules, VoteRow const& row);
/// Quorum, ballots, majority and each option, step by step.
[[nodiscard]] api::Explanation explain_vote(database::Transaction& transaction,
                                            rules::Rulebook const& rules, VoteRow const& row);

/// What will hold for a vote on a day.
struct VoteBasisView {
  rules::RuleCitation rule{};
  VoteForm form{};
  /// Who may vote by the register.
  std::int64_t expected{};
  /// Least who must be there if nobody is left out.
  std::int64_t quorum{};
  std::string quorum_text{};
  std::string majority_text{};
  VoteBasis basis{};
  bool secret{};
  bool written_opinions_counted{};
  bool one_by_one{};
  std::vector<VoteExclusion> excluded_from_expected{};
  /// Least candidates for the post and seats asked for; the seats where there is no margin.
  std::int64_t least_candidates{};
};
BOOST_DESCRIBE_STRUCT(VoteBasisView, (),
                      (rule, form, expected, quorum, quorum_text, majority_text, basis, secret,
                       written_opinions_counted, one_by_one, excluded_from_expected,
                       least_candidates))

[[nodiscard]] VoteBasisView view_of(VoteBasisOfDay const& basis, std::string_view post,
                                    std::int64_t seats);

}  // namespace hangji::practice
