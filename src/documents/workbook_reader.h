// Rows of an .xlsx workbook as a stream: one sheet part is unpacked and parsed piece by piece, so
// that memory does not grow with the number of rows. See table_reader.h for what a row holds.
#pragma once

#include "documents/table_reader.h"

#include <memory>

namespace hangji::documents {

/// Takes workbooks of Excel, WPS, LibreOffice and the exporters of Java: prefixed and strict
/// namespaces, inline and rich strings, missing references, cached results of formulas, both day
/// systems.
[[nodiscard]] std::unique_ptr<TableReader> open_workbook(std::filesystem::path const& path);
[[nodiscard]] std::unique_ptr<TableReader> open_workbook(std::string bytes);

}  // namespace hangji::documents
