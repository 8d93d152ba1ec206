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
  std::int64_t minutes{120};
  std::string place{};
  std::string title{};
  TitleOrigin title_origin{TitleOrigin::own};
  std::vector<MemberId> named{};
};

/// Sets theme, day and place. Refuses: kind_unknown, unit_does_not_hold_it, title_missing,
/// cannot_be_combined.
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
/// A member checks in with the code shown on the spot. Refuses also: code_wrong, already_marked.
[[nodiscard]] Result<Done> check_in(journal::Change& change, rules::Rulebook const& rules,
                                    ActivityId id, MemberId member, std::string_view code);
/// Writes fields of the record; absent ones stay. Refuses: not_found, state_wrong, answer_wrong (no
/// such field).
[[nodiscard]] Result<Done> save_record(journal::Change& change, rules::Rulebook const& rules,
                                       ActivityId id, Record const& fields);
/// One person's answers, kept without the name. Refuses: not_found, not_present, already_evaluated,
/// answer_wrong.
[[nodiscard]] Result<Done> evaluate_activity(journal::Change& change, rules::Rulebook const& rules,
                                             ActivityId id, MemberId member, Record const& answers,
                                             facts::Channel channel);
/// Everyone expected, with their presence.
[[nodiscard]] std::vector<Attendee> attendees_of(database::Transaction& transaction,
                                                 ActivityRow const& row, ActivityKind const& kind);
/// Finishes: writes that it was held and that its record is whole. Refuses: not_found, state_wrong,
/// attendance_incomplete, quorum_missed, record_incomplete.
[[nodiscard]] Result<Done> finish_activity(journal::Change& change, rules::Rulebook const& rules,
                                           ActivityId id);
/// The street gives a theme for a month. Refuses: kind_unknown, title_missing.
[[nodiscard]] Result<Done> give_theme(journal::Change& change, rules::Rulebook const& rules,
                                      UnitId street, std::string_view kind, Month month,
                                      std::string_view title);

}  // namespace hangji::practice
