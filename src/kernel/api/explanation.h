// How a number came about: the rules, the facts and the arithmetic between them. Every derived
// number can be asked for one.
#pragma once

#include "kernel/facts/facts.h"
#include "kernel/rules/rule.h"

#include <optional>
#include <string>
#include <vector>

namespace hangji::api {

/// A fact as an explanation shows it.
struct FactMention {
  FactId id{};
  std::string kind{};
  Date day{};
  /// The record it comes from: the activity, the vote.
  SourceId source{};
  std::string note{};
  /// The name of who entered it; empty: the program itself.
  std::string entered_by{};
  Instant entered_at{};
};
BOOST_DESCRIBE_STRUCT(FactMention, (), (id, kind, day, source, note, entered_by, entered_at))

struct ExplanationStep {
  /// One Chinese sentence.
  std::string text{};
  std::optional<std::string> amount{};
  std::optional<FactMention> fact{};
  std::optional<rules::RuleCitation> rule{};
};
BOOST_DESCRIBE_STRUCT(ExplanationStep, (), (text, amount, fact, rule))

struct Explanation {
  std::string title{};
  std::string value{};
  std::vector<ExplanationStep> steps{};
};
BOOST_DESCRIBE_STRUCT(Explanation, (), (title, value, steps))

[[nodiscard]] FactMention mention_of(database::Transaction& transaction,
                                     facts::FactRow const& fact);

}  // namespace hangji::api
