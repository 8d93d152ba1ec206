#include "duty/inspection/inspection_record.h"

#include "organisation/units/units_store.h"

#include <fmt/format.h>

#include <unordered_map>

namespace hangji::duty {

using records::CellForm;
using records::Sheet;
using records::SheetForm;
using records::SheetPart;

namespace {
void add_tally_columns(SheetPart& part) {
  for (auto const* title : {"应办", "按期办结", "逾期办结", "待办", "逾期", "缺办"}) {
    part.columns.push_back({title, CellForm::number});
  }
}

void add_tally(std::vector<std::string>& row, Tally const& tally) {
  for (auto const count :
       {tally.owed, tally.done, tally.done_late, tally.due, tally.late, tally.missed}) {
    row.push_back(std::to_string(count));
  }
}

SheetPart community_part(Inspection const& inspection) {
  SheetPart part{.heading = "各社区", .columns = {{"社区"}, {"党组织", CellForm::number}}};
  add_tally_columns(part);
  for (auto const& line : inspection.communities) {
    std::vector<std::string> row{line.name, std::to_string(line.units)};
    add_tally(row, line.tally);
    part.rows.push_back(std::move(row));
  }
  return part;
}

SheetPart duty_part(Inspection const& inspection) {
  SheetPart part{.heading = "各项职责", .columns = {{"职责"}, {"频次"}, {"依据"}}};
  add_tally_columns(part);
  for (auto const& duty : inspection.duties) {
    if (duty.tally.owed == 0) continue;
    std::vector<std::string> row{
        duty.rule.title, duty.cadence,
        rules::to_text(rules::RuleSource{duty.rule.document, duty.rule.article})};
    add_tally(row, duty.tally);
    part.rows.push_back(std::move(row));
  }
  return part;
}

SheetPart unit_part(Inspection const& inspection) {
  std::unordered_map<std::string_view, std::string_view> titles;
  for (auto const& duty : inspection.duties) titles.emplace(duty.rule.id, duty.rule.title);
  SheetPart part{.heading = "各党组织", .columns = {{"党组织"}}};
  add_tally_columns(part);
  part.columns.push_back({"逾期和缺办的职责"});
  for (auto const& line : inspection.units) {
    std::string lacking;
    for (auto const& cell : line.cells) {
      bool const is_lacking = cell.state == State::late || cell.state == State::missed;
      if (!is_lacking || cell.running) continue;
      lacking += fmt::format("{}{}（{}）", lacking.empty() ? "" : "、", titles.at(cell.rule),
                             obligations::label(cell.state));
    }
    std::vector<std::string> row{line.name};
    add_tally(row, line.tally);
    row.push_back(std::move(lacking));
    part.rows.push_back(std::move(row));
  }
  return part;
}
}  // namespace

Sheet inspection_sheet(Inspection const& inspection, std::string_view unit_name,
                       std::string_view summary) {
  Sheet sheet{.form = SheetForm::across,
              .title = to_chinese(inspection.month) + "督查表",
              .subtitle = fmt::format("{}　{} 发出", unit_name, to_chinese(inspection.as_of)),
              .footer = "发出后登记或者更正过的，以发出时的数为准。",
              .day = inspection.as_of};
  sheet.parts.push_back({.entries = {{"发出时", std::string{summary}}}});
  sheet.parts.push_back(community_part(inspection));
  sheet.parts.push_back(duty_part(inspection));
  sheet.parts.push_back(unit_part(inspection));
  return sheet;
}

Result<std::string> print_inspection(records::PrintOrder const& order) {
  auto const& fact = order.fact;
  auto const month = parse_month(fact.topic);
  if (!month || order.duties == nullptr) return records::print_plainly(order);
  auto const judged = organisation::judge_month(
      order.transaction, {order.rules, *order.duties, fact.unit_id, fact.day}, *month);
  auto const unit = organisation::unit_on(order.transaction, fact.unit_id, fact.day);
  return records::typeset(
      inspection_sheet(inspect(judged, *month, fact.day), unit ? unit->full_name : "", fact.note));
}

}  // namespace hangji::duty
