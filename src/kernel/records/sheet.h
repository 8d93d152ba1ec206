// A printed sheet before it is typeset: what stands on it, not how it looks. Chapters fill it, one
// place sets it (typeset). It knows no chapter and no printer's library.
#pragma once

#include "kernel/records/sections.h"

#include <string>
#include <vector>

namespace hangji::records {

/// A4 upright, A4 across, the cover and the spine of an archive box.
enum class SheetForm { upright, across, box_cover, box_spine };

/// A label with what belongs to it.
struct Entry {
  std::string label{};
  std::string text{};
};

/// One part under a heading: entries, then a text, then a table; whatever there is of them.
struct SheetPart {
  std::string heading{};
  std::vector<Entry> entries{};
  /// Paragraphs by line breaks.
  std::string text{};
  std::vector<SectionColumn> columns{};
  std::vector<std::vector<std::string>> rows{};
};

struct Sheet {
  SheetForm form{SheetForm::upright};
  std::string title{};
  std::string subtitle{};
  std::vector<SheetPart> parts{};
  /// At the foot of each page: the rule, the journal's head.
  std::string footer{};
  /// The day the sheet is about: the same sheet gives the same bytes.
  Date day{};
};

/// The sheet as a PDF.
[[nodiscard]] std::string typeset(Sheet const& sheet);

[[nodiscard]] SheetPart part_of(Section const& section);

}  // namespace hangji::records
