#include "practice/votes/votes_store.h"

namespace hangji::practice {

using database::Query;
using database::Transaction;

namespace {
constexpr Query select_vote{"votes.select_vote", R"sql(
  SELECT id, unit_id, day, form, subject, activity_id, post, seats, expected, expected_note,
         present, issued, returned, valid, excluded, approval, options, state, annulled_note
    FROM vote
   WHERE tenant_id = :tenant AND id = :id)sql"};

constexpr Query select_of_unit{"votes.select_of_unit", R"sql(
  SELECT id, unit_id, day, form, subject, activity_id, post, seats, expected, expected_note,
         present, issued, returned, valid, excluded, approval, options, state, annulled_note
    FROM vote
   WHERE tenant_id = :tenant AND unit_id = :unit AND day BETWEEN :from_day AND :until_day
   ORDER BY day DESC, id DESC)sql"};

constexpr Query select_each{"votes.select_each", R"sql(
  SELECT id, unit_id, day, form, subject, activity_id, post, seats, expected, expected_note,
         present, issued, returned, valid, excluded, approval, options, state, annulled_note
    FROM vote
   WHERE tenant_id = :tenant
   ORDER BY id)sql"};

constexpr Query select_voters{"votes.select_voters", R"sql(
  WITH RECURSIVE below (unit_id) AS (
    SELECT CAST(:unit AS BIGINT)
     UNION ALL
    SELECT p.unit_id
      FROM below b
      JOIN unit_parent p ON p.tenant_id = :tenant AND p.parent_id = b.unit_id
     WHERE p.from_day <= :day AND (p.until_day IS NULL OR p.until_day > :day)
  )
  SELECT r.id
    FROM below b
    JOIN membership m ON m.tenant_id = :tenant AND m.unit_id = b.unit_id
    JOIN member r ON r.tenant_id = :tenant AND r.id = m.member_id
   WHERE m.from_day <= :day AND (m.until_day IS NULL OR m.until_day > :day)
     AND r.registration = :registered AND r.full_member_on <= :day
     AND NOT (r.state = :suspended AND r.state_since <= :day)
   ORDER BY r.id)sql"};

struct MemberIdRow {
  MemberId id{};
};
BOOST_DESCRIBE_STRUCT(MemberIdRow, (), (id))
}  // namespace

std::optional<VoteRow> vote(Transaction& transaction, VoteId id) {
  return transaction.one<VoteRow>(select_vote, id);
}

std::vector<VoteRow> votes_of(Transaction& transaction, UnitId unit, Date from, Date until) {
  return transaction.all<VoteRow>(select_of_unit, unit, from, until);
}

void each_vote(Transaction& transaction, std::function<void(VoteRow const&)> const& visit) {
  transaction.each<VoteRow>(select_each, visit);
}

std::vector<MemberId> voters_on(Transaction& transaction, UnitId unit, Date day) {
  std::vector<MemberId> voters;
  transaction.each<MemberIdRow>(
      select_voters, [&](MemberIdRow const& row) { voters.push_back(row.id); }, unit, day,
      std::string_view{"registered"}, std::string_view{"suspended"});
  return voters;
}

}  // namespace hangji::practice
