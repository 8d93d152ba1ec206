#include "organisation/members/registrations.h"

#include "organisation/members/members_store.h"

namespace hangji::organisation {

void keep_registration(journal::Change& change, MemberRow const& was, MemberRow const& is) {
  if (was.registration == is.registration) return;
  auto const today = change.today();
  auto const former = former_registrations_of(change.transaction(), was.id);
  if (!former.empty() && former.back().until_day >= today) return;
  auto const homes = memberships_of(change.transaction(), was.id);
  if (homes.empty() || homes.front().from_day >= today) return;
  change.insert(FormerRegistrationRow{change.new_id<decltype(FormerRegistrationRow::id)>(), was.id,
                                      was.registration, today});
}

}  // namespace hangji::organisation
