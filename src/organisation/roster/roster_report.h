// The rows that were refused, as a workbook to be mended and sent again: the columns as they came,
// then the reason.
#pragma once

#include "organisation/roster/roster_tally.h"

#include <span>

namespace hangji::organisation {

/// A sheet for each roster and sheet that had refused rows. Every value is text, so that nothing is
/// lost once more. Empty when nothing was refused. Throws DocumentFailure.
[[nodiscard]] std::string refused_rows_workbook(std::span<RosterTally const> tallies);

}  // namespace hangji::organisation
