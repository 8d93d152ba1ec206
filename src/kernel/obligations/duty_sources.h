// All duties in force on a day, whatever chapter's rules lay them on. The kernel knows rules of the
// kind `duty`; a chapter whose rules have a cadence of their own adds a source at start.
#pragma once

#include "kernel/obligations/obligations.h"
#include "kernel/rules/rulebook.h"

#include <functional>

namespace hangji::obligations {

/// Adds the duties that its rules lay on units, as of a day.
using DutySource =
    std::function<void(rules::Rulebook const&, Date day, std::vector<DutyInForce>& into)>;

class DutySources {
public:
  /// At start, in the order in which pages shall show them.
  void add(DutySource source) { m_sources.push_back(std::move(source)); }
  /// Those of the sources, then the `duty` rules in file order. Rules are pointed to: they live as
  /// long as any copy of the rulebook. A period's duties are those of its first day.
  [[nodiscard]] std::vector<DutyInForce> in_force(rules::Rulebook const& rules, Date day) const;

private:
  std::vector<DutySource> m_sources{};
};

}  // namespace hangji::obligations
