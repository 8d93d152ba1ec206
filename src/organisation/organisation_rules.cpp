#include "organisation/organisation_rules.h"

#include "kernel/obligations/duty_rules.h"

#include <fmt/format.h>

namespace hangji::organisation {

Result<Done> check_rule(Term const& term, rules::KnownRules const&) {
  if (term.units.empty()) return rules::refuse_parameter("units", "至少有一类党组织");
  for (std::size_t i = 0; i < term.units.size(); ++i) {
    if (obligations::is_unit_kind(term.units[i])) continue;
    return rules::refuse_parameter(fmt::format("units[{}]", i),
                                   "没有“" + term.units[i] + "”这一类党组织");
  }
  if (term.years < 1) return rules::refuse_parameter("years", "至少为 1 年");
  bool const reminds_within_term =
      term.remind_months_before >= 0 && term.remind_months_before < term.years * 12;
  if (!reminds_within_term) {
    return rules::refuse_parameter("remind_months_before", "应在一届任期之内");
  }
  return Done{};
}

Result<Done> check_rule(ProbationExtension const& extension, rules::KnownRules const&) {
  if (extension.most_times < 0) return rules::refuse_parameter("most_times", "不得小于 0");
  if (extension.least_months < 1) return rules::refuse_parameter("least_months", "至少为 1 个月");
  if (extension.most_months < extension.least_months) {
    return rules::refuse_parameter("most_months", "不得小于 least_months");
  }
  return Done{};
}

Result<Done> check_rule(CommitteeSeats const& seats, rules::KnownRules const&) {
  if (seats.least < 1) return rules::refuse_parameter("least", "至少为 1 人");
  if (seats.usual_most < seats.least)
    return rules::refuse_parameter("usual_most", "不得小于 least");
  if (seats.most < seats.usual_most) return rules::refuse_parameter("most", "不得小于 usual_most");
  return Done{};
}

}  // namespace hangji::organisation
