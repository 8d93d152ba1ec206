#include "kernel/requests/requests_store.h"

namespace hangji::requests {

using database::Query;
using database::Transaction;

namespace {
constexpr Query select_request{"requests.select_request", R"sql(
  SELECT id, form, member_id, unit_id, about, about_id, about_user, text, late_reason, channel,
         made_on, made_by, state, closed_on, closed_by, outcome, answer
    FROM member_request
   WHERE tenant_id = :tenant AND id = :id)sql"};

constexpr Query select_of_member{"requests.select_of_member", R"sql(
  SELECT id, form, member_id, unit_id, about, about_id, about_user, text, late_reason, channel,
         made_on, made_by, state, closed_on, closed_by, outcome, answer
    FROM member_request
   WHERE tenant_id = :tenant AND member_id = :member
   ORDER BY id DESC)sql"};

constexpr Query select_in{"requests.select_in", R"sql(
  SELECT id, form, member_id, unit_id, about, about_id, about_user, text, late_reason, channel,
         made_on, made_by, state, closed_on, closed_by, outcome, answer
    FROM member_request
   WHERE tenant_id = :tenant AND state = :state AND made_on BETWEEN :from_day AND :until_day
   ORDER BY made_on, id)sql"};

constexpr Query select_each{"requests.select_each", R"sql(
  SELECT id, form, member_id, unit_id, about, about_id, about_user, text, late_reason, channel,
         made_on, made_by, state, closed_on, closed_by, outcome, answer
    FROM member_request
   WHERE tenant_id = :tenant
   ORDER BY id)sql"};
}  // namespace

std::optional<RequestRow> request(Transaction& transaction, RequestId id) {
  return transaction.one<RequestRow>(select_request, id);
}

std::vector<RequestRow> requests_of(Transaction& transaction, MemberId member) {
  return transaction.all<RequestRow>(select_of_member, member);
}

std::vector<RequestRow> requests_in(Transaction& transaction, RequestState state, Date from,
                                    Date until) {
  return transaction.all<RequestRow>(select_in, state, from, until);
}

void each_request(Transaction& transaction, std::function<void(RequestRow const&)> const& visit) {
  transaction.each<RequestRow>(select_each, visit);
}

}  // namespace hangji::requests
