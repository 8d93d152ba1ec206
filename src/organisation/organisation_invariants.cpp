#include "organisation/organisation_invariants.h"

namespace hangji::organisation {

std::vector<std::string> faults(database::Transaction& transaction) {
  auto all = unit_faults(transaction);
  for (auto&& more : {member_faults(transaction), enterprise_faults(transaction)}) {
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

}  // namespace hangji::organisation
