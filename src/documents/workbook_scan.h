// What is asked of a sheet part before its rows are read: how many there are, and which cells are
// merged (that stands behind the rows). Internal to workbook_reader.
#pragma once

#include "documents/workbook_parts.h"

namespace hangji::documents {

/// The number of the last row: as the sheet says it and, where it says nothing (exporters of Java
/// write A1), by counting. Never above what may be read.
[[nodiscard]] std::int64_t scan_last_row(Package const& package, std::string const& part,
                                         WorkbookLimits const& limits);
[[nodiscard]] std::vector<MergedRange> scan_merged_ranges(Package const& package,
                                                          std::string const& part,
                                                          WorkbookLimits const& limits);

}  // namespace hangji::documents
