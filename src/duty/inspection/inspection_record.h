// An issued inspection on paper: the table of units and duties.
#pragma once

#include "duty/inspection/inspection.h"
#include "kernel/records/record_printers.h"
#include "kernel/records/sheet.h"

namespace hangji::duty {

/// What stands on the sheet: communities, duties, and each unit with what it did not do. `summary`:
/// the numbers as they were issued.
[[nodiscard]] records::Sheet inspection_sheet(Inspection const& inspection,
                                              std::string_view unit_name, std::string_view summary);

/// The printer of `inspection.issued`: judged as of the day of issue by what is recorded now.
[[nodiscard]] Result<std::string> print_inspection(records::PrintOrder const& order);

}  // namespace hangji::duty
