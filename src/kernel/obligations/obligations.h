// Obligations: what every unit must do in every period, judged by the facts. Nobody declares a duty
// done. Pure: it is given the duties in force, the units, their facts and the day, and knows no
// table.
#pragma once

#include "foundation/id.h"
#include "kernel/obligations/duty_rules.h"
#include "kernel/rules/rule.h"

#include <span>

namespace hangji::obligations {

/// `done`: fulfilled by the due day. `done_late`: fulfilled after it. `due`: the day has not come.
/// `late`: it has, and it can still be made up. `missed`: it cannot.
enum class State { done, done_late, due, late, missed };
BOOST_DESCRIBE_ENUM(State, done, done_late, due, late, missed)

/// 按期办结, 逾期办结, 待办, 逾期, 缺办.
[[nodiscard]] std::string_view label(State state);
[[nodiscard]] constexpr bool is_done(State state) {
  return state == State::done || state == State::done_late;
}

/// Who of the unit kinds named by the duty owes it.
enum class OwedBy { every_unit, units_with_committee };

/// A duty with the rule it comes from; the chapters turn their rules into these.
struct DutyInForce {
  rules::Rule const* rule{};
  Duty duty{};
  OwedBy owed_by{OwedBy::every_unit};
};

/// What of a unit matters to its duties.
struct DutyUnit {
  UnitId id{};
  /// Code of its kind, as rules write it.
  std::string kind{};
  /// Owes nothing for periods that had begun before it was founded, or end after it was dissolved.
  Date founded_on{};
  std::optional<Date> dissolved_on{};
  bool has_committee{false};
};

/// What of a unit's own fact matters to duties.
struct DutyFact {
  FactId id{};
  UnitId unit_id{};
  std::string kind{};
  std::string topic{};
  Date day{};
  Instant entered_at{};
};
BOOST_DESCRIBE_STRUCT(DutyFact, (), (id, unit_id, kind, topic, day, entered_at))

struct Obligation {
  rules::Rule const* rule{};
  UnitId unit{};
  periods::CalendarPeriod period{};
  Date due_on{};
  /// The last day on which it can be made up.
  Date grace_until{};
  int needed{1};
  State state{State::due};
  /// The day of the fact that fulfilled it, or of its entry when that came after the last day on
  /// which it could be made up; none while it is open.
  std::optional<Date> done_on{};
  /// The facts that count, at most `needed`, by day.
  std::vector<FactId> facts{};
  std::string page{};
};

/// The day by which a cadence is due in a period.
[[nodiscard]] Date due_day(Cadence const& cadence, periods::CalendarPeriod period);

/// Judges each duty of each unit for the period of the duty's own cadence that contains `month`.
/// `facts`: the units' own standing facts of `window_for(month, today)`, by unit; what lies after
/// `today` does not count yet. Result by unit in the given order, then duty in the given order.
[[nodiscard]] std::vector<Obligation> judge(std::span<DutyInForce const> duties,
                                            std::span<DutyUnit const> units,
                                            std::span<DutyFact const> facts, Month month,
                                            Date today);

/// What can still be done on `today`: of each duty's running period and the one before it, the
/// obligations that are late or due within `ahead` days. Late ones first, then by due day, unit and
/// duty. `facts`: those of `window_for_open`.
[[nodiscard]] std::vector<Obligation> judge_open(std::span<DutyInForce const> duties,
                                                 std::span<DutyUnit const> units,
                                                 std::span<DutyFact const> facts, Date today,
                                                 int ahead);

/// The months whose facts a judgement must be given.
struct Window {
  Month from{};
  Month until{};
};
/// The longest period around `month`, and on to what counts in the months open today.
[[nodiscard]] Window window_for(Month month, Date today);
[[nodiscard]] Window window_for_open(std::span<DutyInForce const> duties, Date today, int ahead);

/// How many obligations are in each state.
struct Tally {
  std::int64_t owed{};
  std::int64_t done{};
  std::int64_t done_late{};
  std::int64_t due{};
  std::int64_t late{};
  std::int64_t missed{};
  bool operator==(Tally const&) const = default;

  void add(State state);
};
BOOST_DESCRIBE_STRUCT(Tally, (), (owed, done, done_late, due, late, missed))
[[nodiscard]] Tally tally_of(std::span<Obligation const> obligations);

/// Laws every judgement keeps, as sentences about those that are broken: an obligation is judged
/// once; it is done exactly when the facts needed are there, by the due day or after it; no fact
/// counts twice for one obligation.
[[nodiscard]] std::vector<std::string> broken_laws(std::span<Obligation const> obligations,
                                                   Date today);

}  // namespace hangji::obligations
