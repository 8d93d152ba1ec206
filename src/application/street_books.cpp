// Every journaled table and what else is kept, one line each: what `hangji verify` proves.
#include "application/program.h"
#include "kernel/access/users.h"
#include "kernel/originals/originals.h"
#include "kernel/requests/requests.h"
#include "organisation/enterprises/enterprises.h"
#include "organisation/members/members.h"
#include "organisation/members/registrations.h"
#include "organisation/organisation_invariants.h"
#include "organisation/units/units.h"
#include "practice/activities/activities_store.h"
#include "practice/dues/dues.h"
#include "practice/dues/dues_store.h"
#include "practice/points/points_operations.h"
#include "practice/votes/votes.h"
#include "premises/archive/archive.h"

#include <array>

namespace hangji::application {

journal::Books street_books(documents::Originals const* originals) {
  static std::array const tables{
      journal::journaled_table<access::UserRow>(),
      journal::journaled_table<access::GrantRow>(),
      journal::journaled_table<rules::OverrideRow>(),
      journal::journaled_table<requests::RequestRow>(),
      journal::journaled_table<organisation::UnitRow>(),
      journal::journaled_table<organisation::UnitParentRow>(),
      journal::journaled_table<organisation::UnitAdjustmentRow>(),
      journal::journaled_table<organisation::UnitPostRow>(),
      journal::journaled_table<organisation::MemberRow>(),
      journal::journaled_table<organisation::MembershipRow>(),
      journal::journaled_table<organisation::FormerCategoryRow>(),
      journal::journaled_table<organisation::FormerRegistrationRow>(),
      journal::journaled_table<organisation::MemberEventRow>(),
      journal::journaled_table<organisation::GroupMemberRow>(),
      journal::journaled_table<organisation::EnterpriseRow>(),
      journal::journaled_table<organisation::EnterpriseEventRow>(),
      journal::journaled_table<practice::ActivityRow>(),
      journal::journaled_table<practice::AnswerRow>(),
      journal::journaled_table<practice::ThemeRow>(),
      journal::journaled_table<practice::StartRow>(),
      journal::journaled_table<practice::LeaveRow>(),
      journal::journaled_table<practice::AmendmentRow>(),
      journal::journaled_table<practice::DuesBasisRow>(),
      journal::journaled_table<practice::ProposalRow>(),
      journal::journaled_table<practice::VoteRow>(),
      journal::journaled_table<premises::FiledItemRow>(),
      journal::journaled_table<premises::FondsRow>(),
      journal::journaled_table<premises::DocumentRow>(),
      journal::journaled_table<originals::OriginalRow>(),
  };
  journal::Books books{
      tables,
      {{"关闭的积分登记", practice::register_faults}, {"组织树", organisation::place_faults}}};
  if (originals != nullptr) {
    books.checks.push_back({"原件", [originals](database::Transaction& transaction) {
                              return originals::original_faults(transaction, *originals);
                            }});
  }
  return books;
}

}  // namespace hangji::application
