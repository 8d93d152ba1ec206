// What can be done with an activity, a function a verb. Authorisation is asked by the routes; these
// check the rules.
#pragma once

#include "kernel/rules/rulebook.h"
#include "kernel/secrets/sealed.h"
#include "practice/activities/activities.h"

#include <span>

namespace hangji::practice {

struct NewActivity {
  std::string kind{};
  std::vector<std::string> also_kinds{};
  UnitId unit{};
  Date day{};
  /// HH:MM; empty: not said.
  std::string starts_at{};
  /// None: as long as the leading kind usually takes.
  std::optional<std::int64_t> minutes{};
  std::string place{};
  std::string title{};
  TitleOrigin title_origin{TitleOrigin::own};
  std::vector<MemberId> named{};
};

/// The leading kind's rule when the plan is a good one. Refuses: kind_unknown,
/// unit_does_not_hold_it, title_missing, time_wrong, cannot_be_combined.
[[nodiscard]] Result<rules::InForce<ActivityKind>> check_plan(database::Transaction& transaction,
                                                              rules::Rulebook const& rules,
                                                              NewActivity const& wanted);
/// Sets theme, day and place. Refuses as `check_plan`.
[[nodiscard]] Result<ActivityId> plan_activity(journal::Change& change,
                                               rules::Rulebook const& rules,
                                               NewActivity const& wanted);
/// Sends the notice: the expected list is fixed by the day, and a check-in code is made, which
/// nobody can reckon without the key. Refuses: not_found, state_wrong.
[[nodiscard]] Result<Done> mobilise_activity(journal::Change& change,
                                             secrets::Secrets const& secrets, ActivityId id);
[[nodiscard]] Result<Done> cancel_activity(journal::Change& change, ActivityId id,
                                           std::string_view reason);

struct Mark {
  MemberId member{};
  Presence presence{Presence::present};
  /// Required for on_leave, and for a change after the activity was finished.
  std::string reason{};
  facts::Channel channel{facts::Channel::page};
};

/// Marks who was there; a second mark supersedes the first. After the activity was finished it is a
/// correction and needs a reason. Refuses: not_found, state_wrong, not_expected, reason_missing,
/// and what the fact ledger refuses.
[[nodiscard]] Result<Done> record_attendance(journal::Change& change, rules::Rulebook const& rules,
                                             ActivityId id, std::span<Mark const> marks);
/// For who has read it in this transaction already.
[[nodiscard]] Result<Done> record_attendance(journal::Change& change, rules::Rulebook const& rules,
                                             ActivityRow row, std::span<Mark const> marks);
/// A member checks in with the code shown on the spot. Refuses also: code_wrong, already_marked.
[[nodiscard]] Result<Done> check_in(journal::Change& change, rules::Rulebook const& rules,
                                    ActivityId id, MemberId member, std::string_view code);
/// Writes fields of the record; absent ones stay, an empty text takes one away. Refuses: not_found,
/// state_wrong, answer_wrong.
[[nodiscard]] Result<Done> save_record(journal::Change& change, rules::Rulebook const& rules,
                                       ActivityId id, Record const& fields);
/// One person's answers, kept without the name. Refuses: not_found, not_present, already_evaluated,
/// answer_wrong.
[[nodiscard]] Result<Done> evaluate_activity(journal::Change& change, rules::Rulebook const& rules,
                                             ActivityId id, MemberId member, Record const& answers,
                                             facts::Channel channel);
/// Everyone whom one of the kinds expects, with their presence.
[[nodiscard]] std::vector<Attendee> attendees_of(database::Transaction& transaction,
                                                 ActivityRow const& row, Kinds const& kinds);
/// Finishes: writes that it was held and that its record is whole. Refuses: not_found, state_wrong,
/// attendance_incomplete, quorum_missed, record_incomplete.
[[nodiscard]] Result<Done> finish_activity(journal::Change& change, rules::Rulebook const& rules,
                                           ActivityId id);

/// What of a plan can change; kind and unit stay.
struct PlanChange {
  Date day{};
  std::string starts_at{};
  std::int64_t minutes{};
  std::string place{};
  std::string title{};
  std::vector<MemberId> named{};
  /// Why the time changes; required once somebody is marked.
  std::string reason{};
};
/// Changes a plan until it is over. Once somebody is marked, another time supersedes the marks,
/// those of members who did not belong to the unit on the new day are withdrawn. Refuses:
/// not_found, state_wrong, and as `check_plan` and `move_activity`.
[[nodiscard]] Result<Done> change_activity(journal::Change& change, rules::Rulebook const& rules,
                                           ActivityId id, PlanChange const& wanted);
/// Leave asked before the day; a later reason takes the place of the first. Refuses: not_found,
/// kind_unknown, state_wrong, not_expected, reason_missing, already_marked.
[[nodiscard]] Result<Done> announce_leave(journal::Change& change, rules::Rulebook const& rules,
                                          ActivityId id, MemberId member, std::string_view reason);
/// The leave is not wanted any more; it can be asked again. Refuses: not_found, kind_unknown,
/// state_wrong (over, or no leave was asked), already_marked.
[[nodiscard]] Result<Done> withdraw_leave(journal::Change& change, rules::Rulebook const& rules,
                                          ActivityId id, MemberId member);

/// One field of a finished record put right.
struct Amendment {
  std::string field{};
  std::string text{};
  std::string reason{};
};
/// The record stays as it was finished; the amendment stands beside it and is printed with it.
/// Refuses: not_found, kind_unknown, state_wrong (not finished, or nothing changes),
/// reason_missing, record_incomplete (a required field emptied), answer_wrong.
[[nodiscard]] Result<Done> amend_record(journal::Change& change, rules::Rulebook const& rules,
                                        ActivityId id, Amendment const& wanted);
/// The time of a finished activity put right.
struct TimeAmendment {
  Date day{};
  /// HH:MM; empty: not said.
  std::string starts_at{};
  std::int64_t minutes{};
  std::string reason{};
};
/// As a change of time before the end. Who belongs to the unit on the new day only is expected and
/// not marked; that can be made up. Refuses: not_found, state_wrong (not finished, or nothing
/// changes), as `check_plan` and `move_activity`, quorum_missed.
[[nodiscard]] Result<Done> amend_time(journal::Change& change, rules::Rulebook const& rules,
                                      ActivityId id, TimeAmendment const& wanted);
/// Each kind of a combined sitting asks for its own quorum, among those whom it expects. Refuses:
/// quorum_missed.
[[nodiscard]] Result<Done> check_quorum(database::Transaction& transaction, ActivityRow const& row,
                                        rules::InForce<ActivityKind> const& kind);
/// The record with its amendments.
[[nodiscard]] Record amended_record(database::Transaction& transaction, ActivityRow const& row);
/// The street gives a theme for a month. Refuses: kind_unknown, title_missing.
[[nodiscard]] Result<Done> give_theme(journal::Change& change, rules::Rulebook const& rules,
                                      UnitId street, std::string_view kind, Month month,
                                      std::string_view title);

}  // namespace hangji::practice
