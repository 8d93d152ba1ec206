#include "documents/print.h"
#include "kernel/records/sheet.h"

#include <fmt/format.h>

namespace hangji::records {

using documents::PrintDocument;

namespace {
constexpr std::size_t longest_cell = 40;

/// Wider columns where longer texts stand: the longest cell's bytes, within bounds.
documents::PrintTable table_of(SheetPart const& part) {
  documents::PrintTable table{.rows = part.rows};
  for (std::size_t i = 0; i < part.columns.size(); ++i) {
    auto longest = part.columns[i].title.size();
    for (auto const& row : part.rows) longest = std::max(longest, row[i].size());
    table.columns.push_back(
        {.title = part.columns[i].title,
         .weight = static_cast<int>(std::clamp<std::size_t>(longest, 6, longest_cell)),
         .align = part.columns[i].form == CellForm::number ? documents::PrintAlign::right
                                                           : documents::PrintAlign::left});
  }
  return table;
}

void add_paragraphs(PrintDocument& document, std::string_view text) {
  while (!text.empty()) {
    auto const end = text.find('\n');
    auto const line = text.substr(0, end);
    if (!line.empty()) document.blocks.push_back(documents::PrintParagraph{std::string{line}});
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

void add_part(PrintDocument& document, SheetPart const& part) {
  if (!part.heading.empty()) document.blocks.push_back(documents::PrintHeading{part.heading});
  if (!part.entries.empty()) {
    documents::PrintCard card;
    for (auto const& entry : part.entries) card.pairs.emplace_back(entry.label, entry.text);
    document.blocks.push_back(std::move(card));
  }
  add_paragraphs(document, part.text);
  if (!part.columns.empty() && !part.rows.empty()) document.blocks.push_back(table_of(part));
}

documents::PrintPaper paper_of(SheetForm form) {
  switch (form) {
    case SheetForm::upright:
    case SheetForm::box_spine: return documents::PrintPaper::a4_portrait;
    case SheetForm::across:
    case SheetForm::box_cover: return documents::PrintPaper::a4_landscape;
  }
  return documents::PrintPaper::a4_portrait;
}
}  // namespace

std::string typeset(Sheet const& sheet) {
  PrintDocument document{.paper = paper_of(sheet.form),
                         .title = sheet.title,
                         .subtitle = sheet.subtitle,
                         .footer = sheet.footer,
                         .created = sheet.day};
  for (auto const& part : sheet.parts) add_part(document, part);
  return documents::print_pdf(document);
}

}  // namespace hangji::records
