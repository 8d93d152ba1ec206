// Issuing a month's inspection: the one thing about it that is entered.
#pragma once

#include "duty/inspection/inspection.h"
#include "kernel/journal/change.h"

namespace hangji::duty {

/// Enters that the unit looked through the month and told those below. Refuses: unit_unknown (the
/// unit did not stand then), month_not_begun, already_issued.
[[nodiscard]] Result<FactId> issue_inspection(journal::Change& change,
                                              organisation::DutyQuestion const& question,
                                              Month month);
/// The standing fact by which the unit issued the month's inspection.
[[nodiscard]] std::optional<FactId> inspection_issued(database::Transaction& transaction,
                                                      UnitId unit, Month month);

}  // namespace hangji::duty
