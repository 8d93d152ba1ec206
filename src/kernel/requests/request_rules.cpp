#include "kernel/requests/request_rules.h"

namespace hangji::requests {

Result<Done> check_rule(RequestDeadline const& deadline, rules::KnownRules const&) {
  if (deadline.answer_within < 1) return rules::refuse_parameter("answer_within", "至少为 1 天");
  if (deadline.made_within && *deadline.made_within < 1) {
    return rules::refuse_parameter("made_within", "至少为 1 天");
  }
  return Done{};
}

}  // namespace hangji::requests
