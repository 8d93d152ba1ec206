#include "kernel/obligations/obligations.h"

#include <unordered_map>

namespace hangji::obligations {

using facts::FactRow;
using periods::CalendarPeriod;

namespace {
/// The facts of each unit, as a slice of the given list (which is ordered by unit).
using FactsOfUnit = std::unordered_map<UnitId, std::span<FactRow const>>;

FactsOfUnit slice_by_unit(std::span<FactRow const> facts) {
  FactsOfUnit slices;
  std::size_t from = 0;
  while (from < facts.size()) {
    auto until = from;
    while (until < facts.size() && facts[until].unit_id == facts[from].unit_id) ++until;
    slices[facts[from].unit_id] = facts.subspan(from, until - from);
    from = until;
  }
  return slices;
}

bool owes(Duty const& duty, DutyUnit const& unit, CalendarPeriod period) {
  if (std::find(duty.units.begin(), duty.units.end(), unit.kind) == duty.units.end()) return false;
  if (period.first_day() < unit.founded_on) return false;
  return !unit.dissolved_on || *unit.dissolved_on > period.last_day();
}

bool fulfils(FactRow const& fact, Duty const& duty, CalendarPeriod period) {
  if (fact.kind != duty.fact) return false;
  if (duty.period_of == PeriodOf::topic) return fact.topic == periods::to_text(period);
  if (!duty.topic.empty() && fact.topic != duty.topic) return false;
  return period.contains(fact.day);
}

State state_of(Obligation const& obligation, std::optional<Date> fulfilled_on, Date today) {
  if (fulfilled_on) return *fulfilled_on <= obligation.due_on ? State::done : State::done_late;
  if (today <= obligation.due_on) return State::due;
  return today <= obligation.grace_until ? State::late : State::missed;
}

Obligation judge_one(DutyInForce const& duty, DutyUnit const& unit, std::span<FactRow const> facts,
                     CalendarPeriod period, Date today) {
  auto const& cadence = duty.duty.cadence;
  auto const due_on = due_day(cadence, period);
  Obligation obligation{.rule = duty.rule,
                        .unit = unit.id,
                        .period = period,
                        .due_on = due_on,
                        .grace_until = due_on.plus_days(cadence.grace_days),
                        .needed = cadence.times,
                        .page = duty.duty.page};
  std::optional<Date> fulfilled_on;
  for (auto const& fact : facts) {
    if (static_cast<int>(obligation.facts.size()) == obligation.needed) break;
    if (!fulfils(fact, duty.duty, period)) continue;
    obligation.facts.push_back(fact.id);
    if (static_cast<int>(obligation.facts.size()) == obligation.needed) fulfilled_on = fact.day;
  }
  obligation.state = state_of(obligation, fulfilled_on, today);
  return obligation;
}
}  // namespace

Date due_day(Cadence const& cadence, CalendarPeriod period) {
  if (cadence.due_day) return period.first_day().plus_days(*cadence.due_day - 1);
  return period.last_day().plus_days(cadence.due_day_after);
}

std::vector<Obligation> judge(std::span<DutyInForce const> duties, std::span<DutyUnit const> units,
                              std::span<FactRow const> facts, Month month, Date today) {
  auto const slices = slice_by_unit(facts);
  std::vector<Obligation> judged;
  for (auto const& unit : units) {
    auto const found = slices.find(unit.id);
    auto const of_unit = found == slices.end() ? std::span<FactRow const>{} : found->second;
    for (auto const& duty : duties) {
      auto const period = CalendarPeriod::containing(duty.duty.cadence.every, month);
      if (owes(duty.duty, unit, period)) judged.push_back(judge_one(duty, unit, of_unit, period, today));
    }
  }
  return judged;
}

Window window_for(Month month, Date today) {
  auto const year = CalendarPeriod::containing(periods::Every::year, month);
  return {year.first, std::max(year.last(), Month::of(today))};
}

}  // namespace hangji::obligations
