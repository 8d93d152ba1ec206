// The rows that were refused, as a workbook to be mended and sent again: the columns as they came,
// then the reason. Behind them, of a preview, what becomes of every row, a line for each field.
#pragma once

#include "organisation/roster/roster_tally.h"

#include <span>

namespace hangji::organisation {

/// A sheet for each roster and sheet that had refused rows; every value is text, so that nothing is
/// lost once more. Then 逐行结果, whose headings no roster has. Empty when there is nothing to
/// tell. Throws DocumentFailure.
[[nodiscard]] std::string import_workbook(std::span<RosterTally const> tallies);

}  // namespace hangji::organisation
