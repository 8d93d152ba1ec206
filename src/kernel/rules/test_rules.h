// Some files of the shipped rules, for tests of a feature that knows some kinds of rules.
#pragma once

#include "kernel/rules/load.h"
#include "kernel/rules/rulebook.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace hangji::rules {

/// `shipped_rules({"dues.yaml"}, kinds)`. Throws when a file holds what the kinds do not know.
inline Rulebook shipped_rules(std::vector<std::string> const& names, RuleKinds const& kinds) {
  auto const folder = std::filesystem::path{__FILE__}.parent_path() / "../../../rules";
  std::vector<RuleText> files;
  for (auto const& name : names) {
    std::ifstream in{folder / name};
    files.push_back({"rules/" + name, {std::istreambuf_iterator<char>{in}, {}}});
  }
  return Rulebook{read_rules(files, kinds).value(), {}};
}

}  // namespace hangji::rules
