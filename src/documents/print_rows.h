// Bordered rows of cells: record cards and tables. A row is as high as its highest cell; one higher
// than a page goes on to the next. Part of the typesetter.
#pragma once

#include "documents/print_pages.h"

namespace hangji::documents::typeset {

struct Cell {
  SetTextPtr text{};
  double width{0};
  PrintAlign align{PrintAlign::left};
};
/// Cells from the left edge of the text block.
using Row = std::vector<Cell>;

/// Between a cell's border and its text, points.
inline constexpr double cell_side = 4;
inline constexpr double cell_above = 3.5;

/// Borders included, points.
[[nodiscard]] double height_of(Row const& row);
/// Puts the row under what stands on the page. When a page begins, `head` (none: null) is put
/// first.
void put_row(Pages& pages, Row const& row, Row const* head);

void put_card(Pages& pages, TextSetter& setter, PrintCard const& card, double size_pt);
void put_table(Pages& pages, TextSetter& setter, PrintTable const& table);

}  // namespace hangji::documents::typeset
