// The three votes of a branch, each with its own two thresholds and its own basis: an ordinary vote
// and an admission count the favourable against those *expected*, an election against those
// *present*.
#pragma once

#include "kernel/rules/rule_kinds.h"
#include "kernel/rules/values.h"

#include <optional>
#include <string>
#include <vector>

namespace hangji::practice {

enum class VoteForm { ordinary, admission, election };
BOOST_DESCRIBE_ENUM(VoteForm, ordinary, admission, election)

/// What a majority is a share of: those entitled and expected (应到), or those entitled and present
/// (实到).
enum class VoteBasis { expected, present };
BOOST_DESCRIBE_ENUM(VoteBasis, expected, present)

/// Who may be left out of the expected, with the superior's consent and the meeting's approval.
enum class VoteExclusion {
  incapacity,
  self_funded_abroad,
  serving_sentence,
  bedridden,
  transfer_outstanding
};
BOOST_DESCRIBE_ENUM(VoteExclusion, incapacity, self_funded_abroad, serving_sentence, bedridden,
                    transfer_outstanding)

/// At most one rule of a form is in force on a day; the vote's own day chooses the version. YAML:
/// ```
/// parameters:
///   form: election
///   units: [branch, joint_branch]
///   quorum: {numerator: 4, denominator: 5, strict: false}
///   majority: {numerator: 1, denominator: 2, strict: true}
///   basis: present
///   secret: true
///   excluded_from_expected: [incapacity, self_funded_abroad, …]
///   candidate_margin_percent: 20
/// ```
struct VoteRule {
  static constexpr std::string_view rule_kind = "vote_rule";

  VoteForm form{VoteForm::ordinary};
  /// Unit kinds that may hold it; empty: any.
  std::vector<std::string> units{};
  /// Of the expected who must be present.
  rules::Share quorum{};
  /// Of the basis who must be in favour.
  rules::Share majority{};
  VoteBasis basis{VoteBasis::expected};
  bool secret{false};
  std::vector<VoteExclusion> excluded_from_expected{};
  bool exclusion_needs_approval{true};
  /// More ballots back than given out: the vote is void and is held again.
  bool ballots_returned_not_above_issued{false};
  /// 差额: at least so many percent more candidates than seats, rounded up (3 seats: 4); none: no
  /// margin is asked.
  std::optional<int> candidate_margin_percent{};
  /// Posts voted without a margin (等额): secretary, deputy_secretary.
  std::vector<std::string> without_margin{};
  /// Written opinions handed in before the meeting by those absent count as votes.
  bool written_opinions_counted{false};
  /// Several persons are voted on one after the other.
  bool one_by_one{false};
};
BOOST_DESCRIBE_STRUCT(VoteRule, (),
                      (form, units, quorum, majority, basis, secret, excluded_from_expected,
                       exclusion_needs_approval, ballots_returned_not_above_issued,
                       candidate_margin_percent, without_margin, written_opinions_counted,
                       one_by_one))

/// Refuses improper shares, an open admission or election, and a margin outside 0–100.
[[nodiscard]] Result<Done> check_rule(VoteRule const& rule, rules::KnownRules const& known);

}  // namespace hangji::practice

template <> inline constexpr bool hangji::absent_members_keep_defaults<hangji::practice::VoteRule> =
    true;
