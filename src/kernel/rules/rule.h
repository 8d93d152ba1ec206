// One dated, cited rule: the words of a regulation as data. It knows neither files nor what its
// parameters mean to a chapter; a chapter names its parameter type by `rule_kind` and gets it back
// typed from the Rulebook.
#pragma once

#include "foundation/date.h"
#include "foundation/json.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <boost/json/value.hpp>

#include <map>
#include <memory>
#include <string>

namespace hangji::rules {

/// How sure we are that the text says so. Everything but `verified` is shown with 待复核 or 推定.
enum class Certainty { verified, single_source, unverified, proposal };
BOOST_DESCRIBE_ENUM(Certainty, verified, single_source, unverified, proposal)

/// `binding` (应当、必须、不得) refuses; `advisory` (一般、可以) warns and accepts a reason.
enum class Severity { binding, advisory };
BOOST_DESCRIBE_ENUM(Severity, binding, advisory)

/// Who gave it: the program's set, or the street's own row.
enum class Origin { shipped, street };
BOOST_DESCRIBE_ENUM(Origin, shipped, street)

/// How a parameter binds the street's own versions: the law's value, or what is stricter on one
/// side of it. Lists: `at_most` some of the law's elements, `at_least` all of them.
enum class Bound { exactly, at_least, at_most };
BOOST_DESCRIBE_ENUM(Bound, exactly, at_least, at_most)

struct RuleSource {
  /// Name of the document without 《》.
  std::string document{};
  /// `第十一条`, or whatever names the place in it.
  std::string article{};
  bool operator==(RuleSource const&) const = default;
};
BOOST_DESCRIBE_STRUCT(RuleSource, (), (document, article))

/// One version of a rule. Versions of one rule share `id` and `kind` and lie in disjoint periods.
struct Rule {
  std::string id{};
  std::string kind{};
  std::string title{};
  Period in_force{};
  RuleSource source{};
  Certainty certainty{Certainty::verified};
  Severity severity{Severity::binding};
  std::string note{};
  boost::json::value parameters{};
  /// 国家规定，街道不得放宽: parameters by name; of shipped rules only.
  std::map<std::string, Bound> bounds{};
  /// False: the program does not go by this rule yet (尚未使用).
  bool applied{true};
  Origin origin{Origin::shipped};
  /// `rules/dues.yaml` and the line of its `- id`; empty and 0 for a street's row.
  std::string file{};
  int line{0};
  /// The parameters as the kind's own type; none: the street switched the rule off for these days.
  std::shared_ptr<void const> parsed{};

  [[nodiscard]] bool is_switched_off() const { return parsed == nullptr; }
};

/// What pages show of a rule.
struct RuleView {
  std::string id{};
  std::string kind{};
  std::string title{};
  Date from{};
  std::optional<Date> until{};
  std::string document{};
  std::string article{};
  Certainty certainty{Certainty::verified};
  Severity severity{Severity::binding};
  Origin origin{Origin::shipped};
  bool switched_off{false};
  /// Where it still needs a person's eye: 待复核, 推定; empty when it does not.
  std::string mark{};
  std::string note{};
  boost::json::value parameters{};
};
BOOST_DESCRIBE_STRUCT(RuleView, (),
                      (id, kind, title, from, until, document, article, certainty, severity, origin,
                       switched_off, mark, note, parameters))

/// The short form beside a number or a refusal.
struct RuleCitation {
  std::string id{};
  std::string title{};
  std::string document{};
  std::string article{};
  Certainty certainty{Certainty::verified};
  Origin origin{Origin::shipped};
};
BOOST_DESCRIBE_STRUCT(RuleCitation, (), (id, title, document, article, certainty, origin))

/// 待复核 for single_source and unverified, 推定 for a proposal, empty when verified.
[[nodiscard]] std::string certainty_mark(Certainty certainty);
[[nodiscard]] RuleView view_of(Rule const& rule);
[[nodiscard]] RuleCitation citation_of(Rule const& rule);
/// 《党支部工作条例(试行)》第十一条
[[nodiscard]] std::string to_text(RuleSource const& source);

}  // namespace hangji::rules
