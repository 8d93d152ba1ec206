// Reading rules/*.yaml. Every fault of every file is reported at once, each with file and line; a
// set with one fault is not used at all. It knows the kinds only by their list.
#pragma once

#include "kernel/rules/rule.h"
#include "kernel/rules/rule_kinds.h"

#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace hangji::rules {

struct RuleFault {
  std::string file{};
  int line{0};
  std::string message{};
};

/// `rules/dues.yaml:41: 规则 dues.rate.salaried:字段 parameters.bands[2].rate_per_100000:应为整数`
[[nodiscard]] std::string to_text(RuleFault const& fault);

/// All `*.yaml` of the directory in name order. Refuses: what is no YAML, unknown kinds, unknown,
/// missing and ill-typed members, empty sources, periods that end before they begin, two versions
/// of an id on the same day or of different kinds, and what the kinds' own checks refuse. Days
/// without a version are allowed.
[[nodiscard]] std::expected<std::vector<Rule>, std::vector<RuleFault>> load_rules(
    std::filesystem::path const& directory, RuleKinds const& kinds);

/// One file's text, `file` being the name used in faults.
struct RuleText {
  std::string file{};
  std::string text{};
};

/// As `load_rules`, from texts in the given order.
[[nodiscard]] std::expected<std::vector<Rule>, std::vector<RuleFault>> read_rules(
    std::vector<RuleText> const& texts, RuleKinds const& kinds);

}  // namespace hangji::rules
