#include "duty/bulletins/bulletins_store.h"

namespace hangji::duty {

using database::Query;

namespace {
constexpr Query select_book_facts{"bulletins.select_book_facts", R"sql(
  WITH RECURSIVE below (id) AS (
    SELECT CAST(:root AS BIGINT)
     UNION ALL
    SELECT p.unit_id
      FROM below
      JOIN unit_parent p ON p.tenant_id = :tenant AND p.parent_id = below.id
     WHERE p.from_day <= :day AND (p.until_day IS NULL OR p.until_day > :day))
  SELECT f.unit_id, f.kind, f.topic, COUNT(*) AS count, CAST(SUM(f.amount) AS BIGINT) AS amount,
         MAX(f.day) AS last_day
    FROM below
    JOIN fact f ON f.tenant_id = :tenant AND f.unit_id = below.id
   WHERE f.kind IN ('dues.reported', 'dues.unpaid', 'points.register_closed')
     AND f.counted_month >= :from_month AND f.topic BETWEEN :from_month AND :until_month
     AND NOT EXISTS (SELECT 1 FROM fact s WHERE s.tenant_id = :tenant AND s.supersedes = f.id)
   GROUP BY f.unit_id, f.kind, f.topic
   ORDER BY f.unit_id, f.topic, f.kind)sql"};
}  // namespace

std::vector<BookFacts> book_facts_below(database::Transaction& transaction, UnitId root, Date day,
                                        obligations::Window months) {
  return transaction.all<BookFacts>(select_book_facts, root, day, months.from, months.until);
}

}  // namespace hangji::duty
