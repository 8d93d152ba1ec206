// The SQL of activities.
#pragma once

#include "practice/activities/activities.h"

namespace hangji::practice {

using AnswerId = Id<struct AnswerTag>;

struct AnswerRow {
  AnswerId id{};
  ActivityId activity_id{};
  std::string question{};
  std::string answer{};
};
BOOST_DESCRIBE_STRUCT(AnswerRow, (), (id, activity_id, question, answer))

/// When an activity begins; the id is the activity's.
struct StartRow {
  ActivityId id{};
  /// HH:MM; empty: no longer said.
  std::string starts_at{};
};
BOOST_DESCRIBE_STRUCT(StartRow, (), (id, starts_at))

/// Leave asked before the day; an empty reason: withdrawn.
struct LeaveRow {
  Id<struct LeaveTag> id{};
  ActivityId activity_id{};
  MemberId member_id{};
  std::string reason{};
};
BOOST_DESCRIBE_STRUCT(LeaveRow, (), (id, activity_id, member_id, reason))

/// What was put right in a finished record.
struct AmendmentRow {
  Id<struct AmendmentTag> id{};
  ActivityId activity_id{};
  std::string field{};
  std::string before_text{};
  std::string after_text{};
  std::string reason{};
  std::string amended_by{};
  Instant amended_at{};
};
BOOST_DESCRIBE_STRUCT(AmendmentRow, (),
                      (id, activity_id, field, before_text, after_text, reason, amended_by,
                       amended_at))

using ThemeId = Id<struct ThemeTag>;

struct ThemeRow {
  ThemeId id{};
  std::string kind{};
  Month month{};
  std::string title{};
};
BOOST_DESCRIBE_STRUCT(ThemeRow, (), (id, kind, month, title))

[[nodiscard]] std::optional<ActivityRow> activity(database::Transaction& transaction,
                                                  ActivityId id);
/// Of one unit with from <= day <= until, newest first.
[[nodiscard]] std::vector<ActivityRow> activities_of(database::Transaction& transaction,
                                                     UnitId unit, Date from, Date until);
[[nodiscard]] std::optional<StartRow> start_of(database::Transaction& transaction, ActivityId id);
/// Of one unit's activities with from <= day <= until.
[[nodiscard]] std::vector<StartRow> starts_of(database::Transaction& transaction, UnitId unit,
                                              Date from, Date until);
[[nodiscard]] std::vector<LeaveRow> leaves_of(database::Transaction& transaction, ActivityId id);
/// In the order in which they were written.
[[nodiscard]] std::vector<AmendmentRow> amendments_of(database::Transaction& transaction,
                                                      ActivityId id);
/// Members of the unit (or group) on `day` whose membership was suspended then: by the events of
/// the member, else by the state taken over with the roster.
[[nodiscard]] std::vector<MemberId> suspended_on(database::Transaction& transaction, UnitId unit,
                                                 Date day);
struct NameRow {
  MemberId id{};
  std::string name{};
};
BOOST_DESCRIBE_STRUCT(NameRow, (), (id, name))
/// Everybody about whom the record holds a fact, by id.
[[nodiscard]] std::vector<NameRow> names_of_source(database::Transaction& transaction,
                                                   SourceId source);
/// How many gave each answer to each question.
struct AnswerCount {
  std::string question{};
  std::string answer{};
  std::int64_t count{};
};
BOOST_DESCRIBE_STRUCT(AnswerCount, (), (question, answer, count))
[[nodiscard]] std::vector<AnswerCount> answer_counts(database::Transaction& transaction,
                                                     ActivityId id);
/// Newest first: the first is the one that stands.
[[nodiscard]] std::vector<ThemeRow> themes(database::Transaction& transaction, Month month,
                                           std::string_view kind);

}  // namespace hangji::practice

template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::practice::AnswerRow> = "activity_answer";
template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::practice::ThemeRow> = "street_theme";
template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::practice::StartRow> = "activity_start";
template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::practice::LeaveRow> = "activity_leave";
template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::practice::AmendmentRow> = "activity_amendment";
