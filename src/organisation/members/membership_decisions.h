// Decisions on a membership that a regulation ties to periods and documents: suspension and
// removal, coming back, probation lengthened or cancelled. What a roster states as done is landed
// by members_operations.h, which does not ask for them.
#pragma once

#include "kernel/rules/rulebook.h"
#include "organisation/members/members_operations.h"

namespace hangji::organisation {

enum class DecisionRefusal {
  document_missing,
  not_lost_contact,
  suspended_too_early,
  not_suspended,
  removed_too_early,
  is_dead,
  to_be_admitted_anew,
  was_not_removed,
  rejoining_too_early,
  not_on_probation,
  extended_already,
  extension_unfit,
  confirmed_too_early
};
BOOST_DESCRIBE_ENUM(DecisionRefusal, document_missing, not_lost_contact, suspended_too_early,
                    not_suspended, removed_too_early, is_dead, to_be_admitted_anew, was_not_removed,
                    rejoining_too_early, not_on_probation, extended_already, extension_unfit,
                    confirmed_too_early)

/// Why membership is suspended: 失去联系, 因私出国（境）定居 and the like.
enum class SuspensionGround { lost_contact, abroad };
BOOST_DESCRIBE_ENUM(SuspensionGround, lost_contact, abroad)

struct StateDecision {
  MemberId member{};
  MemberState state{};
  Date day{};
  std::string reason{};
  /// Number of the decision or its approval; not asked for a transfer out or a death.
  std::string document{};
  /// Of a suspension.
  SuspensionGround ground{SuspensionGround::lost_contact};
};
/// Refuses, in order: no document; a suspension for lost contact of who is not out of contact or
/// not long enough; the removal of who is out of contact but not suspended, or not long enough;
/// then as `set_suspended` and `end_membership`.
/// Source: member.lost_contact.after, member.lost_contact.removal_after
[[nodiscard]] Result<Done> decide_state(Change& change, rules::Rulebook const& rules,
                                        StateDecision const& decision);

/// How somebody who left is on the register again: the organisational relation came back, the
/// leaving was recorded by mistake, or the Party admitted the person a second time.
enum class ReadmissionGround { returned, wrongly_recorded, admitted_anew };
BOOST_DESCRIBE_ENUM(ReadmissionGround, returned, wrongly_recorded, admitted_anew)

struct Readmission {
  MemberTransfer to{};
  ReadmissionGround ground{ReadmissionGround::returned};
  /// Number of the approval; not asked of who returned.
  std::string document{};
};
/// Back on the register after leaving. Who is admitted anew joined on that day and is on probation.
/// Refuses, in order: an unknown member, one who has not left (same_state), a day after today, an
/// unknown or unfit unit, a day before the leaving, no document, a dead person, who was removed or
/// expelled and is said to return, who transferred out and is said to be admitted anew, and an
/// admission before the interval is over.
/// Source: member.removal.rejoin_after, discipline.expulsion.rejoin_years
[[nodiscard]] Result<Done> readmit_member(Change& change, rules::Rulebook const& rules,
                                          Readmission const& wanted);

/// The day probation is over: a year after joining, or the day it was lengthened to. None: the
/// regulation of the day of joining is not among the rules. Source: member.probation.length
[[nodiscard]] std::optional<Date> probation_end(rules::Rulebook const& rules, Date joined_on,
                                                std::optional<Date> extended_until);
/// The day the member's present probation was lengthened to.
[[nodiscard]] std::optional<Date> probation_extended_until(database::Transaction& transaction,
                                                           MemberRow const& row);
/// Refuses a day of 转正 before probation is over, unless it is said why.
[[nodiscard]] Result<Done> check_confirmation(database::Transaction& transaction,
                                              MemberDesk const& desk, MemberRow const& row,
                                              MemberDetails const& details);

struct ProbationExtending {
  MemberId member{};
  /// Of the branch meeting that decided it.
  Date day{};
  std::int64_t months{};
  std::string reason{};
  std::string document{};
};
/// Refuses, in order: an unknown member or one who has left, a day after today, no reason, no
/// document, a full member, a second extension, a length out of bounds.
/// Source: member.probation.extension
[[nodiscard]] Result<Done> extend_probation(Change& change, rules::Rulebook const& rules,
                                            ProbationExtending const& wanted);

struct ProbationCancelling {
  MemberId member{};
  Date day{};
  std::string reason{};
  std::string document{};
};
/// 取消预备党员资格: the person leaves. Refuses, in order: no document, an unknown member or one
/// who has left, a full member, then as `end_membership`.
[[nodiscard]] Result<Done> cancel_probation(Change& change, ProbationCancelling const& wanted);

}  // namespace hangji::organisation

template <> inline constexpr std::string_view
    hangji::refusal_prefix<hangji::organisation::DecisionRefusal> = "membership";
