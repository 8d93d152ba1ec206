#include "premises/archive/archive_store.h"

#include <algorithm>
#include <iterator>

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
  SELECT f.id, f.unit_id, f.kind, f.topic, f.day, f.source_id, f.note, f.member_id,
         '' AS member_name
    FROM below
    JOIN fact f ON f.tenant_id = :tenant AND f.unit_id = below.id
   WHERE f.member_id IS NULL AND f.counted_month BETWEEN :from_month AND :until_month
     AND NOT EXISTS (SELECT 1 FROM fact s WHERE s.tenant_id = :tenant AND s.supersedes = f.id)
   ORDER BY f.id)sql"};

constexpr Query select_member_papers{"archive.select_member_papers", R"sql(
  WITH RECURSIVE below (id) AS (
    SELECT CAST(:root AS BIGINT)
     UNION ALL
    SELECT p.unit_id
      FROM below
      JOIN unit_parent p ON p.tenant_id = :tenant AND p.parent_id = below.id
     WHERE p.from_day <= :day AND (p.until_day IS NULL OR p.until_day > :day))
  SELECT f.id, f.unit_id, f.kind, f.topic, f.day, f.source_id, f.note, f.member_id,
         m.name AS member_name
    FROM below
    JOIN fact f ON f.tenant_id = :tenant AND f.unit_id = below.id
    JOIN member m ON m.tenant_id = :tenant AND m.id = f.member_id
   WHERE f.member_id IS NOT NULL AND substr(f.kind, 1, 7) IN ('member.', 'request')
     AND f.counted_month BETWEEN :from_month AND :until_month
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
    JOIN original o ON o.tenant_id = :tenant AND o.source_id = COALESCE(f.source_id, f.id)
   WHERE f.member_id IS NULL AND f.counted_month BETWEEN :from_month AND :until_month
   GROUP BY o.source_id
   ORDER BY o.source_id)sql"};

constexpr Query select_paper_counts{"archive.select_paper_counts", R"sql(
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
    JOIN original o ON o.tenant_id = :tenant AND o.source_id = f.id
   WHERE f.member_id IS NOT NULL AND substr(f.kind, 1, 7) IN ('member.', 'request')
     AND f.counted_month BETWEEN :from_month AND :until_month
   GROUP BY o.source_id
   ORDER BY o.source_id)sql"};

constexpr Query select_documents{"archive.select_documents", R"sql(
  WITH RECURSIVE below (id) AS (
    SELECT CAST(:root AS BIGINT)
     UNION ALL
    SELECT p.unit_id
      FROM below
      JOIN unit_parent p ON p.tenant_id = :tenant AND p.parent_id = below.id
     WHERE p.from_day <= :day AND (p.until_day IS NULL OR p.until_day > :day))
  SELECT d.id, d.unit_id, d.direction, d.title, d.number, d.issuer, d.day, d.secrecy
    FROM below
    JOIN archive_document d ON d.tenant_id = :tenant AND d.unit_id = below.id
   WHERE d.day BETWEEN :from_day AND :until_day
   ORDER BY d.id)sql"};

constexpr Query select_document{"archive.select_document", R"sql(
  SELECT id, unit_id, direction, title, number, issuer, day, secrecy
    FROM archive_document
   WHERE tenant_id = :tenant AND id = :id)sql"};

constexpr Query select_fonds{"archive.select_fonds", R"sql(
  SELECT id, keeper_id, code
    FROM archive_fonds
   WHERE tenant_id = :tenant AND keeper_id = :keeper)sql"};

constexpr Query select_fonds_by_code{"archive.select_fonds_by_code", R"sql(
  SELECT id, keeper_id, code
    FROM archive_fonds
   WHERE tenant_id = :tenant AND code = :code)sql"};

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
  SELECT volume, retention, MAX(number) AS number
    FROM archive_item
   WHERE tenant_id = :tenant AND keeper_id = :keeper AND year = :year
   GROUP BY volume, retention
   ORDER BY volume, retention)sql"};

constexpr Query select_some_filed{"archive.select_some_filed", R"sql(
  SELECT volume, retention, number
    FROM archive_item
   WHERE tenant_id = :tenant AND keeper_id = :keeper
   LIMIT 1)sql"};
}  // namespace

std::vector<ArchivedFact> archived_facts_below(Transaction& transaction, UnitId root, Date day,
                                               obligations::Window window) {
  auto found = transaction.all<ArchivedFact>(select_facts, root, day, window.from, window.until);
  std::ranges::move(
      transaction.all<ArchivedFact>(select_member_papers, root, day, window.from, window.until),
      std::back_inserter(found));
  std::ranges::sort(found, {}, &ArchivedFact::id);
  return found;
}

std::vector<OriginalCount> original_counts_below(Transaction& transaction, UnitId root, Date day,
                                                 obligations::Window window) {
  auto counts =
      transaction.all<OriginalCount>(select_original_counts, root, day, window.from, window.until);
  std::ranges::move(
      transaction.all<OriginalCount>(select_paper_counts, root, day, window.from, window.until),
      std::back_inserter(counts));
  return counts;
}

std::vector<DocumentRow> documents_below(Transaction& transaction, UnitId root, Date day,
                                         obligations::Window window) {
  return transaction.all<DocumentRow>(select_documents, root, day, window.from.first_day(),
                                      window.until.last_day());
}

std::optional<DocumentRow> document(Transaction& transaction, DocumentId id) {
  return transaction.one<DocumentRow>(select_document, id);
}

std::optional<FondsRow> fonds(Transaction& transaction, UnitId keeper) {
  return transaction.one<FondsRow>(select_fonds, keeper);
}

std::optional<FondsRow> fonds_by_code(Transaction& transaction, std::string_view code) {
  return transaction.one<FondsRow>(select_fonds_by_code, code);
}

bool has_filed(Transaction& transaction, UnitId keeper) {
  return transaction.one<LastNumber>(select_some_filed, keeper).has_value();
}

std::vector<FiledItemRow> filed_below(Transaction& transaction, UnitId root, Date day, int year) {
  return transaction.all<FiledItemRow>(select_filed, root, day, year);
}

std::vector<LastNumber> last_numbers(Transaction& transaction, UnitId keeper, int year) {
  return transaction.all<LastNumber>(select_last_numbers, keeper, year);
}

}  // namespace hangji::premises
