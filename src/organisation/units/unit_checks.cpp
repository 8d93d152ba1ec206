#include "organisation/units/unit_checks.h"

#include "organisation/units/units_store.h"

#include <fmt/format.h>

namespace hangji::organisation {

std::unexpected<Refusal> no_such_unit() {
  return refuse(UnitRefusal::not_found, "没有这个党组织", {.field = "unit", .status = 404});
}

Result<Done> check_not_in_future(Change const& change, Date day, std::string_view field) {
  if (day <= change.today()) return Done{};
  return refuse(UnitRefusal::in_the_future, fmt::format("日期 {} 尚未到来", to_text(day)),
                {.field = std::string{field}});
}

Result<UnitRow> check_change(Change& change, UnitId id, Date day, std::string_view reason) {
  auto const row = unit(change.transaction(), id);
  if (!row) return no_such_unit();
  if (row->dissolved_on) {
    return refuse(UnitRefusal::dissolved,
                  fmt::format("“{}”已于 {} 撤销", row->short_name, to_text(*row->dissolved_on)),
                  {.status = 409});
  }
  if (auto good = check_not_in_future(change, day, "day"); !good) {
    return std::unexpected{std::move(good.error())};
  }
  if (day < row->founded_on) {
    return refuse(
        UnitRefusal::before_founding,
        fmt::format("“{}”成立于 {}，日期不能更早", row->short_name, to_text(row->founded_on)),
        {.field = "day"});
  }
  auto const history = adjustments_of(change.transaction(), id);
  if (!history.empty() && day < history.back().day) {
    return refuse(UnitRefusal::before_last_change,
                  fmt::format("上一次调整在 {}，日期不能更早", to_text(history.back().day)),
                  {.field = "day"});
  }
  if (reason.empty()) {
    return refuse(UnitRefusal::reason_missing, "请写明理由", {.field = "reason", .status = 400});
  }
  return *row;
}

UnitId community_above(Transaction& transaction, UnitId lowest) {
  if (lowest.is_none()) return {};
  for (auto const id : line_of(transaction, lowest)) {
    if (auto const row = unit(transaction, id); row && row->kind == UnitKind::community) return id;
  }
  return {};
}

UnitAdjustmentRow adjustment_row(Change& change, UnitRow const& was, Adjustment adjustment,
                                 Date day, std::string_view reason, std::string_view approval) {
  return {.id = change.new_id<decltype(UnitAdjustmentRow::id)>(),
          .unit_id = was.id,
          .adjustment = adjustment,
          .day = day,
          .reason = std::string{reason},
          .approval = std::string{approval},
          .former_kind = was.kind,
          .former_full_name = was.full_name,
          .former_short_name = was.short_name,
          .successor_id = {}};
}

}  // namespace hangji::organisation
