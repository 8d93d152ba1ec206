// The shipped rules on votes, for tests only.
#pragma once

#include "kernel/rules/load.h"
#include "kernel/rules/rulebook.h"
#include "practice/votes/vote_rules.h"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace hangji::practice {

inline rules::Rulebook const& vote_test_rules() {
  static auto const book = [] {
    rules::RuleKinds kinds;
    kinds.add<VoteRule>();
    auto const file = std::filesystem::path{__FILE__}.parent_path() / "../../../rules/votes.yaml";
    std::ifstream in{file};
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    return rules::Rulebook{rules::read_rules({{"rules/votes.yaml", text}}, kinds).value(), {}};
  }();
  return book;
}

}  // namespace hangji::practice
