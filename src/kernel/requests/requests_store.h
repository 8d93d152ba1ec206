// The SQL of requests.
#pragma once

#include "kernel/requests/requests.h"

#include <functional>
#include <vector>

namespace hangji::requests {

[[nodiscard]] std::optional<RequestRow> request(database::Transaction& transaction, RequestId id);
/// Newest first.
[[nodiscard]] std::vector<RequestRow> requests_of(database::Transaction& transaction,
                                                  MemberId member);
/// In one state and made on the days [from, until], of the whole tenant, oldest first.
[[nodiscard]] std::vector<RequestRow> requests_in(database::Transaction& transaction,
                                                  RequestState state, Date from, Date until);
/// Every request by id: for invariants.
void each_request(database::Transaction& transaction,
                  std::function<void(RequestRow const&)> const& visit);

}  // namespace hangji::requests
