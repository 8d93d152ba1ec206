#include "kernel/obligations/duty_sources.h"

namespace hangji::obligations {

std::vector<DutyInForce> DutySources::in_force(rules::Rulebook const& rules, Date day) const {
  std::vector<DutyInForce> duties;
  for (auto const& source : m_sources) source(rules, day, duties);
  for (auto const& duty : rules.all<Duty>(day)) duties.push_back({duty.rule, *duty.parameters});
  return duties;
}

}  // namespace hangji::obligations
