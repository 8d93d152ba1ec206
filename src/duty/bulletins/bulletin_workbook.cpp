// The bulletin as a workbook: the summary, then a sheet for each table.
#include "documents/table_writer.h"
#include "duty/bulletins/bulletin.h"
#include "foundation/text.h"

namespace hangji::duty {

using documents::OutCell;
using records::CellForm;
using records::Section;

namespace {
OutCell cell_of(std::string const& text, CellForm form) {
  if (form == CellForm::text) return text;
  std::int64_t number = 0;
  if (parse_integer(text, number)) return number;
  if (auto const amount = parse_yuan(text)) return *amount;
  return text;
}

void add_section(documents::WorkbookWriter& book, Section const& section) {
  documents::OutSheet sheet{.name = section.title, .title = section.note};
  for (auto const& column : section.columns) {
    constexpr int narrow = 10;
    constexpr int wide = 28;
    sheet.columns.push_back({column.title, column.form == CellForm::number ? narrow : wide});
  }
  book.add_sheet(sheet);
  for (auto const& row : section.rows) {
    std::vector<OutCell> cells;
    cells.reserve(row.size());
    for (std::size_t i = 0; i < row.size(); ++i) {
      cells.push_back(cell_of(row[i], section.columns[i].form));
    }
    book.add_row(cells);
  }
}
}  // namespace

std::string bulletin_workbook(Bulletin const& bulletin) {
  documents::WorkbookWriter book;
  constexpr int label_width = 16;
  constexpr int text_width = 90;
  book.add_sheet({.name = "摘要",
                  .title = bulletin.title,
                  .columns = {{"项目", label_width}, {"内容", text_width}}});
  book.add_row({std::string{"党组织"}, bulletin.unit_name});
  book.add_row({std::string{"截至"}, bulletin.as_of});
  book.add_row({std::string{"情况"}, bulletin.summary});
  book.add_row({std::string{"纪实链序号"}, bulletin.journal_head.seq});
  book.add_row({std::string{"纪实链摘要"}, bulletin.journal_head.hash});
  for (auto const& section : bulletin.sections) add_section(book, section);
  return book.finish();
}

}  // namespace hangji::duty
