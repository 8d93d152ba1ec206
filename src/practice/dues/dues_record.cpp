#include "practice/dues/dues_record.h"

#include "organisation/units/units_store.h"

#include <fmt/format.h>

namespace hangji::practice {

using records::CellForm;

records::Sheet dues_report_sheet(DuesSheet const& sheet, std::string_view unit_name,
                                 facts::FactRow const& report) {
  records::Sheet printed{.title = to_chinese(sheet.month) + "党费收缴月报",
                         .subtitle = std::string{unit_name},
                         .footer = "依据：关于中国共产党党费收缴、使用和管理的规定",
                         .day = report.day};
  printed.parts.push_back({.entries = {{"报出日期", to_chinese(report.day)},
                                       {"报出金额（元）", to_text(Fen{report.amount})},
                                       {"应交（元）", to_text(sheet.owed)},
                                       {"未交清", fmt::format("{} 人", sheet.owing)}}});
  records::SheetPart lines{
      .heading = "交纳情况（以姓名为序）",
      .columns = {
          {"姓名"}, {"类别"}, {"应交（元）", CellForm::number}, {"实交（元）", CellForm::number}}};
  for (auto const& line : sheet.rows) {
    lines.rows.push_back({line.name, line.population_name, to_text(line.owed), to_text(line.paid)});
  }
  printed.parts.push_back(std::move(lines));
  return printed;
}

Result<std::string> print_dues_report(records::PrintOrder const& order) {
  auto const month = parse_month(order.fact.topic);
  if (!month) return records::print_plainly(order);
  auto const unit = organisation::unit_on(order.transaction, order.fact.unit_id, order.fact.day);
  auto const sheet = sheet_of(order.transaction, order.rules, order.fact.unit_id, *month);
  return records::typeset(dues_report_sheet(sheet, unit ? unit->full_name : "", order.fact));
}

}  // namespace hangji::practice
