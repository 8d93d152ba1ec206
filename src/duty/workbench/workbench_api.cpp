#include "duty/workbench/workbench_api.h"

#include "duty/workbench/workbench.h"
#include "kernel/api/remembered.h"

namespace hangji::duty {

namespace {
/// Everyone has a workbench: what is on it follows from one's grants, and all of it is journaled.
Result<api::Written<Workbench>> show_workbench(api::Reading& reading, api::Nothing const&) {
  reading.allow_everyone();
  return api::remembered(reading, [&] { return make_workbench(reading); });
}
}  // namespace

void add_workbench_routes(http::RouteTable& table, api::Services& services) {
  api::Endpoints endpoints{table, services, "duty.workbench"};
  endpoints.question("/api/workbench", "工作台：今天要办的事和依据", access::Permission::see_rules,
                     show_workbench);
}

}  // namespace hangji::duty
