// Rows of a CSV file: separators of comma, semicolon or tab, quotes with anything in them, and the
// ways in which exporters keep a number from becoming one (="0123", '0123, a tab before it).
#pragma once

#include "documents/table_reader.h"

#include <memory>

namespace hangji::documents {

/// `text` is UTF-8. Cells are texts; a record is one row whatever line breaks its quotes hold.
[[nodiscard]] std::unique_ptr<TableReader> open_csv(std::string text);

}  // namespace hangji::documents
