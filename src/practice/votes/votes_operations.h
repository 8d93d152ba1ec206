// What can be done with votes, a function a verb. Authorisation is asked by the routes; these check
// the rules.
#pragma once

#include "practice/votes/votes.h"

namespace hangji::practice {

struct NewVote {
  UnitId unit{};
  Date day{};
  VoteForm form{VoteForm::ordinary};
  std::string subject{};
  /// The meeting it was held in; may be none.
  ActivityId activity{};
  /// `count.expected` is not read: see `expected`.
  VoteCount count{};
  /// None: who may vote by the register on the day, less the excluded.
  std::optional<std::int64_t> expected{};
  /// Required where `expected` is not what the register says: a congress of delegates, members
  /// whose vote is suspended.
  std::string expected_note{};
  std::vector<ExcludedMember> excluded{};
  /// The superior's consent to leaving them out, with its number.
  std::string approval{};
};

/// What the register says about a vote to come.
struct VoteBasisOfDay {
  rules::InForce<VoteRule> rule{};
  /// By id.
  std::vector<MemberId> voters{};
};

/// Where and how a vote is held.
struct VoteOccasion {
  UnitId unit{};
  VoteForm form{VoteForm::ordinary};
  Date day{};
  /// None: not at a meeting that was recorded.
  ActivityId meeting{};
};

/// The rule of the day and who may vote: in a meeting of the committee those of them who hold a
/// post of the unit. Refuses, in this order: rule_missing, unit_wrong (a unit that may not hold
/// such a vote), meeting_unknown (of another unit, or of a kind that does not decide so).
[[nodiscard]] Result<VoteBasisOfDay> basis_of_vote(database::Transaction& transaction,
                                                   rules::Rulebook const& rules,
                                                   VoteOccasion const& occasion);
/// Records what was counted; what it came to follows from the rule of that day. A vote that came to
/// nothing (too few there, void) is kept but is no `vote.held`. Refuses, in this order:
/// rule_missing, unit_wrong, meeting_unknown, subject_missing, options_wrong, exclusion_wrong (a
/// reason the rule does not know, or somebody who may not vote there), approval_missing,
/// written_not_counted, counts_wrong, margin_missing (where the rule binds; of a post without a
/// margin too many candidates), reason_missing (an expected number that is not the register's), and
/// what the fact ledger refuses. Source: vote.ordinary, vote.admission, vote.election
[[nodiscard]] Result<VoteId> record_vote(journal::Change& change, rules::Rulebook const& rules,
                                         NewVote const& wanted);
/// Takes a vote back that was entered wrongly. Refuses: reason_missing, not_found,
/// annulled_already.
[[nodiscard]] Result<Done> annul_vote(journal::Change& change, VoteId id, std::string_view reason);

}  // namespace hangji::practice
