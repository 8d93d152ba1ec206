#include "kernel/access/access_rules.h"

#include <fmt/format.h>

#include <array>

namespace hangji::access {

namespace {
constexpr std::string_view password_rule = "access.password";
}  // namespace

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

Result<Done> check_rule(PasswordDemands const& demands, rules::KnownRules const&) {
  constexpr int kinds_of_character = 4;
  auto const check = [](std::string_view field, int number, int most) -> Result<Done> {
    if (number < 1 || number > most)
      return rules::refuse_parameter(field, fmt::format("应为 1 至 {}", most));
    return Done{};
  };
  auto good = check("least_length", demands.least_length, password_length_most);
  if (good) good = check("least_kinds", demands.least_kinds, kinds_of_character);
  return good;
}

PasswordDemands password_demands(rules::Rulebook const& rules, Date day) {
  auto const found = rules.find<PasswordDemands>(password_rule, day);
  return found ? **found : PasswordDemands{};
}

PasswordDemandsView password_demands_view(rules::Rulebook const& rules, Date day) {
  auto const demands = password_demands(rules, day);
  PasswordDemandsView view{demands.least_length, demands.least_kinds};
  if (auto const* rule = rules.rule(password_rule, day)) view.rule = rules::citation_of(*rule);
  return view;
}

}  // namespace hangji::access
