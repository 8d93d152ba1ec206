#include "premises/archive/archive_store.h"

namespace hangji::premises {

using database::Query;
using database::Transaction;

namespace {
constexpr Query select_facts{"archive.select_facts", R"sql(
  WITH RECURSIVE below (id) AS (
    SELECT CAST(:root AS BIGINT)
     UNION ALL
    SELECT p.unit_id
      FROM below
      JOIN unit_parent p ON p.tenant_id = :tenant AND p.parent_id = below.id
     WHERE p.from_day <= :day AND (p.until_day IS NULL OR p.until_day > :day))
  SELECT f.id, f.unit_id, f.kind, f.topic, f.day, f.source_id, f.note
    FROM below
    JOIN fact f ON f.tenant_id = :tenant AND f.unit_id = below.id
   WHERE f.member_id IS NULL AND f.counted_month BETWEEN :from_month AND :until_month
     AND NOT EXISTS (SELECT 1 FROM fact s WHERE s.tenant_id = :tenant AND s.supersedes = f.id)
   ORDER BY f.id)sql"};

constexpr Query select_original_counts{"archive.select_original_counts", R"sql(
  WITH RECURSIVE below (id) AS (
    SELECT CAST(:root AS BIGINT)
     UNION ALL
    SELECT p.unit_id
      FROM below
      JOIN unit_parent p ON p.tenant_id = :tenant AND p.parent_id = below.id
     WHERE p.from_day <= :day AND (p.until_day IS NULL OR p.until_day > :day))
  SELECT o.source_id, COUNT(DISTINCT o.id) AS originals
    FROM below
    JOIN fact f ON f.tenant_id = :tenant AND f.unit_id = below.id
    JOIN original o ON o.tenant_id = :tenant AND o.source_id = f.source_id
   WHERE f.member_id IS NULL AND f.counted_month BETWEEN :from_month AND :until_month
   GROUP BY o.source_id
   ORDER BY o.source_id)sql"};

constexpr Query select_filed{"archive.select_filed", R"sql(
  WITH RECURSIVE below (id) AS (
    SELECT CAST(:root AS BIGINT)
     UNION ALL
    SELECT p.unit_id
      FROM below
      JOIN unit_parent p ON p.tenant_id = :tenant AND p.parent_id = below.id
     WHERE p.from_day <= :day AND (p.until_day IS NULL OR p.until_day > :day))
  SELECT i.id, i.fact_id, i.keeper_id, i.unit_id, i.year, i.volume, i.number, i.reference,
         i.retention, i.title, i.day
    FROM below
    JOIN archive_item i ON i.tenant_id = :tenant AND i.unit_id = below.id
   WHERE i.year = :year
   ORDER BY i.volume, i.number)sql"};

constexpr Query select_last_numbers{"archive.select_last_numbers", R"sql(
  SELECT volume, MAX(number) AS number
    FROM archive_item
   WHERE tenant_id = :tenant AND keeper_id = :keeper AND year = :year
   GROUP BY volume
   ORDER BY volume)sql"};
}  // namespace

std::vector<ArchivedFact> archived_facts_below(Transaction& transaction, UnitId root, Date day,
                                               obligations::Window window) {
  return transaction.all<ArchivedFact>(select_facts, root, day, window.from, window.until);
}

std::vector<OriginalCount> original_counts_below(Transaction& transaction, UnitId root, Date day,
                                                 obligations::Window window) {
  return transaction.all<OriginalCount>(select_original_counts, root, day, window.from,
                                        window.until);
}

std::vector<FiledItemRow> filed_below(Transaction& transaction, UnitId root, Date day, int year) {
  return transaction.all<FiledItemRow>(select_filed, root, day, year);
}

std::vector<LastNumber> last_numbers(Transaction& transaction, UnitId keeper, int year) {
  return transaction.all<LastNumber>(select_last_numbers, keeper, year);
}

}  // namespace hangji::premises
