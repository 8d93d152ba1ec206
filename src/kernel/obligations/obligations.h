// Obligations: what every unit must do in every period, judged by the facts. Nobody declares a duty done. Pure: it is
// given the duties in force, the units, their facts and the day, and knows no table.
#pragma once

#include "kernel/facts/facts.h"
#include "kernel/obligations/duty_rules.h"
#include "kernel/rules/rule.h"

#include <span>

namespace hangji::obligations {

/// `done`: fulfilled by the due day. `done_late`: fulfilled after it. `due`: the day has not come. `late`: it has, and it
/// can still be made up. `missed`: it cannot.
enum class State { done, done_late, due, late, missed };
BOOST_DESCRIBE_ENUM(State, done, done_late, due, late, missed)

/// A duty with the rule it comes from; the chapters turn their rules into these.
struct DutyInForce {
  rules::Rule const* rule{};
  Duty duty{};
};

/// What of a unit matters to its duties.
struct DutyUnit {
  UnitId id{};
  /// Code of its kind, as rules write it.
  std::string kind{};
  /// Owes nothing for periods that had begun before it was founded, or end after it was dissolved.
  Date founded_on{};
  std::optional<Date> dissolved_on{};
  /// True when it has a committee: duties of a committee are owed only then.
  bool has_committee{false};
};

struct Obligation {
  rules::Rule const* rule{};
  UnitId unit{};
  periods::CalendarPeriod period{};
  Date due_on{};
  /// The last day on which it can be made up.
  Date grace_until{};
  int needed{1};
  State state{State::due};
  /// The facts that count, at most `needed`, in order.
  std::vector<FactId> facts{};
  std::string page{};
};

/// The day by which a cadence is due in a period.
[[nodiscard]] Date due_day(Cadence const& cadence, periods::CalendarPeriod period);

/// Judges each duty of each unit for the period of the duty's own cadence that contains `month`. `facts`: the units' own
/// standing facts, at least those of the periods and of the months up to `today`, by unit (facts::standing_of_units).
/// Result by unit in the given order, then duty in the given order.
[[nodiscard]] std::vector<Obligation> judge(std::span<DutyInForce const> duties, std::span<DutyUnit const> units,
                                            std::span<facts::FactRow const> facts, Month month, Date today);

/// The months whose facts `judge` must be given for `month`: the longest period around it, and on to `today`.
struct Window {
  Month from{};
  Month until{};
};
[[nodiscard]] Window window_for(Month month, Date today);

}  // namespace hangji::obligations
