#include "organisation/organisation_invariants.h"

#include "organisation/enterprises/enterprises.h"
#include "organisation/members/members.h"
#include "organisation/units/units.h"

namespace hangji::organisation {

std::vector<std::string> faults(database::Transaction& transaction) {
  auto all = unit_faults(transaction);
  for (auto&& more : {member_faults(transaction), enterprise_faults(transaction)}) {
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

std::vector<journal::JournaledTable> journaled_tables() {
  using journal::journaled_table;
  return {journaled_table<UnitRow>(),         journaled_table<UnitParentRow>(),
          journaled_table<UnitAdjustmentRow>(), journaled_table<UnitPostRow>(),
          journaled_table<MemberRow>(),       journaled_table<MembershipRow>(),
          journaled_table<FormerCategoryRow>(), journaled_table<MemberEventRow>(),
          journaled_table<GroupMemberRow>(),  journaled_table<EnterpriseRow>(),
          journaled_table<EnterpriseEventRow>()};
}

}  // namespace hangji::organisation
