#include "practice/activities/activities_store.h"

namespace hangji::practice {

using database::Query;
using database::Transaction;

namespace {
constexpr Query select_activity{"activities.select_activity", R"sql(
  SELECT id, kind, also_kinds, unit_id, day, minutes, place, title, title_origin, named, state,
         code, record
    FROM activity
   WHERE tenant_id = :tenant AND id = :id)sql"};

constexpr Query select_of_unit{"activities.select_of_unit", R"sql(
  SELECT id, kind, also_kinds, unit_id, day, minutes, place, title, title_origin, named, state,
         code, record
    FROM activity
   WHERE tenant_id = :tenant AND unit_id = :unit AND day BETWEEN :from_day AND :until_day
   ORDER BY day DESC, id DESC)sql"};

constexpr Query select_answer_counts{"activities.select_answer_counts", R"sql(
  SELECT question, answer, COUNT(*) AS count
    FROM activity_answer
   WHERE tenant_id = :tenant AND activity_id = :activity
   GROUP BY question, answer
   ORDER BY question, answer)sql"};

constexpr Query select_themes{"activities.select_themes", R"sql(
  SELECT id, kind, month, title
    FROM street_theme
   WHERE tenant_id = :tenant AND month = :month AND kind = :kind
   ORDER BY id)sql"};
}  // namespace

std::optional<ActivityRow> activity(Transaction& transaction, ActivityId id) {
  return transaction.one<ActivityRow>(select_activity, id);
}

std::vector<ActivityRow> activities_of(Transaction& transaction, UnitId unit, Date from,
                                       Date until) {
  return transaction.all<ActivityRow>(select_of_unit, unit, from, until);
}

std::vector<AnswerCount> answer_counts(Transaction& transaction, ActivityId id) {
  return transaction.all<AnswerCount>(select_answer_counts, id);
}

std::vector<ThemeRow> themes(Transaction& transaction, Month month, std::string_view kind) {
  return transaction.all<ThemeRow>(select_themes, month, kind);
}

}  // namespace hangji::practice
