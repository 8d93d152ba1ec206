#include "organisation/unit_duties/unit_duties_store.h"

#include "kernel/facts/fact_kinds.h"

namespace hangji::organisation {

using database::Query;
using database::Transaction;
using obligations::DutyFact;

namespace {
constexpr Query select_facts_below{"unit_duties.select_facts_below", R"sql(
  WITH RECURSIVE below (id) AS (
    SELECT CAST(:root AS BIGINT)
     UNION ALL
    SELECT p.unit_id
      FROM below
      JOIN unit_parent p ON p.tenant_id = :tenant AND p.parent_id = below.id
     WHERE p.from_day <= :day AND (p.until_day IS NULL OR p.until_day > :day))
  SELECT f.id, f.unit_id, f.kind, f.topic, f.day, f.entered_at, f.source_id, f.supersedes,
         (SELECT s.id FROM fact s WHERE s.tenant_id = :tenant AND s.supersedes = f.id)
           AS superseded_by
    FROM below
    JOIN fact f ON f.tenant_id = :tenant AND f.unit_id = below.id
   WHERE f.member_id IS NULL AND f.counted_month BETWEEN :from_month AND :until_month
   ORDER BY f.unit_id, f.id)sql"};

constexpr Query select_facts_of{"unit_duties.select_facts_of", R"sql(
  SELECT f.id, f.unit_id, f.kind, f.topic, f.day, f.entered_at, f.source_id, f.supersedes,
         (SELECT s.id FROM fact s WHERE s.tenant_id = :tenant AND s.supersedes = f.id)
           AS superseded_by
    FROM fact f
   WHERE f.tenant_id = :tenant AND f.unit_id = :unit AND f.member_id IS NULL
     AND f.counted_month BETWEEN :from_month AND :until_month
   ORDER BY f.id)sql"};

constexpr Query select_listed_below{"unit_duties.select_listed_below", R"sql(
  WITH RECURSIVE below (id) AS (
    SELECT CAST(:root AS BIGINT)
     UNION ALL
    SELECT p.unit_id
      FROM below
      JOIN unit_parent p ON p.tenant_id = :tenant AND p.parent_id = below.id
     WHERE p.from_day <= :day AND (p.until_day IS NULL OR p.until_day > :day))
  SELECT s.unit_id, s.member_id, m.name, m.state, s.from_day, s.until_day
    FROM below
    JOIN membership s ON s.tenant_id = :tenant AND s.unit_id = below.id
    JOIN member m ON m.tenant_id = :tenant AND m.id = s.member_id
   WHERE s.from_day <= :until_day AND (s.until_day IS NULL OR s.until_day > :from_day)
   ORDER BY s.unit_id, m.initials, m.id)sql"};

constexpr Query select_presences_below{"unit_duties.select_presences_below", R"sql(
  WITH RECURSIVE below (id) AS (
    SELECT CAST(:root AS BIGINT)
     UNION ALL
    SELECT p.unit_id
      FROM below
      JOIN unit_parent p ON p.tenant_id = :tenant AND p.parent_id = below.id
     WHERE p.from_day <= :day AND (p.until_day IS NULL OR p.until_day > :day))
  SELECT f.source_id, f.member_id
    FROM fact f
   WHERE f.tenant_id = :tenant AND f.kind = :kind AND f.topic = :topic
     AND f.counted_month BETWEEN :from_month AND :until_month AND f.member_id IS NOT NULL
     AND f.unit_id IN (SELECT id FROM below)
     AND NOT EXISTS (SELECT 1 FROM fact s WHERE s.tenant_id = :tenant AND s.supersedes = f.id)
   ORDER BY f.source_id, f.member_id)sql"};

constexpr Query select_committees_below{"unit_duties.select_committees_below", R"sql(
  WITH RECURSIVE below (id) AS (
    SELECT CAST(:root AS BIGINT)
     UNION ALL
    SELECT p.unit_id
      FROM below
      JOIN unit_parent p ON p.tenant_id = :tenant AND p.parent_id = below.id
     WHERE p.from_day <= :day AND (p.until_day IS NULL OR p.until_day > :day))
  SELECT DISTINCT below.id
    FROM below
    JOIN unit_post h ON h.tenant_id = :tenant AND h.unit_id = below.id
   WHERE h.post NOT IN ('secretary', 'deputy_secretary')
     AND h.from_day <= :day AND (h.until_day IS NULL OR h.until_day > :day)
   ORDER BY below.id)sql"};

constexpr Query select_large_below{"unit_duties.select_large_below", R"sql(
  WITH RECURSIVE below (id) AS (
    SELECT CAST(:root AS BIGINT)
     UNION ALL
    SELECT p.unit_id
      FROM below
      JOIN unit_parent p ON p.tenant_id = :tenant AND p.parent_id = below.id
     WHERE p.from_day <= :day AND (p.until_day IS NULL OR p.until_day > :day))
  SELECT below.id
    FROM below
    JOIN membership s ON s.tenant_id = :tenant AND s.unit_id = below.id
    JOIN member m ON m.tenant_id = :tenant AND m.id = s.member_id
   WHERE s.from_day <= :day AND (s.until_day IS NULL OR s.until_day > :day)
     AND m.full_member_on <= :day
     AND CASE WHEN :day >= :today THEN m.registration
              ELSE COALESCE((SELECT r.registration FROM former_registration r
                              WHERE r.tenant_id = :tenant AND r.member_id = m.id
                                AND r.until_day > :day
                              ORDER BY r.until_day LIMIT 1), m.registration)
         END = 'registered'
   GROUP BY below.id
  HAVING COUNT(*) >= :least
   ORDER BY below.id)sql"};

struct IdRow {
  UnitId id{};
};
BOOST_DESCRIBE_STRUCT(IdRow, (), (id))
}  // namespace

std::vector<DutyFact> duty_facts_below(Transaction& transaction, UnitId root, Date day,
                                       obligations::Window window) {
  return transaction.all<DutyFact>(select_facts_below, root, day, window.from, window.until);
}

std::vector<DutyFact> duty_facts_of(Transaction& transaction, UnitId unit,
                                    obligations::Window window) {
  return transaction.all<DutyFact>(select_facts_of, unit, window.from, window.until);
}

std::vector<ListedMember> listed_below(Transaction& transaction, UnitId root, Date day, Date from,
                                       Date until) {
  return transaction.all<ListedMember>(select_listed_below, root, day, until, from);
}

std::vector<obligations::DutyPresence> presences_below(Transaction& transaction, UnitId root,
                                                       Date day, std::string_view topic,
                                                       obligations::Window window) {
  return transaction.all<obligations::DutyPresence>(select_presences_below, root, day,
                                                    facts::kind::activity_attended, topic,
                                                    window.from, window.until);
}

std::vector<UnitId> committees_below(Transaction& transaction, UnitId root, Date day) {
  std::vector<UnitId> ids;
  transaction.each<IdRow>(
      select_committees_below, [&](IdRow const& row) { ids.push_back(row.id); }, root, day);
  return ids;
}

std::vector<UnitId> large_below(Transaction& transaction, UnitId root, Date day,
                                std::int64_t least_formal_members) {
  std::vector<UnitId> ids;
  transaction.each<IdRow>(
      select_large_below, [&](IdRow const& row) { ids.push_back(row.id); }, root, day,
      transaction.today(), least_formal_members);
  return ids;
}

}  // namespace hangji::organisation
