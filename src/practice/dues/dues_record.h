// A branch's monthly dues report on paper.
#pragma once

#include "kernel/records/record_printers.h"
#include "kernel/records/sheet.h"
#include "practice/dues/dues_views.h"

namespace hangji::practice {

/// What stands on the sheet: who owed and paid what, in name order, and the sum reported.
[[nodiscard]] records::Sheet dues_report_sheet(DuesSheet const& sheet, std::string_view unit_name,
                                               facts::FactRow const& report);

/// The printer of `dues.reported`.
[[nodiscard]] Result<std::string> print_dues_report(records::PrintOrder const& order);

}  // namespace hangji::practice
