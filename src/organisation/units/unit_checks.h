// What the operations on units check and write alike. For the operations' own files.
#pragma once

#include "organisation/units/units_operations.h"

namespace hangji::organisation {

[[nodiscard]] std::unexpected<Refusal> no_such_unit();
[[nodiscard]] Result<Done> check_not_in_future(Change const& change, Date day,
                                               std::string_view field);
/// The unit as it is, when it stands and may be changed from `day` on. Refuses, in order:
/// not_found, dissolved, in_the_future, before_founding, before_last_change, reason_missing.
[[nodiscard]] Result<UnitRow> check_change(Change& change, UnitId id, Date day,
                                           std::string_view reason);
/// The community in the line from the root down to `unit`, none when there is none.
[[nodiscard]] UnitId community_above(database::Transaction& transaction, UnitId unit);
/// What happened to a unit, with the kind and names it had before.
[[nodiscard]] UnitAdjustmentRow adjustment_row(Change& change, UnitRow const& was,
                                               Adjustment adjustment, Date day,
                                               std::string_view reason, std::string_view approval);

}  // namespace hangji::organisation
