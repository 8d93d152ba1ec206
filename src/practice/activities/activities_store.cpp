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
   ORDER BY id DESC)sql"};

constexpr Query select_start{"activities.select_start", R"sql(
  SELECT id, starts_at
    FROM activity_start
   WHERE tenant_id = :tenant AND id = :id)sql"};

constexpr Query select_starts{"activities.select_starts", R"sql(
  SELECT s.id, s.starts_at
    FROM activity a
    JOIN activity_start s ON s.tenant_id = a.tenant_id AND s.id = a.id
   WHERE a.tenant_id = :tenant AND a.unit_id = :unit AND a.day BETWEEN :from_day AND :until_day
   ORDER BY s.id)sql"};

constexpr Query select_leaves{"activities.select_leaves", R"sql(
  SELECT id, activity_id, member_id, reason
    FROM activity_leave
   WHERE tenant_id = :tenant AND activity_id = :activity
   ORDER BY member_id)sql"};

constexpr Query select_amendments{"activities.select_amendments", R"sql(
  SELECT id, activity_id, field, before_text, after_text, reason, amended_by, amended_at
    FROM activity_amendment
   WHERE tenant_id = :tenant AND activity_id = :activity
   ORDER BY id)sql"};

constexpr Query select_suspended{"activities.select_suspended", R"sql(
  SELECT r.id
    FROM (SELECT m.member_id
            FROM membership m
           WHERE m.tenant_id = :tenant AND m.unit_id = :unit AND m.from_day <= :day
             AND (m.until_day IS NULL OR m.until_day > :day)
           UNION
          SELECT g.member_id
            FROM group_member g
           WHERE g.tenant_id = :tenant AND g.group_id = :unit AND g.from_day <= :day
             AND (g.until_day IS NULL OR g.until_day > :day)) b
    JOIN member r ON r.tenant_id = :tenant AND r.id = b.member_id
   WHERE COALESCE(
           (SELECT e.event
              FROM member_event e
             WHERE e.tenant_id = :tenant AND e.member_id = r.id AND e.day <= :day
               AND e.event IN (:suspended, :restored)
             ORDER BY e.day DESC, e.id DESC LIMIT 1),
           CASE WHEN r.state_since <= :day THEN r.state ELSE :restored END) = :suspended
   ORDER BY r.id)sql"};

constexpr Query select_names{"activities.select_names", R"sql(
  SELECT DISTINCT r.id, r.name
    FROM fact f
    JOIN member r ON r.tenant_id = f.tenant_id AND r.id = f.member_id
   WHERE f.tenant_id = :tenant AND f.source_id = :source
   ORDER BY r.id)sql"};

struct MemberIdRow {
  MemberId id{};
};
BOOST_DESCRIBE_STRUCT(MemberIdRow, (), (id))
}  // namespace

std::optional<ActivityRow> activity(Transaction& transaction, ActivityId id) {
  return transaction.one<ActivityRow>(select_activity, id);
}

std::vector<ActivityRow> activities_of(Transaction& transaction, UnitId unit, Date from,
                                       Date until) {
  return transaction.all<ActivityRow>(select_of_unit, unit, from, until);
}

std::optional<StartRow> start_of(Transaction& transaction, ActivityId id) {
  return transaction.one<StartRow>(select_start, id);
}

std::vector<StartRow> starts_of(Transaction& transaction, UnitId unit, Date from, Date until) {
  return transaction.all<StartRow>(select_starts, unit, from, until);
}

std::vector<LeaveRow> leaves_of(Transaction& transaction, ActivityId id) {
  return transaction.all<LeaveRow>(select_leaves, id);
}

std::vector<AmendmentRow> amendments_of(Transaction& transaction, ActivityId id) {
  return transaction.all<AmendmentRow>(select_amendments, id);
}

std::vector<MemberId> suspended_on(Transaction& transaction, UnitId unit, Date day) {
  std::vector<MemberId> found;
  transaction.each<MemberIdRow>(
      select_suspended, [&](MemberIdRow const& row) { found.push_back(row.id); }, unit, day,
      std::string_view{"suspended"}, std::string_view{"restored"});
  return found;
}

std::vector<NameRow> names_of_source(Transaction& transaction, SourceId source) {
  return transaction.all<NameRow>(select_names, source);
}

std::vector<AnswerCount> answer_counts(Transaction& transaction, ActivityId id) {
  return transaction.all<AnswerCount>(select_answer_counts, id);
}

std::vector<ThemeRow> themes(Transaction& transaction, Month month, std::string_view kind) {
  return transaction.all<ThemeRow>(select_themes, month, kind);
}

}  // namespace hangji::practice
