// The bulletin on paper.
#include "duty/bulletins/bulletin.h"
#include "kernel/records/sheet.h"

#include <fmt/format.h>

namespace hangji::duty {

using records::Sheet;

Sheet sheet_of(Bulletin const& bulletin) {
  Sheet sheet{
      .title = bulletin.title,
      .subtitle = fmt::format("{}　截至 {}", bulletin.unit_name, to_chinese(bulletin.as_of))};
  sheet.parts.push_back({.text = bulletin.summary});
  for (auto const& section : bulletin.sections) sheet.parts.push_back(records::part_of(section));
  sheet.footer = fmt::format("发出前的纪实链：第 {} 号，SM3 {}", bulletin.journal_head.seq,
                             bulletin.journal_head.hash);
  sheet.day = bulletin.as_of;
  return sheet;
}

std::string print_bulletin(Bulletin const& bulletin) {
  return records::typeset(sheet_of(bulletin));
}

}  // namespace hangji::duty
