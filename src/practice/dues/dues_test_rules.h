// The shipped rules of dues, for tests.
#pragma once

#include "kernel/rules/load.h"
#include "kernel/rules/rulebook.h"
#include "practice/dues/dues_rules.h"

#include <filesystem>
#include <fstream>

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
    auto const file = std::filesystem::path{__FILE__}.parent_path() / "../../../rules/dues.yaml";
    std::ifstream in{file};
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    return rules::Rulebook{rules::read_rules({{"rules/dues.yaml", text}}, kinds).value(), {}};
  }();
  return book;
}

}  // namespace hangji::practice
