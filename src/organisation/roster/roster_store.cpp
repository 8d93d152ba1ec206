#include "organisation/roster/roster_store.h"

#include "kernel/facts/fact_kinds.h"

namespace hangji::organisation {

using database::Query;

namespace {
constexpr Query select_member_keys{"roster.select_member_keys", R"sql(
  SELECT m.id, m.name, m.born_on, m.identity_hash, s.unit_id
    FROM member m
    LEFT JOIN membership s ON s.tenant_id = m.tenant_id AND s.member_id = m.id
                          AND s.until_day IS NULL
   WHERE m.tenant_id = :tenant
   ORDER BY m.id)sql"};

constexpr Query select_last_closed{"roster.select_last_closed", R"sql(
  SELECT unit_id, MAX(counted_month) AS last_month
    FROM fact
   WHERE tenant_id = :tenant AND kind = :kind
   GROUP BY unit_id)sql"};

struct LastClosedRow {
  UnitId unit_id{};
  Month last_month{};
};
BOOST_DESCRIBE_STRUCT(LastClosedRow, (), (unit_id, last_month))

constexpr Query select_enterprise_keys{"roster.select_enterprise_keys", R"sql(
  SELECT id, name, credit_code
    FROM enterprise
   WHERE tenant_id = :tenant
   ORDER BY id)sql"};
}  // namespace

void each_member_key(database::Transaction& transaction,
                     std::function<void(MemberKey const&)> const& visit) {
  transaction.each<MemberKey>(select_member_keys, visit);
}

std::unordered_map<UnitId, Month> first_open_months(database::Transaction& transaction) {
  std::unordered_map<UnitId, Month> months;
  transaction.each<LastClosedRow>(
      select_last_closed,
      [&](LastClosedRow const& row) { months[row.unit_id] = row.last_month.plus(1); },
      facts::kind::points_register_closed);
  return months;
}

void each_enterprise_key(database::Transaction& transaction,
                         std::function<void(EnterpriseKey const&)> const& visit) {
  transaction.each<EnterpriseKey>(select_enterprise_keys, visit);
}

}  // namespace hangji::organisation
