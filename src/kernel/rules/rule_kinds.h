// The list of rule kinds: which parameter type belongs to a kind's name, and how its parameters are
// read and checked. The application fills it once (application/rule_kinds.h); it knows no kind by
// itself.
#pragma once

#include "foundation/json.h"
#include "foundation/json_schema.h"

#include <boost/describe/class.hpp>

#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace hangji::rules {

enum class RuleRefusal {
  unknown_kind,
  unknown_rule,
  wrong_parameter,
  wrong_period,
  no_source,
  binding,
  national
};
BOOST_DESCRIBE_ENUM(RuleRefusal, unknown_kind, unknown_rule, wrong_parameter, wrong_period,
                    no_source, binding, national)

/// All rule ids of a set with their kinds, for checks of references.
class KnownRules {
public:
  void add(std::string_view id, std::string_view kind) { m_kinds.emplace(id, kind); }
  [[nodiscard]] bool has(std::string_view id, std::string_view kind) const {
    auto const found = m_kinds.find(std::string{id});
    return found != m_kinds.end() && found->second == kind;
  }

private:
  std::unordered_map<std::string, std::string> m_kinds;
};

/// What a kind's check returns for a wrong parameter; `field` is its path below `parameters`.
[[nodiscard]] std::unexpected<Refusal> refuse_parameter(std::string_view field,
                                                        std::string message);

/// How one kind is read. `parse` gets `{"parameters": …}`, so that paths begin with `parameters`.
struct RuleKind {
  std::string_view name{};
  Result<std::shared_ptr<void const>> (*parse)(boost::json::value const& document){};
  /// The parameters again, with the defaults of what was not written.
  boost::json::value (*write)(void const* parameters){};
  /// The kind's own meaning: order of bands, references to other rules. Null when it has no check.
  Result<Done> (*check)(void const* parameters, KnownRules const& known){};
  boost::json::object (*schema)(SchemaSet& set){};
  /// Changed by the security administrator, not by the street office (三员分立).
  bool guards_access{false};
};

template <class P> struct ParametersOf {
  P parameters{};
  BOOST_DESCRIBE_CLASS(ParametersOf, (), (parameters), (), ())
};

/// A kind is a described struct with `rule_kind`; when `check_rule(P const&, KnownRules const&)` is
/// declared beside it, it is called on every load. `guards_access` in it says who changes it.
template <class P> [[nodiscard]] RuleKind rule_kind() {
  RuleKind kind;
  kind.name = P::rule_kind;
  kind.parse = [](boost::json::value const& document) -> Result<std::shared_ptr<void const>> {
    auto read = from_json<ParametersOf<P>>(document);
    if (!read) return std::unexpected{std::move(read.error())};
    return std::make_shared<P const>(std::move(read->parameters));
  };
  kind.write = [](void const* parameters) {
    return parse_json(to_json(*static_cast<P const*>(parameters))).value();
  };
  if constexpr (requires(P const& parameters, KnownRules const& known) {
                  check_rule(parameters, known);
                }) {
    kind.check = [](void const* parameters, KnownRules const& known) -> Result<Done> {
      return check_rule(*static_cast<P const*>(parameters), known);
    };
  }
  kind.guards_access = requires { P::guards_access; };
  kind.schema = [](SchemaSet& set) { return schema_of<P>(set); };
  return kind;
}

struct ShareLimit;
/// Refuses shares of nothing and of more than all.
[[nodiscard]] Result<Done> check_rule(ShareLimit const& limit, KnownRules const& known);

class RuleKinds {
public:
  template <class P> void add() { add(rule_kind<P>()); }
  /// A name is taken once; a second one is a bug.
  void add(RuleKind kind);
  /// Null when there is no such kind.
  [[nodiscard]] RuleKind const* find(std::string_view name) const;

private:
  std::unordered_map<std::string_view, RuleKind> m_kinds;
};

}  // namespace hangji::rules

template <>
inline constexpr std::string_view hangji::refusal_prefix<hangji::rules::RuleRefusal> = "rules";
