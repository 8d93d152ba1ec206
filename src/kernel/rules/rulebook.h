// The rules as of any day: an immutable snapshot of the shipped rules with one tenant's own rows
// laid over them. Cheap to copy and to ask; pointers it gives live as long as any copy of it. It
// knows neither files (load.h) nor tables.
#pragma once

#include "kernel/rules/rule.h"

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace hangji::rules {

/// A rule on a day, with its parameters as their own type.
template <class P> struct InForce {
  Rule const* rule{};
  P const* parameters{};

  P const* operator->() const { return parameters; }
  P const& operator*() const { return *parameters; }
};

class Rulebook {
public:
  /// Without rules.
  Rulebook();
  /// `shipped` in file order (load.h has checked them), `street` over them: on the days of a street
  /// row's `in_force` it takes the place of the shipped version with the same id. Rules only the
  /// street has come last.
  Rulebook(std::vector<Rule> shipped, std::vector<Rule> street);

  /// All rules of the kind in force on `day`, in file order.
  template <class P> [[nodiscard]] std::vector<InForce<P>> all(Date day) const {
    std::vector<InForce<P>> found;
    each_of(P::rule_kind, [&](Slot const& slot) {
      if (auto const* rule = in_force(slot, day)) found.push_back(typed<P>(rule));
    });
    return found;
  }

  /// The first rule of the kind in force on `day`, in file order, that `is_wanted`; none when there
  /// is none.
  template <class P, class Wanted>
  [[nodiscard]] std::optional<InForce<P>> first(Date day, Wanted is_wanted) const {
    std::optional<InForce<P>> found;
    each_of(P::rule_kind, [&](Slot const& slot) {
      if (found) return;
      auto const* rule = in_force(slot, day);
      if (rule != nullptr && is_wanted(*typed<P>(rule))) found = typed<P>(rule);
    });
    return found;
  }

  /// The rule `id` of this kind on `day`; none when there is none, it is of another kind, or the
  /// street switched it off.
  template <class P> [[nodiscard]] std::optional<InForce<P>> find(std::string_view id,
                                                                  Date day) const {
    auto const* found = rule(id, day);
    if (found == nullptr || found->kind != P::rule_kind) return std::nullopt;
    return typed<P>(found);
  }

  /// The version in force on `day`, or null.
  [[nodiscard]] Rule const* rule(std::string_view id, Date day) const;
  /// All versions by first day, shipped before street on the same day; empty for an unknown id.
  [[nodiscard]] std::vector<Rule const*> versions(std::string_view id) const;
  /// Every rule in force on `day`, in file order.
  [[nodiscard]] std::vector<Rule const*> as_of(Date day) const;
  /// Ids in file order.
  [[nodiscard]] std::vector<std::string_view> ids() const;

private:
  /// The versions of one id, the street's first: the first that contains a day is in force on it.
  struct Slot {
    std::vector<Rule const*> versions{};
  };
  struct Contents;

  template <class P> static InForce<P> typed(Rule const* rule) {
    return {rule, static_cast<P const*>(rule->parsed.get())};
  }
  static Rule const* in_force(Slot const& slot, Date day);
  [[nodiscard]] std::vector<Slot const*> const* slots_of(std::string_view kind) const;
  template <class Visit> void each_of(std::string_view kind, Visit visit) const {
    auto const* slots = slots_of(kind);
    if (slots == nullptr) return;
    for (auto const* slot : *slots) visit(*slot);
  }

  std::shared_ptr<Contents const> m_contents;
};

}  // namespace hangji::rules
