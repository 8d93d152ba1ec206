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
/// How many gave each answer to each question.
struct AnswerCount {
  std::string question{};
  std::string answer{};
  std::int64_t count{};
};
BOOST_DESCRIBE_STRUCT(AnswerCount, (), (question, answer, count))
[[nodiscard]] std::vector<AnswerCount> answer_counts(database::Transaction& transaction,
                                                     ActivityId id);
[[nodiscard]] std::vector<ThemeRow> themes(database::Transaction& transaction, Month month,
                                           std::string_view kind);

}  // namespace hangji::practice

template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::practice::AnswerRow> = "activity_answer";
template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::practice::ThemeRow> = "street_theme";
