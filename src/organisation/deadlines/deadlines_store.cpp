#include "organisation/deadlines/deadlines_store.h"

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
         m.state, m.state_since, m.joined_on, m.full_member_on, m.lost_since
    FROM member m
    JOIN membership s ON s.tenant_id = :tenant AND s.member_id = m.id AND s.until_day IS NULL
    JOIN unit_place p ON p.tenant_id = :tenant AND p.unit_id = s.unit_id
    JOIN unit u ON u.tenant_id = :tenant AND u.id = s.unit_id
   WHERE m.tenant_id = :tenant
     AND (m.lost_since IS NOT NULL OR m.state = 'suspended' OR m.full_member_on IS NULL)
     AND m.state IN ('active', 'suspended') AND m.registration = 'registered'
     AND p.path >= :from AND p.path < :end
   ORDER BY m.id)sql"};
}  // namespace

std::vector<TermRow> terms_ending(Transaction& transaction, UnitId root, Date until) {
  auto const path = place_of(transaction, root);
  return transaction.all<TermRow>(select_terms, until, path, path_end(path));
}

std::vector<RunningRow> running_members(Transaction& transaction, UnitId root) {
  auto const path = place_of(transaction, root);
  return transaction.all<RunningRow>(select_running, path, path_end(path));
}

}  // namespace hangji::organisation
