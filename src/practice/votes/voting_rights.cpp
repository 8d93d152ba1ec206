#include "practice/votes/voting_rights.h"

#include "kernel/facts/fact_kinds.h"
#include "organisation/punishments/punishments.h"
#include "practice/member_facts/member_facts.h"

namespace hangji::practice {

bool has_rights_on(std::span<RightsFact const> facts, Date day) {
  bool is_detained = false;
  for (auto const& fact : facts) {
    if (fact.kind == facts::kind::member_detained) is_detained = fact.topic != topic::released;
    bool const is_on_probation = fact.kind == facts::kind::member_disciplined &&
                                 fact.topic == organisation::punishment::probation_in_party.code &&
                                 day < fact.day.plus_months(static_cast<int>(fact.amount));
    if (is_on_probation) return false;
  }
  return !is_detained;
}

}  // namespace hangji::practice
