#include "kernel/records/record_printers.h"

#include "kernel/records/sheet.h"

namespace hangji::records {

void RecordPrinters::add(std::string fact_kind, RecordPrinter printer) {
  verify(m_printers.emplace(std::move(fact_kind), std::move(printer)).second,
         "a kind of fact has one printer");
}

Result<std::string> RecordPrinters::print(PrintOrder const& order) const {
  auto const found = m_printers.find(order.fact.kind);
  return found == m_printers.end() ? print_plainly(order) : found->second(order);
}

SheetPart part_of(Section const& section) {
  return {.heading = section.title,
          .text = section.note,
          .columns = section.columns,
          .rows = section.rows};
}

Result<std::string> print_plainly(PrintOrder const& order) {
  auto const& fact = order.fact;
  Sheet sheet{.title = order.title, .day = fact.day};
  sheet.parts.push_back({.entries = {{"日期", to_chinese(fact.day)},
                                     {"内容", fact.note},
                                     {"登记时间", to_local_text(fact.entered_at)}}});
  SheetPart facts{.heading = "同一记录的其他登记", .columns = {{"日期"}, {"内容"}, {"登记时间"}}};
  if (!fact.source_id.is_none() && fact.member_id.is_none()) {
    for (auto const& each : facts::of_source(order.transaction, fact.source_id)) {
      if (each.id == fact.id || !each.member_id.is_none()) continue;
      facts.rows.push_back({to_text(each.day), each.note, to_local_text(each.entered_at)});
    }
  }
  if (!facts.rows.empty()) sheet.parts.push_back(std::move(facts));
  return typeset(sheet);
}

}  // namespace hangji::records
