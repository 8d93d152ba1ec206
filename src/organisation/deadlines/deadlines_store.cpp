#include "organisation/deadlines/deadlines_store.h"

#include "kernel/facts/fact_kinds.h"
#include "organisation/punishments/punishments.h"
#include "organisation/units/units_store.h"

namespace hangji::organisation {

using database::Query;
using database::Transaction;

namespace {
constexpr Query select_terms{"deadlines.select_terms", R"sql(
  SELECT u.id AS unit_id, u.short_name AS unit_name, u.kind, u.term_ends_on
    FROM unit u
    JOIN unit_place p ON p.tenant_id = :tenant AND p.unit_id = u.id
   WHERE u.tenant_id = :tenant AND u.dissolved_on IS NULL AND u.term_ends_on <= :until
     AND p.path >= :from AND p.path < :end
   ORDER BY u.term_ends_on, u.id)sql"};

// The condition of the index member_with_deadline, word for word.
constexpr Query select_running{"deadlines.select_running", R"sql(
  SELECT m.id AS member_id, m.name AS member_name, u.id AS unit_id, u.short_name AS unit_name,
         m.state, m.state_since, m.joined_on, m.full_member_on, m.lost_since,
         (SELECT MAX(e.day)
            FROM member_event e
           WHERE e.tenant_id = :tenant AND e.member_id = m.id AND e.event = 'probation_extended'
             AND e.day > m.joined_on) AS extended_until
    FROM member m
    JOIN membership s ON s.tenant_id = :tenant AND s.member_id = m.id AND s.until_day IS NULL
    JOIN unit_place p ON p.tenant_id = :tenant AND p.unit_id = s.unit_id
    JOIN unit u ON u.tenant_id = :tenant AND u.id = s.unit_id
   WHERE m.tenant_id = :tenant
     AND (m.lost_since IS NOT NULL OR m.state = 'suspended' OR m.full_member_on IS NULL)
     AND m.state IN ('active', 'suspended') AND m.registration = 'registered'
     AND p.path >= :from AND p.path < :end
   ORDER BY m.id)sql"};

// What was done about a punishment has its source. Expulsion ends a membership, so that units are
// those of the facts.
constexpr Query select_punishments{"deadlines.select_punishments", R"sql(
  SELECT f.member_id, m.name AS member_name, m.state, f.unit_id, u.short_name AS unit_name,
         f.topic AS form, f.day AS decided_on, f.amount AS months,
         (SELECT MAX(d.day)
            FROM fact d
           WHERE d.tenant_id = :tenant AND d.source_id = f.source_id
             AND d.member_id = f.member_id AND d.kind = :announced
             AND NOT EXISTS (SELECT 1 FROM fact s
                              WHERE s.tenant_id = :tenant AND s.supersedes = d.id)
         ) AS announced_on,
         (SELECT MAX(d.day)
            FROM fact d
           WHERE d.tenant_id = :tenant AND d.source_id = f.source_id
             AND d.member_id = f.member_id AND d.kind = :reported
             AND NOT EXISTS (SELECT 1 FROM fact s
                              WHERE s.tenant_id = :tenant AND s.supersedes = d.id)
         ) AS reported_on,
         (SELECT MAX(d.day)
            FROM fact d
           WHERE d.tenant_id = :tenant AND d.source_id = f.source_id
             AND d.member_id = f.member_id AND d.kind = :restored
             AND NOT EXISTS (SELECT 1 FROM fact s
                              WHERE s.tenant_id = :tenant AND s.supersedes = d.id)
         ) AS restored_on,
         (SELECT COUNT(*)
            FROM fact l
           WHERE l.tenant_id = :tenant AND l.kind = :disciplined
             AND l.topic IN (:probation, :expulsion) AND l.member_id = f.member_id
             AND (l.day > f.day OR (l.day = f.day AND l.id > f.id))
             AND NOT EXISTS (SELECT 1 FROM fact s
                              WHERE s.tenant_id = :tenant AND s.supersedes = l.id)
         ) AS followed_by
    FROM fact f
    JOIN unit_place p ON p.tenant_id = :tenant AND p.unit_id = f.unit_id
    JOIN unit u ON u.tenant_id = :tenant AND u.id = f.unit_id
    JOIN member m ON m.tenant_id = :tenant AND m.id = f.member_id
   WHERE f.tenant_id = :tenant AND f.kind = :disciplined AND f.member_id IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM fact s WHERE s.tenant_id = :tenant AND s.supersedes = f.id)
     AND p.path >= :from AND p.path < :end AND m.state <> 'deceased'
   ORDER BY f.day, f.id)sql"};

constexpr Query select_branches{"deadlines.select_branches", R"sql(
  SELECT u.id AS unit_id, u.short_name AS unit_name, u.kind, COUNT(m.id) AS members,
         COUNT(CASE WHEN m.full_member_on <= :today THEN 1 END) AS formal_members,
         (SELECT COUNT(*)
            FROM unit_post h
           WHERE h.tenant_id = :tenant AND h.unit_id = u.id
             AND h.post NOT IN ('secretary', 'deputy_secretary')
             AND h.from_day <= :today AND (h.until_day IS NULL OR h.until_day > :today)
         ) AS committee_members,
         (SELECT COUNT(*)
            FROM enterprise e
           WHERE e.tenant_id = :tenant AND e.unit_id = u.id
             AND e.state IN ('operating', 'suspended')) AS covered
    FROM unit_place p
    JOIN unit u ON u.tenant_id = :tenant AND u.id = p.unit_id
    LEFT JOIN membership s
      ON s.tenant_id = :tenant AND s.unit_id = u.id AND s.until_day IS NULL
    LEFT JOIN member m
      ON m.tenant_id = :tenant AND m.id = s.member_id AND m.state = 'active'
     AND m.registration = 'registered'
   WHERE p.tenant_id = :tenant AND p.path >= :from AND p.path < :end
     AND u.kind IN ('branch', 'joint_branch', 'mobile_branch') AND u.dissolved_on IS NULL
   GROUP BY p.path, u.id, u.short_name, u.kind
   ORDER BY p.path)sql"};
}  // namespace

std::vector<TermRow> terms_ending(Transaction& transaction, UnitId root, Date until) {
  auto const path = place_of(transaction, root);
  return transaction.all<TermRow>(select_terms, until, path, path_end(path));
}

std::vector<RunningRow> running_members(Transaction& transaction, UnitId root) {
  auto const path = place_of(transaction, root);
  return transaction.all<RunningRow>(select_running, path, path_end(path));
}

std::vector<PunishmentRow> punishments_below(Transaction& transaction, UnitId root) {
  namespace kind = facts::kind;
  auto const path = place_of(transaction, root);
  return transaction.all<PunishmentRow>(
      select_punishments, kind::member_punishment_announced, kind::member_punishment_reported,
      kind::member_rights_restored, kind::member_disciplined, punishment::probation_in_party.code,
      punishment::expulsion.code, path, path_end(path));
}

std::vector<BranchRow> branches_below(Transaction& transaction, UnitId root, Date today) {
  auto const path = place_of(transaction, root);
  return transaction.all<BranchRow>(select_branches, today, path, path_end(path));
}

}  // namespace hangji::organisation
