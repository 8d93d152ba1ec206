#include "practice/points/points_pass_store.h"

#include "organisation/members/suspensions.h"

namespace hangji::practice {

using database::Query;
using database::Transaction;

namespace {
constexpr Query select_members{"points.select_members", R"sql(
  SELECT m.id, s.unit_id,
         COALESCE((SELECT c.category FROM former_category c
                    WHERE c.tenant_id = :tenant AND c.member_id = m.id AND c.until_day > :day
                    ORDER BY c.until_day LIMIT 1), m.category) AS category,
         m.state
    FROM membership s
    JOIN member m ON m.tenant_id = :tenant AND m.id = s.member_id
   WHERE s.tenant_id = :tenant AND s.from_day <= :day
     AND (s.until_day IS NULL OR s.until_day > :day)
   ORDER BY m.id)sql"};

constexpr Query select_month{"points.select_month", R"sql(
  SELECT member_id, id, supersedes, day, amount, kind, topic
    FROM fact
   WHERE tenant_id = :tenant AND counted_month = :month AND member_id IS NOT NULL
   ORDER BY member_id)sql"};

constexpr Query select_remembered{"points.select_remembered", R"sql(
  SELECT f.member_id, f.id, f.counted_month, f.day, f.amount, f.topic
    FROM fact f
   WHERE f.tenant_id = :tenant AND f.kind = :kind AND (:topic = '' OR f.topic = :topic)
     AND f.counted_month BETWEEN :from_month AND :until_month AND f.member_id IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM fact s WHERE s.tenant_id = :tenant
                      AND s.supersedes = f.id AND s.counted_month <= :as_of))sql"};

constexpr Query select_corrected{"points.select_corrected", R"sql(
  SELECT f.id, f.kind, f.topic, f.day, f.counted_month, f.unit_id, f.member_id, f.amount,
         f.source_id, f.channel, f.entered_by, f.entered_at, f.supersedes, f.note, f.journal_seq
    FROM fact f
   WHERE f.tenant_id = :tenant AND f.counted_month BETWEEN :from_month AND :until_month
     AND f.member_id IN (
       SELECT s.member_id
         FROM fact s
         JOIN fact o ON o.tenant_id = :tenant AND o.id = s.supersedes
        WHERE s.tenant_id = :tenant AND s.supersedes IS NOT NULL AND s.member_id IS NOT NULL
          AND s.counted_month BETWEEN :from_month AND :until_month
          AND o.counted_month <> s.counted_month))sql"};

constexpr Query select_former{"points.select_former", R"sql(
  SELECT id, member_id, category, until_day
    FROM former_category
   WHERE tenant_id = :tenant AND until_day > :from_day
   ORDER BY member_id, until_day)sql"};
}  // namespace

std::vector<ScoredMember> scored_members(Transaction& transaction, Month month) {
  auto members = transaction.all<ScoredMember>(select_members, month.last_day());
  auto suspensions = organisation::suspensions_of_all(transaction);
  std::erase_if(members, [&](ScoredMember const& one) {
    bool const is_active = one.state != organisation::MemberState::suspended;
    if (is_active && !suspensions.contains(one.id)) return false;
    auto& stopped = suspensions[one.id];
    organisation::add_untold(stopped, one.state);
    return organisation::is_suspended_throughout(stopped, month);
  });
  return members;
}

void each_fact_of_month(Transaction& transaction, Month month,
                        std::function<void(MonthFact const&)> const& visit) {
  transaction.each<MonthFact>(select_month, visit, month);
}

void each_remembered_fact(Transaction& transaction, RememberedFact const& wanted, Month from,
                          Month until, std::function<void(OldFact const&)> const& visit) {
  // A month reckoned again later knows nothing of what was corrected after it.
  transaction.each<OldFact>(select_remembered, visit, wanted.kind, wanted.topic, from, until,
                            until.plus(1));
}

void each_fact_of_corrected(Transaction& transaction, Month from, Month until,
                            std::function<void(facts::FactRow const&)> const& visit) {
  transaction.each<facts::FactRow>(select_corrected, visit, from, until);
}

void each_former_category(
    Transaction& transaction, Date day,
    std::function<void(organisation::FormerCategoryRow const&)> const& visit) {
  transaction.each<organisation::FormerCategoryRow>(select_former, visit, day);
}

}  // namespace hangji::practice
