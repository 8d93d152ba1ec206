// What a street can do with rules of its own, a function a verb. A row never changes days that have
// passed: what was judged by a rule stays judged by it. Who may is asked by the routes.
#pragma once

#include "kernel/rules/rulebooks.h"

#include <string>

namespace hangji::rules {

enum class OverrideRefusal {
  wrong_id,
  title_missing,
  reason_missing,
  in_the_past,
  not_found,
  withdrawn_already,
  began_already
};
BOOST_DESCRIBE_ENUM(OverrideRefusal, wrong_id, title_missing, reason_missing, in_the_past,
                    not_found, withdrawn_already, began_already)

struct NewOverride {
  std::string rule_id{};
  /// Empty: the shipped rule's.
  std::string kind{};
  /// Empty: the shipped rule's.
  std::string title{};
  Date from{};
  std::optional<Date> until{};
  std::string document{};
  std::string article{};
  std::string reason{};
  /// `null` switches an advisory rule off for these days.
  boost::json::value parameters{};
};

/// Lays a dated version over a shipped rule, or adds a rule of the street's own. Refuses, in this
/// order: wrong_id, title_missing (a rule that is not shipped), reason_missing, in_the_past (begins
/// before today), then as the loader does (overlay.h).
[[nodiscard]] Result<OverrideId> add_override(journal::Change& change, Rulebooks const& rulebooks,
                                              NewOverride const& wanted);
/// Takes back what is not in force yet. Refuses, in this order: not_found, withdrawn_already,
/// began_already.
[[nodiscard]] Result<Done> withdraw_override(journal::Change& change, std::string_view rule_id,
                                             OverrideId id);
/// Lets it end on `until` (not in force that day any more). Refuses, in this order: not_found,
/// withdrawn_already, in_the_past (`until` is not after today), then as the loader does.
[[nodiscard]] Result<Done> end_override(journal::Change& change, Rulebooks const& rulebooks,
                                        std::string_view rule_id, OverrideId id, Date until);

}  // namespace hangji::rules

template <> inline constexpr std::string_view
    hangji::refusal_prefix<hangji::rules::OverrideRefusal> = "rules";
