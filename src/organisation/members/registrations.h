// Since when a member is 在册 or 流动: the registrations before the one in MemberRow. Written where
// a registration changes, read by who asks how everybody stood on a day gone by.
#pragma once

#include "organisation/members/members.h"

#include <functional>
#include <vector>

namespace hangji::organisation {

/// Held until a day that has come; the first row that ends after a day holds on that day.
struct FormerRegistrationRow {
  Id<struct FormerRegistrationTag> id{};
  MemberId member_id{};
  Registration registration{};
  Date until_day{};
};
BOOST_DESCRIBE_STRUCT(FormerRegistrationRow, (), (id, member_id, registration, until_day))

/// Oldest first.
[[nodiscard]] std::vector<FormerRegistrationRow> former_registrations_of(
    database::Transaction& transaction, MemberId member);
/// Of everybody, by member and day: for invariants.
void each_former_registration(database::Transaction& transaction,
                              std::function<void(FormerRegistrationRow const&)> const& visit);

/// Before `was` becomes `is` today: keeps the registration that was for the days before today.
/// Nothing when it stays, when it changed today already, and when the member came today.
void keep_registration(journal::Change& change, MemberRow const& was, MemberRow const& is);

}  // namespace hangji::organisation

template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::organisation::FormerRegistrationRow> = "former_registration";
