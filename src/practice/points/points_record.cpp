#include "practice/points/points_record.h"

#include "organisation/units/units_store.h"

#include <fmt/format.h>

namespace hangji::practice {

using records::CellForm;
using records::PrintOrder;
using records::Sheet;
using records::SheetForm;
using records::SheetPart;

namespace {
std::string unit_name_of(PrintOrder const& order) {
  auto const unit = organisation::unit_on(order.transaction, order.fact.unit_id, order.fact.day);
  return unit ? unit->full_name : "";
}

std::string text_or_dash(std::optional<Points> const& points) {
  return points ? to_text(*points) : "—";
}
}  // namespace

Sheet register_sheet(Register const& book, std::string_view unit_name,
                     facts::FactRow const& closing) {
  Sheet sheet{.form = SheetForm::across,
              .title = to_chinese(book.month) + "党员积分月登记",
              .subtitle = std::string{unit_name},
              .day = closing.day};
  sheet.parts.push_back({.entries = {{"登记日期", to_chinese(closing.day)},
                                     {"登记人数", fmt::format("{} 人", closing.amount)}}});
  SheetPart lines{.heading = "党员积分（以姓名为序）",
                  .columns = {{"姓名"},
                              {"类别"},
                              {"基础积分", CellForm::number},
                              {"日常积分", CellForm::number},
                              {"评议积分", CellForm::number},
                              {"更正", CellForm::number},
                              {"总分", CellForm::number},
                              {"等次"},
                              {"红线"}}};
  for (auto const& line : book.rows) {
    lines.rows.push_back({line.name, line.category_name, to_text(line.base), to_text(line.daily),
                          to_text(line.review), to_text(line.correction), to_text(line.total),
                          line.grade, line.red_line});
  }
  sheet.parts.push_back(std::move(lines));
  if (!closing.note.empty()) sheet.footer = "登记内容的校验值：SM3 " + closing.note;
  return sheet;
}

Sheet publication_sheet(QuarterSheet const& sheet, std::string_view unit_name, Date published_on) {
  auto const quarter = periods::parse_period(sheet.quarter);
  Sheet printed{.title = (quarter ? periods::to_chinese(*quarter) : "") + "党员积分公开表",
                .subtitle = std::string{unit_name},
                .day = published_on};
  SheetPart basics{.entries = {{"公开日期", to_chinese(published_on)}}};
  if (sheet.objections_until) {
    basics.entries.push_back({"异议期至", to_chinese(*sheet.objections_until)});
  }
  printed.parts.push_back(std::move(basics));
  SheetPart lines{.heading = "党员积分（以姓名为序，不排名）", .columns = {{"姓名"}}};
  for (auto const month : sheet.months) {
    lines.columns.push_back({to_chinese(month), CellForm::number});
  }
  lines.columns.push_back({"平均", CellForm::number});
  for (auto const& line : sheet.rows) {
    std::vector<std::string> row{line.name};
    for (auto const& month : line.months) row.push_back(text_or_dash(month));
    row.push_back(text_or_dash(line.mean));
    lines.rows.push_back(std::move(row));
  }
  printed.parts.push_back(std::move(lines));
  return printed;
}

Result<std::string> print_register(PrintOrder const& order) {
  auto const month = parse_month(order.fact.topic);
  if (!month) return records::print_plainly(order);
  auto const book = register_of(order.transaction, order.rules, order.fact.unit_id, *month);
  return records::typeset(register_sheet(book, unit_name_of(order), order.fact));
}

Result<std::string> print_publication(PrintOrder const& order) {
  auto const quarter = periods::parse_period(order.fact.topic);
  if (!quarter) return records::print_plainly(order);
  auto const sheet = quarter_sheet(order.transaction, order.rules, order.fact.unit_id, *quarter);
  return records::typeset(publication_sheet(sheet, unit_name_of(order), order.fact.day));
}

}  // namespace hangji::practice
