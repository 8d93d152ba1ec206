#include "duty/inspection/inspection_operations.h"

#include "kernel/facts/fact_kinds.h"

#include <fmt/format.h>

namespace hangji::duty {

std::optional<FactId> inspection_issued(database::Transaction& transaction, UnitId unit,
                                        Month month) {
  auto const kind = facts::kind::inspection_issued;
  for (auto const& fact : facts::standing_of_unit(transaction, unit, month, month, kind)) {
    if (fact.topic == to_text(month)) return fact.id;
  }
  return std::nullopt;
}

Result<FactId> issue_inspection(journal::Change& change, organisation::DutyQuestion const& question,
                                Month month) {
  auto& transaction = change.transaction();
  if (Month::of(question.today) < month) {
    return refuse(InspectionRefusal::month_not_begun, to_chinese(month) + "还没有开始，不能督查",
                  {.field = "month"});
  }
  auto const judged = organisation::judge_month(transaction, question, month);
  if (judged.units.empty()) {
    return refuse(InspectionRefusal::unit_unknown, "没有这个党组织，或当时尚未成立",
                  {.field = "unit", .status = 404});
  }
  if (inspection_issued(transaction, question.root, month)) {
    return refuse(InspectionRefusal::already_issued, to_chinese(month) + "的督查已经发出",
                  {.status = 409});
  }
  auto const tally = inspect(judged, month, question.today).tally;
  auto const summary =
      fmt::format("{}督查：应办 {} 项，办结 {} 项，逾期 {} 项，缺办 {} 项", to_chinese(month),
                  tally.owed, tally.done + tally.done_late, tally.late, tally.missed);
  auto fact = facts::append(change, {.kind = std::string{facts::kind::inspection_issued},
                                     .topic = to_text(month),
                                     .day = question.today,
                                     .unit = question.root,
                                     .amount = tally.owed,
                                     .source = change.new_id<SourceId>(),
                                     .note = summary,
                                     .book = month});
  if (!fact) return fact;
  change.about(question.root, "发出" + summary);
  return fact;
}

}  // namespace hangji::duty
