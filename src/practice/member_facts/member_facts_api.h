// Routes of what is entered about members by hand.
#pragma once

#include "kernel/api/gate.h"

namespace hangji::practice {

void add_member_fact_routes(http::RouteTable& table, api::Services& services);

}  // namespace hangji::practice
