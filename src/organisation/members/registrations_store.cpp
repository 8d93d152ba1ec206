#include "organisation/members/registrations.h"

namespace hangji::organisation {

using database::Query;
using database::Transaction;

namespace {
constexpr Query select_of_member{"registrations.select_of_member", R"sql(
  SELECT id, member_id, registration, until_day
    FROM former_registration
   WHERE tenant_id = :tenant AND member_id = :member
   ORDER BY until_day)sql"};

constexpr Query select_every{"registrations.select_every", R"sql(
  SELECT id, member_id, registration, until_day
    FROM former_registration
   WHERE tenant_id = :tenant
   ORDER BY member_id, until_day)sql"};
}  // namespace

std::vector<FormerRegistrationRow> former_registrations_of(Transaction& transaction,
                                                           MemberId member) {
  return transaction.all<FormerRegistrationRow>(select_of_member, member);
}

void each_former_registration(Transaction& transaction,
                              std::function<void(FormerRegistrationRow const&)> const& visit) {
  transaction.each<FormerRegistrationRow>(select_every, visit);
}

}  // namespace hangji::organisation
