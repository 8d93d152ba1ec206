#include "practice/dues/dues_overview.h"

#include "practice/dues/dues_store.h"

#include <algorithm>

namespace hangji::practice {

using rules::Rulebook;

namespace {
/// One member's unpaid months, which follow each other in order.
ArrearsLine line_of(std::span<UnpaidRow const> months,
                    std::vector<rules::InForce<DuesArrears>> const& steps) {
  auto const& first = months.front();
  ArrearsLine line{.unit = first.unit_id,
                   .unit_name = first.unit_name,
                   .member = first.member_id,
                   .name = first.name,
                   .months = std::ssize(months)};
  for (std::size_t i = 0; i < months.size(); ++i) {
    bool const follows = i > 0 && months[i].topic == months[i - 1].topic.plus(1);
    line.successive = follows ? line.successive + 1 : 1;
    line.missing += months[i].amount;
  }
  rules::InForce<DuesArrears> const* highest = nullptr;
  for (auto const& step : steps) {
    auto const reached = step->successive ? line.successive : line.months;
    bool const is_higher = highest == nullptr || step->months > (*highest)->months;
    if (reached >= step->months && is_higher) highest = &step;
  }
  if (highest != nullptr) {
    line.consequence = (*highest)->consequence;
    line.rule = rules::citation_of(*highest->rule);
  }
  return line;
}
}  // namespace

ArrearsSheet arrears_below(database::Transaction& transaction, Rulebook const& rules, UnitId unit,
                           std::int64_t least_months) {
  auto const today = transaction.today();
  ArrearsSheet sheet{.unit = unit, .month = Month::of(today).plus(-1)};
  auto const steps = rules.all<DuesArrears>(sheet.month.last_day());
  auto const rows = unpaid_below(
      transaction, unit, sheet.month.plus(1 - months_looked_back(rules, sheet.month)), sheet.month);
  for (auto first = rows.begin(); first != rows.end();) {
    auto const next = std::find_if(first, rows.end(), [&](UnpaidRow const& row) {
      return row.member_id != first->member_id || row.unit_id != first->unit_id;
    });
    auto line = line_of({first, next}, steps);
    if (line.months >= least_months) sheet.rows.push_back(std::move(line));
    first = next;
  }
  for (auto& row : reported_below(transaction, unit, today)) {
    if (row.reported && *row.reported >= sheet.month) continue;
    sheet.unreported.push_back({row.unit_id, std::move(row.unit_name), row.reported});
  }
  return sheet;
}

}  // namespace hangji::practice
