// The kinds of fact used across the program, as fixed strings: wire codes, never renamed. `topic`
// is a fact's sub-kind and `amount` its number; each line says both. Rules refer to these kinds; a
// kind missing here is refused on load.
#pragma once

#include <array>
#include <string_view>

namespace hangji::facts::kind {

// Activities. Topic: id of the activity kind (`activity.theme_day`); source: the activity.
inline constexpr std::string_view activity_held = "activity.held";  // unit; amount: members present
inline constexpr std::string_view activity_attended =
    "activity.attended";  // member; amount: minutes
inline constexpr std::string_view activity_on_leave =
    "activity.on_leave";  // member, with the reason in the note
inline constexpr std::string_view activity_absent =
    "activity.absent";  // member, expected and without leave
inline constexpr std::string_view activity_spoke =
    "activity.spoke";  // member who gave the lesson or led the study
inline constexpr std::string_view activity_evaluated =
    "activity.evaluated";  // member answered; amount: 1
inline constexpr std::string_view activity_finished =
    "activity.finished";  // unit: record whole; amount: members present

// Dues. Topic: the month paid for or reported (`2026-07`); amount: fen.
inline constexpr std::string_view dues_paid = "dues.paid";  // member
inline constexpr std::string_view dues_paid_elsewhere =
    "dues.paid_elsewhere";  // member, to the organisation where they stay; the note names its proof
inline constexpr std::string_view dues_unpaid =
    "dues.unpaid";  // member, owed at the branch's monthly report
inline constexpr std::string_view dues_reported =
    "dues.reported";  // unit: the branch's monthly report
inline constexpr std::string_view dues_lapsed =
    "dues.lapsed";  // member, six months unpaid at the branch's monthly report

// Points. Amount: hundredths of a point.
inline constexpr std::string_view points_confirmed =
    "points.confirmed";  // member; topic: points item; second person agreed
inline constexpr std::string_view points_register_closed =
    "points.register_closed";  // unit; topic: month
inline constexpr std::string_view points_published =
    "points.published";  // unit; topic: quarter (`2026-Q3`)

// Democratic review. Topic: excellent, qualified, basically_qualified, unqualified.
inline constexpr std::string_view review_graded =
    "review.graded";  // member; amount: the year reviewed

// Supervision from above. Topic: the period it is about.
inline constexpr std::string_view inspection_issued = "inspection.issued";  // street; topic: month
inline constexpr std::string_view bulletin_issued =
    "bulletin.issued";  // street; topic: quarter or month

// Archive. Topic: the period whose gaps were looked through (`2026-07`, `2026-H1`, `2026`).
inline constexpr std::string_view archive_sorted = "archive.sorted";  // unit; amount: items
inline constexpr std::string_view archive_filed =
    "archive.filed";  // unit; topic: year; amount: items

inline constexpr std::string_view document_received =
    "document.received";  // unit, from above; source: the document
inline constexpr std::string_view document_issued =
    "document.issued";  // unit, its own; source: the document

// Votes, requests, members.
inline constexpr std::string_view vote_held =
    "vote.held";  // unit; topic: vote rule's id; amount: votes in favour
inline constexpr std::string_view request_made =
    "request.made";  // topic: correction, objection, complaint, appeal
inline constexpr std::string_view request_answered =
    "request.answered";  // same topics; amount: days it took
inline constexpr std::string_view member_joined_unit =
    "member.joined_unit";                                                 // member; topic: reason
inline constexpr std::string_view member_left_unit = "member.left_unit";  // member; topic: reason
inline constexpr std::string_view member_disciplined =
    "member.disciplined";  // member; topic: form of punishment; amount: months of 留党察看, else 1
inline constexpr std::string_view member_punishment_announced =
    "member.punishment_announced";  // member; source: the punishment's; the note: where, to whom
inline constexpr std::string_view member_punishment_reported =
    "member.punishment_reported";  // member; source: the punishment's; execution was reported
inline constexpr std::string_view member_rights_restored =
    "member.rights_restored";  // member; source: the 留党察看's, which has ended
inline constexpr std::string_view member_detained =
    "member.detained";  // member; topic: custody, arrest, released
inline constexpr std::string_view member_convicted =
    "member.convicted";  // member; state and file number only
inline constexpr std::string_view member_reported =
    "member.reported";  // floating member's report or the unit's contact
inline constexpr std::string_view withdrawn =
    "fact.withdrawn";  // supersedes what was entered by mistake or of an activity cancelled; same
                       // topic
inline constexpr std::string_view unit_founded = "unit.founded";
inline constexpr std::string_view unit_dissolved = "unit.dissolved";

inline constexpr std::array all{activity_held,
                                activity_attended,
                                activity_on_leave,
                                activity_absent,
                                activity_spoke,
                                activity_evaluated,
                                activity_finished,
                                withdrawn,
                                dues_paid,
                                dues_paid_elsewhere,
                                dues_unpaid,
                                dues_reported,
                                dues_lapsed,
                                points_confirmed,
                                points_register_closed,
                                points_published,
                                review_graded,
                                inspection_issued,
                                bulletin_issued,
                                archive_sorted,
                                archive_filed,
                                vote_held,
                                request_made,
                                request_answered,
                                member_joined_unit,
                                member_left_unit,
                                member_disciplined,
                                member_detained,
                                member_convicted,
                                member_reported,
                                member_punishment_announced,
                                member_punishment_reported,
                                member_rights_restored,
                                unit_founded,
                                unit_dissolved,
                                document_received,
                                document_issued};

[[nodiscard]] constexpr bool is_known(std::string_view kind) {
  for (auto const known : all) {
    if (known == kind) return true;
  }
  return false;
}

}  // namespace hangji::facts::kind
