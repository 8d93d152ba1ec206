#include "practice/votes/votes_store.h"

#include "kernel/facts/fact_kinds.h"
#include "organisation/members/suspensions.h"
#include "practice/votes/voting_rights.h"

#include <unordered_map>

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
  SELECT r.id, r.state
    FROM below b
    JOIN membership m ON m.tenant_id = :tenant AND m.unit_id = b.unit_id
    JOIN member r ON r.tenant_id = :tenant AND r.id = m.member_id
   WHERE m.from_day <= :day AND (m.until_day IS NULL OR m.until_day > :day)
     AND r.full_member_on <= :day
     AND COALESCE((SELECT f.registration FROM former_registration f
                    WHERE f.tenant_id = :tenant AND f.member_id = r.id AND f.until_day > :day
                    ORDER BY f.until_day LIMIT 1), r.registration) = :registered
   ORDER BY r.id)sql"};

constexpr Query select_rights{"votes.select_rights", R"sql(
  SELECT f.member_id, f.kind, f.topic, f.day, f.amount
    FROM fact f
   WHERE f.tenant_id = :tenant AND f.kind IN (:disciplined, :detained)
     AND f.member_id IS NOT NULL AND f.day <= :day
     AND NOT EXISTS (SELECT 1 FROM fact s WHERE s.tenant_id = :tenant AND s.supersedes = f.id)
   ORDER BY f.member_id, f.day, f.id)sql"};

struct FormalMemberRow {
  MemberId id{};
  organisation::MemberState state{};
};
BOOST_DESCRIBE_STRUCT(FormalMemberRow, (), (id, state))

using FactsOfMembers = std::unordered_map<MemberId, std::vector<RightsFact>>;

FactsOfMembers rights_facts(Transaction& transaction, Date day) {
  FactsOfMembers facts;
  transaction.each<RightsFact>(
      select_rights, [&](RightsFact const& row) { facts[row.member_id].push_back(row); },
      facts::kind::member_disciplined, facts::kind::member_detained, day);
  return facts;
}
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
  auto const facts = rights_facts(transaction, day);
  auto suspensions = organisation::suspensions_of_all(transaction);
  std::vector<MemberId> voters;
  transaction.each<FormalMemberRow>(
      select_voters,
      [&](FormalMemberRow const& row) {
        auto& stopped = suspensions[row.id];
        organisation::add_untold(stopped, row.state);
        auto const found = facts.find(row.id);
        bool const has_vote = found == facts.end() || has_rights_on(found->second, day);
        if (has_vote && !organisation::is_suspended_on(stopped, day)) voters.push_back(row.id);
      },
      unit, day, std::string_view{"registered"});
  return voters;
}

}  // namespace hangji::practice
