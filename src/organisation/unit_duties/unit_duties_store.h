// The SQL of what duties read over a subtree.
#pragma once

#include "database/transaction.h"
#include "kernel/obligations/obligations.h"

#include <vector>

namespace hangji::organisation {

/// The units' own standing facts that count in the window, of `root` and all that stood below it on
/// `day`, by unit and id. The work grows with these facts, not with the whole ledger.
[[nodiscard]] std::vector<obligations::DutyFact> duty_facts_below(
    database::Transaction& transaction, UnitId root, Date day, obligations::Window window);
/// The same of one unit.
[[nodiscard]] std::vector<obligations::DutyFact> duty_facts_of(database::Transaction& transaction,
                                                               UnitId unit,
                                                               obligations::Window window);
/// Of `root` and all below: the units in which a post besides secretary and deputy is held on
/// `day`.
[[nodiscard]] std::vector<UnitId> committees_below(database::Transaction& transaction, UnitId root,
                                                   Date day);
/// Of `root` and all below: the units with so many formal members or more on `day`.
[[nodiscard]] std::vector<UnitId> large_below(database::Transaction& transaction, UnitId root,
                                              Date day, std::int64_t least_formal_members);

}  // namespace hangji::organisation
