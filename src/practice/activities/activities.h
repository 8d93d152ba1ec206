// Activities: theme day, meetings, lessons and whatever kind the rules define. The kind's rule says
// which steps there are, who must come, what the record must hold; this file knows no kind by name.
// Attendance is facts, never columns.
#pragma once

#include "kernel/facts/facts.h"
#include "kernel/rules/rulebook.h"
#include "organisation/members/members_store.h"
#include "practice/activities/activity_kind.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hangji::practice {

enum class ActivityRefusal {
  kind_unknown,
  unit_does_not_hold_it,
  not_found,
  state_wrong,
  title_missing,
  time_wrong,
  cannot_be_combined,
  not_expected,
  reason_missing,
  code_wrong,
  already_marked,
  attendance_incomplete,
  quorum_missed,
  record_incomplete,
  not_present,
  already_evaluated,
  answer_wrong
};
BOOST_DESCRIBE_ENUM(ActivityRefusal, kind_unknown, unit_does_not_hold_it, not_found, state_wrong,
                    title_missing, time_wrong, cannot_be_combined, not_expected, reason_missing,
                    code_wrong, already_marked, attendance_incomplete, quorum_missed,
                    record_incomplete, not_present, already_evaluated, answer_wrong)

enum class ActivityState { planned, mobilised, finished, cancelled };
BOOST_DESCRIBE_ENUM(ActivityState, planned, mobilised, finished, cancelled)

/// Where the theme comes from.
enum class TitleOrigin { street, own };
BOOST_DESCRIBE_ENUM(TitleOrigin, street, own)

enum class Presence { present, on_leave, absent };
BOOST_DESCRIBE_ENUM(Presence, present, on_leave, absent)

struct ActivityRow {
  ActivityId id{};
  std::string kind{};
  std::string also_kinds{"[]"};
  UnitId unit_id{};
  Date day{};
  std::int64_t minutes{};
  std::string place{};
  std::string title{};
  TitleOrigin title_origin{TitleOrigin::own};
  std::string named{"[]"};
  ActivityState state{ActivityState::planned};
  std::string code{};
  std::string record{"{}"};
};
BOOST_DESCRIBE_STRUCT(ActivityRow, (),
                      (id, kind, also_kinds, unit_id, day, minutes, place, title, title_origin,
                       named, state, code, record))

/// Field id of the kind's record -> what was written.
using Record = std::map<std::string, std::string>;

/// One expected person and what is known of their presence.
struct Attendee {
  MemberId member{};
  std::string name{};
  /// None: not marked yet.
  std::optional<Presence> presence{};
  std::string reason{};
  facts::Channel channel{facts::Channel::page};
  FactId fact{};
  /// Why the member said before the day that they cannot come; empty: nothing was said.
  std::string announced{};
};
BOOST_DESCRIBE_STRUCT(Attendee, (), (member, name, presence, reason, channel, fact, announced))

[[nodiscard]] SourceId source_of(ActivityId id);
/// The kinds an activity serves: its own first, then those held in the same sitting.
[[nodiscard]] std::vector<std::string> kinds_of(ActivityRow const& activity);
/// The fact kind of a presence, and back; none for a fact that is no attendance.
[[nodiscard]] std::string_view fact_kind_of(Presence presence);
[[nodiscard]] std::optional<Presence> presence_of(std::string_view fact_kind);

/// The rules of those kinds on the activity's day; a kind without a rule is left out.
[[nodiscard]] Kinds kinds_in_force(rules::Rulebook const& rules, ActivityRow const& activity);
/// The expected persons with their presence by the standing facts, in name order of the list.
/// Persons who were not expected but are marked come last, without a name.
[[nodiscard]] std::vector<Attendee> attendance(
    std::vector<organisation::MemberBrief> const& expected,
    std::vector<facts::FactRow> const& facts, std::string_view kind);

/// Labels of the required fields that are empty.
[[nodiscard]] std::vector<std::string> missing_fields(std::vector<RecordField> const& fields,
                                                      Record const& record);
/// Refuses answer_wrong: no such field, no number where one is asked, or a guest without name or
/// unit.
[[nodiscard]] Result<Done> check_text(std::vector<RecordField> const& fields,
                                      std::string const& field, std::string const& text);
/// Refuses answer_wrong: no such question, or an answer it does not offer.
[[nodiscard]] Result<Done> check_answer(std::vector<EvaluationQuestion> const& questions,
                                        std::string const& question, std::string const& answer);

/// What decides who is expected.
struct AudienceSource {
  Date day{};
  /// Everyone who belongs to the unit on the day.
  std::vector<organisation::MemberBrief> members{};
  /// Those who hold a post of the unit.
  std::vector<MemberId> committee{};
  /// Those the organiser named.
  std::vector<MemberId> named{};
  /// Those whose membership was suspended (停止党籍) on the day.
  std::vector<MemberId> suspended{};
};

/// The members whom the audience of one of the kinds names; nobody whose membership is suspended.
[[nodiscard]] std::vector<organisation::MemberBrief> audience_of(Kinds const& kinds,
                                                                 AudienceSource source);

}  // namespace hangji::practice

template <> inline constexpr std::string_view
    hangji::refusal_prefix<hangji::practice::ActivityRefusal> = "activities";
template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::practice::ActivityRow> = "activity";
