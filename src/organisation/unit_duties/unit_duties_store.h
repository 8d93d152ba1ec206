// The SQL of what duties read over a subtree.
#pragma once

#include "database/transaction.h"
#include "kernel/obligations/obligations.h"
#include "organisation/members/members.h"

#include <vector>

namespace hangji::organisation {

/// The units' own facts that count in the window, the superseded among them, of `root` and all that
/// stood below it on `day`, by unit and id. The work grows with these facts, not with the whole
/// ledger.
[[nodiscard]] std::vector<obligations::DutyFact> duty_facts_below(
    database::Transaction& transaction, UnitId root, Date day, obligations::Window window);
/// The same of one unit.
[[nodiscard]] std::vector<obligations::DutyFact> duty_facts_of(database::Transaction& transaction,
                                                               UnitId unit,
                                                               obligations::Window window);
/// Somebody on a unit's list.
struct ListedMember {
  UnitId unit_id{};
  MemberId member_id{};
  std::string name{};
  MemberState state{};
  Date from_day{};
  std::optional<Date> until_day{};
};
BOOST_DESCRIBE_STRUCT(ListedMember, (), (unit_id, member_id, name, state, from_day, until_day))
/// Who was on the list of `root` or of what stood below it on `day`, at any time from `from` to
/// `until`; by unit and then in name order.
[[nodiscard]] std::vector<ListedMember> listed_below(database::Transaction& transaction,
                                                     UnitId root, Date day, Date from, Date until);
/// Who was present at the activities of this kind of `root` and all below, by source: standing
/// facts that count in the window.
[[nodiscard]] std::vector<obligations::DutyPresence> presences_below(
    database::Transaction& transaction, UnitId root, Date day, std::string_view topic,
    obligations::Window window);
/// Of `root` and all below: the units in which a post besides secretary and deputy is held on
/// `day`.
[[nodiscard]] std::vector<UnitId> committees_below(database::Transaction& transaction, UnitId root,
                                                   Date day);
/// Of `root` and all below: the units with so many formal members or more on `day`.
[[nodiscard]] std::vector<UnitId> large_below(database::Transaction& transaction, UnitId root,
                                              Date day, std::int64_t least_formal_members);

}  // namespace hangji::organisation
