#include "kernel/access/access_rules.h"

#include <array>

namespace hangji::access {

Result<Done> check_rule(SignInLimits const& limits, rules::KnownRules const&) {
  std::array const numbers{std::pair{"failures_until_lock", limits.failures_until_lock},
                           std::pair{"lock_minutes", limits.lock_minutes},
                           std::pair{"idle_minutes", limits.idle_minutes},
                           std::pair{"longest_hours", limits.longest_hours}};
  for (auto const& [field, number] : numbers) {
    if (number < 1) return rules::refuse_parameter(field, "至少为 1");
  }
  return Done{};
}

SignInLimits sign_in_limits(rules::Rulebook const& rules, Date day) {
  auto const found = rules.find<SignInLimits>("access.sign_in", day);
  return found ? **found : SignInLimits{};
}

}  // namespace hangji::access
