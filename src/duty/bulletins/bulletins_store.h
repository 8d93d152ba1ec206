// The SQL of bulletins.
#pragma once

#include "duty/bulletins/bulletin.h"

namespace hangji::duty {

/// Standing facts about the dues reports, the unpaid dues and the points registers of the months
/// [from, until], of `root` and all below on `day`: by unit, kind and month.
[[nodiscard]] std::vector<BookFacts> book_facts_below(database::Transaction& transaction,
                                                      UnitId root, Date day,
                                                      obligations::Window months);

}  // namespace hangji::duty
