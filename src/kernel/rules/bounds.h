// What a national text fixes and a street cannot loosen: the bound parameters of a rule. A street's
// version of the rule may differ in all its other parameters.
#pragma once

#include "kernel/rules/rule.h"
#include "kernel/rules/rule_kinds.h"

#include <optional>

namespace hangji::rules {

/// Below `parameters` why the bounds cannot be kept: a parameter the kind does not have, one
/// without an order that is not bound `exactly`, a rule that is not binding. None when all is well.
[[nodiscard]] std::optional<std::string> fault_of_bounds(Rule const& rule, RuleKind const& kind);

/// Refuses `national` when `own` is looser than `law`, both of the same kind; a length of time
/// compares with one in months or years only when it is in months or years itself.
[[nodiscard]] Result<Done> check_bounds(Rule const& law, Rule const& own, RuleKind const& kind);

/// One bound parameter as the pages show it.
struct BoundView {
  std::string parameter{};
  std::string label{};
  Bound bound{Bound::exactly};
  /// 不得低于“不少于二分之一”.
  std::string text{};
};
BOOST_DESCRIBE_STRUCT(BoundView, (), (parameter, label, bound, text))
[[nodiscard]] std::vector<BoundView> bounds_of(Rule const& law);

}  // namespace hangji::rules
