// The shipped rules of dues, for tests.
#pragma once

#include "kernel/rules/test_rules.h"
#include "kernel/rules/values.h"
#include "practice/dues/dues_rules.h"

namespace hangji::practice {

inline rules::Rulebook const& shipped() {
  static auto const book = [] {
    rules::RuleKinds kinds;
    kinds.add<DuesRate>();
    kinds.add<DuesArrears>();
    kinds.add<DuesBackPayment>();
    kinds.add<DuesStart>();
    kinds.add<DuesLargePayment>();
    kinds.add<DuesRelief>();
    kinds.add<rules::Threshold>();
    return rules::shipped_rules({"dues.yaml"}, kinds);
  }();
  return book;
}

}  // namespace hangji::practice
