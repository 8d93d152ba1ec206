// Routes of votes: /api/votes. And whose a vote's originals are.
#pragma once

#include "database/transaction.h"

#include <optional>

namespace hangji::http {
class RouteTable;
}  // namespace hangji::http
namespace hangji::api {
struct Services;
}  // namespace hangji::api

namespace hangji::practice {

void add_vote_routes(http::RouteTable& table, api::Services& services);
/// The unit of the vote with this id; none when there is none.
[[nodiscard]] std::optional<UnitId> vote_owner(database::Transaction& transaction, SourceId source);

}  // namespace hangji::practice
