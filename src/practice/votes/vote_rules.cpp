#include "practice/votes/vote_rules.h"

#include "kernel/obligations/duty_rules.h"

#include <fmt/format.h>

namespace hangji::practice {

Result<Done> check_rule(VoteRule const& rule, rules::KnownRules const&) {
  for (std::size_t i = 0; i < rule.units.size(); ++i) {
    if (obligations::is_unit_kind(rule.units[i])) continue;
    return rules::refuse_parameter(fmt::format("units[{}]", i),
                                   "没有“" + rule.units[i] + "”这一类党组织");
  }
  if (!rules::is_proper(rule.quorum)) {
    return rules::refuse_parameter("quorum", "应为大于零、不超过全部的比例");
  }
  if (!rules::is_proper(rule.majority)) {
    return rules::refuse_parameter("majority", "应为大于零、不超过全部的比例");
  }
  if (rule.form != VoteForm::ordinary && !rule.secret) {
    return rules::refuse_parameter("secret", "发展党员和选举应为无记名");
  }
  auto const margin = rule.candidate_margin_percent.value_or(0);
  if (margin < 0 || margin > 100) {
    return rules::refuse_parameter("candidate_margin_percent", "应在 0 至 100 之间");
  }
  return Done{};
}

}  // namespace hangji::practice
