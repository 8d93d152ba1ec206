// What the pages get about one unit's obligations.
#pragma once

#include "duty/inspection/inspection.h"
#include "kernel/api/explanation.h"

namespace hangji::duty {

struct ObligationView {
  rules::RuleCitation rule{};
  /// 每月 1 次
  std::string cadence{};
  UnitId unit{};
  std::string period{};
  std::string period_name{};
  Date due_on{};
  Date grace_until{};
  int needed{1};
  State state{State::due};
  /// Its period goes on after the month.
  bool running{false};
  std::optional<Date> done_on{};
  std::vector<FactId> facts{};
  /// Whom it has not reached, as a sentence; empty where it need not reach each.
  std::string unreached{};
  /// Where it is done, with unit and period; empty when there is nothing to do.
  std::string page{};
};
BOOST_DESCRIBE_STRUCT(ObligationView, (),
                      (rule, cadence, unit, period, period_name, due_on, grace_until, needed, state,
                       running, done_on, facts, unreached, page))

struct ObligationList {
  UnitId unit{};
  std::string unit_name{};
  Month month{};
  Tally tally{};
  std::vector<ObligationView> rows{};
};
BOOST_DESCRIBE_STRUCT(ObligationList, (), (unit, unit_name, month, tally, rows))

/// Those of `unit` among the judged.
[[nodiscard]] ObligationList obligations_of(organisation::JudgedUnits const& judged, UnitId unit,
                                            Month month);
/// Rule, period, due day, the facts that count, and what follows.
[[nodiscard]] api::Explanation explain_obligation(database::Transaction& transaction,
                                                  obligations::Obligation const& judged,
                                                  Date today);

}  // namespace hangji::duty
