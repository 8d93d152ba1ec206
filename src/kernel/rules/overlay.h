// A street's own rules: rows of the settings page, checked as strictly as the shipped files and
// laid over them.
#pragma once

#include "kernel/rules/rule_kinds.h"
#include "kernel/rules/rulebook.h"

#include <span>
#include <string>
#include <vector>

namespace hangji::rules {

/// One row of the street. It changes a shipped rule (same `rule_id`, same kind) or adds one of its
/// own.
struct RuleOverride {
  std::int64_t id{};
  std::string rule_id{};
  std::string kind{};
  std::string title{};
  Date from{};
  std::optional<Date> until{};
  std::string document{};
  std::string article{};
  std::string note{};
  /// JSON text of the parameters; `null` switches an advisory rule off for these days.
  std::string parameters{};
};
BOOST_DESCRIBE_STRUCT(RuleOverride, (),
                      (id, rule_id, kind, title, from, until, document, article, note, parameters))

/// What is wrong with which row.
struct OverrideFault {
  std::int64_t id{};
  Refusal refusal{};
};

/// The rulebook of a tenant, or every fault of its rows. A row is refused when, in this order, its
/// kind is unknown or another than the shipped rule's (`unknown_kind`), it has no source
/// (`no_source`), its period is empty or overlaps another row of the same rule (`wrong_period`),
/// its parameters do not read or do not pass the kind's check
/// (`wrong_parameter`), it switches off a binding or unknown rule (`binding`, `unknown_rule`), or
/// it is looser than a national text allows (`national`, bounds.h).
[[nodiscard]] std::expected<Rulebook, std::vector<OverrideFault>> overlay(
    std::vector<Rule> const& shipped, std::span<RuleOverride const> rows, RuleKinds const& kinds);

}  // namespace hangji::rules
