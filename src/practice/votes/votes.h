// Votes: what was counted in a meeting, and what it came to by the rule of that day. Three forms,
// one engine. Pure. Nobody's own choice is known here or anywhere: only counts. It knows no SQL and
// no route.
#pragma once

#include "kernel/journal/change.h"
#include "kernel/rules/rulebook.h"
#include "practice/votes/vote_rules.h"

#include <optional>
#include <string>
#include <vector>

namespace hangji::practice {

enum class VoteRefusal {
  rule_missing,
  unit_wrong,
  subject_missing,
  options_wrong,
  exclusion_wrong,
  approval_missing,
  written_not_counted,
  counts_wrong,
  margin_missing,
  meeting_unknown,
  reason_missing,
  not_found,
  annulled_already
};
BOOST_DESCRIBE_ENUM(VoteRefusal, rule_missing, unit_wrong, subject_missing, options_wrong,
                    exclusion_wrong, approval_missing, written_not_counted, counts_wrong,
                    margin_missing, meeting_unknown, reason_missing, not_found, annulled_already)

using VoteId = Id<struct VoteTag>;

enum class VoteState { recorded, annulled };
BOOST_DESCRIBE_ENUM(VoteState, recorded, annulled)

/// Whether a candidate was on the list or written in by voters (另选他人).
enum class Candidacy { listed, written_in };
BOOST_DESCRIBE_ENUM(Candidacy, listed, written_in)

/// What or who is voted on: one motion, or each candidate of an election.
struct VoteOption {
  std::string name{};
  /// None: a motion, or a person who is not on the register.
  MemberId member{};
  Candidacy candidacy{Candidacy::listed};
  /// From valid ballots.
  std::int64_t yes{};
  std::int64_t no{};
  std::int64_t abstain{};
  /// From written opinions of those absent, handed in before the meeting (会前书面意见).
  std::int64_t written_yes{};
  std::int64_t written_no{};
  std::int64_t written_abstain{};

  [[nodiscard]] std::int64_t ballots() const { return yes + no + abstain; }
  [[nodiscard]] std::int64_t written() const { return written_yes + written_no + written_abstain; }
  [[nodiscard]] std::int64_t in_favour() const { return yes + written_yes; }
};
BOOST_DESCRIBE_STRUCT(VoteOption, (),
                      (name, member, candidacy, yes, no, abstain, written_yes, written_no,
                       written_abstain))

/// Who is left out of the expected, and why.
struct ExcludedMember {
  MemberId member{};
  VoteExclusion reason{};
};
BOOST_DESCRIBE_STRUCT(ExcludedMember, (), (member, reason))

struct VoteRow {
  VoteId id{};
  UnitId unit_id{};
  Date day{};
  VoteForm form{VoteForm::ordinary};
  std::string subject{};
  ActivityId activity_id{};
  std::string post{};
  std::int64_t seats{1};
  std::int64_t expected{};
  std::string expected_note{};
  std::int64_t present{};
  std::int64_t issued{};
  std::int64_t returned{};
  std::int64_t valid{};
  std::string excluded{"[]"};
  std::string approval{};
  std::string options{"[]"};
  VoteState state{VoteState::recorded};
  std::string annulled_note{};
};
BOOST_DESCRIBE_STRUCT(VoteRow, (),
                      (id, unit_id, day, form, subject, activity_id, post, seats, expected,
                       expected_note, present, issued, returned, valid, excluded, approval, options,
                       state, annulled_note))

/// What was counted.
struct VoteCount {
  /// Of an election.
  std::string post{};
  std::int64_t seats{1};
  std::int64_t expected{};
  std::int64_t present{};
  std::int64_t issued{};
  std::int64_t returned{};
  std::int64_t valid{};
  std::vector<VoteOption> options{};
};

/// `no_quorum`: too few were there to vote. `void_ballots`: more ballots came back than were given
/// out; the vote is held again. `passed`, `not_passed`: a motion. `elected`: every seat is filled;
/// `run_off`: equal votes at the last seat, those are voted on again; `seats_open`: fewer than the
/// seats have a majority.
enum class VoteVerdict {
  no_quorum,
  void_ballots,
  passed,
  not_passed,
  elected,
  run_off,
  seats_open
};
BOOST_DESCRIBE_ENUM(VoteVerdict, no_quorum, void_ballots, passed, not_passed, elected, run_off,
                    seats_open)

/// 通过, 当选 …
[[nodiscard]] std::string_view label(VoteVerdict verdict);
[[nodiscard]] std::string_view label(VoteForm form);
[[nodiscard]] std::string_view label(VoteExclusion reason);
/// True when something came of it: neither too few nor void.
[[nodiscard]] bool is_decided(VoteVerdict verdict);

enum class OptionResult { undecided, not_passed, passed, elected, run_off };
BOOST_DESCRIBE_ENUM(OptionResult, undecided, not_passed, passed, elected, run_off)

struct VoteOutcome {
  VoteVerdict verdict{VoteVerdict::no_quorum};
  /// Least who must be there.
  std::int64_t quorum{};
  /// Least in favour.
  std::int64_t majority{};
  /// In the order of the options.
  std::vector<OptionResult> options{};
};

/// The least part of `whole` that reaches the share: more than half of 20 is 11.
[[nodiscard]] std::int64_t least_of(rules::Share const& share, std::int64_t whole);
/// Source: vote.ordinary, vote.admission, vote.election
[[nodiscard]] VoteOutcome outcome_of(VoteRule const& rule, VoteCount const& count);
/// The rule of the form in force on the vote's day.
[[nodiscard]] std::optional<rules::InForce<VoteRule>> vote_rule_of(rules::Rulebook const& rules,
                                                                   VoteForm form, Date day);
/// Whether the post is voted with as many candidates as seats (等额).
[[nodiscard]] bool is_without_margin(VoteRule const& rule, std::string_view post);
/// Candidates an election of so many seats must have at least (差额); the seats themselves where
/// the post is voted without a margin.
[[nodiscard]] std::int64_t least_candidates(VoteRule const& rule, std::string_view post,
                                            std::int64_t seats);
/// Refuses options_wrong: a motion is one option, names are there and once only, an election has
/// seats and a post.
[[nodiscard]] Result<Done> check_options(VoteRule const& rule, VoteCount const& count);
/// Refuses, in this order: written_not_counted, counts_wrong (more there than expected, ballots
/// that do not add up). The options have been checked.
[[nodiscard]] Result<Done> check_count(VoteRule const& rule, VoteCount const& count);

[[nodiscard]] VoteCount count_of(VoteRow const& row);
[[nodiscard]] std::vector<ExcludedMember> excluded_of(VoteRow const& row);
[[nodiscard]] SourceId source_of(VoteId id);
/// What a `vote.held` fact holds as its amount: the votes in favour of all options.
[[nodiscard]] std::int64_t votes_in_favour(VoteCount const& count);

}  // namespace hangji::practice

template <> inline constexpr bool
    hangji::absent_members_keep_defaults<hangji::practice::VoteOption> = true;
template <> inline constexpr std::string_view
    hangji::refusal_prefix<hangji::practice::VoteRefusal> = "votes";
template <> inline constexpr std::string_view hangji::journal::table_of<hangji::practice::VoteRow> =
    "vote";
