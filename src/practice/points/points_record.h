// A branch's closed register and its quarterly publication on paper.
#pragma once

#include "kernel/records/record_printers.h"
#include "kernel/records/sheet.h"
#include "practice/points/points_views.h"

namespace hangji::practice {

/// What stands on the sheet of a closed register: each member's points in name order. `closing`:
/// the fact that closed it, with the seal of its lines.
[[nodiscard]] records::Sheet register_sheet(Register const& book, std::string_view unit_name,
                                            facts::FactRow const& closing);
/// What stands on the sheet put up for a quarter: months and mean in name order, and until when one
/// may object.
[[nodiscard]] records::Sheet publication_sheet(QuarterSheet const& sheet,
                                               std::string_view unit_name, Date published_on);

/// The printer of `points.register_closed`.
[[nodiscard]] Result<std::string> print_register(records::PrintOrder const& order);
/// The printer of `points.published`.
[[nodiscard]] Result<std::string> print_publication(records::PrintOrder const& order);

}  // namespace hangji::practice
