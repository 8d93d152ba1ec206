#include "organisation/enterprises/enterprises_store.h"
#include "organisation/organisation_invariants.h"

#include <fmt/format.h>

#include <unordered_map>

namespace hangji::organisation {

std::vector<std::string> enterprise_faults(Transaction& transaction) {
  std::unordered_map<EnterpriseId, EnterpriseEventRow> last;
  std::vector<std::string> faults;
  each_enterprise_event(transaction, [&](EnterpriseEventRow const& row) {
    auto const before = last.find(row.enterprise_id);
    if (before != last.end() && before->second.state != row.former_state) {
      faults.push_back(fmt::format("企业 {} 的状态变更前后不接", row.enterprise_id.value));
    }
    last[row.enterprise_id] = row;
  });
  each_enterprise(transaction, [&](EnterpriseRow const& row) {
    auto const found = last.find(row.id);
    if (found != last.end() && found->second.state != row.state) {
      faults.push_back(fmt::format("企业“{}”的状态与最后一次变更不符", row.name));
    }
  });
  return faults;
}

}  // namespace hangji::organisation
