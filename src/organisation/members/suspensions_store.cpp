#include "database/transaction.h"
#include "organisation/members/suspensions.h"

namespace hangji::organisation {

using database::Query;
using database::Transaction;

namespace {
constexpr Query select_of_unit{"suspensions.select_of_unit", R"sql(
  SELECT e.member_id, e.event, e.day
    FROM membership m
    JOIN member_event e ON e.tenant_id = :tenant AND e.member_id = m.member_id
   WHERE m.tenant_id = :tenant AND m.unit_id = :unit AND m.from_day <= :day
     AND (m.until_day IS NULL OR m.until_day > :day)
     AND e.event IN ('suspended', 'restored')
   ORDER BY e.member_id, e.day, e.id)sql"};

constexpr Query select_all{"suspensions.select_all", R"sql(
  SELECT member_id, event, day
    FROM member_event
   WHERE tenant_id = :tenant AND event IN ('suspended', 'restored')
   ORDER BY member_id, day, id)sql"};

struct EventRow {
  MemberId member_id{};
  MemberEvent event{};
  Date day{};
};
BOOST_DESCRIBE_STRUCT(EventRow, (), (member_id, event, day))

void add(Suspensions& suspensions, EventRow const& row) {
  if (row.event == MemberEvent::suspended) {
    suspensions.push_back({.from = row.day});
  } else if (suspensions.empty() || suspensions.back().until) {
    suspensions.push_back({.from = Date{}, .until = row.day});
  } else {
    suspensions.back().until = row.day;
  }
}
}  // namespace

SuspensionsOfMembers suspensions_of_unit(Transaction& transaction, UnitId unit, Date day) {
  SuspensionsOfMembers all;
  transaction.each<EventRow>(
      select_of_unit, [&](EventRow const& row) { add(all[row.member_id], row); }, unit, day);
  return all;
}

SuspensionsOfMembers suspensions_of_all(Transaction& transaction) {
  SuspensionsOfMembers all;
  transaction.each<EventRow>(select_all,
                             [&](EventRow const& row) { add(all[row.member_id], row); });
  return all;
}

}  // namespace hangji::organisation
