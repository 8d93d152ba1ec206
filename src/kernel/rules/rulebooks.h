// The rulebook of each tenant: the shipped rules with the street's own rows, built once and
// remembered until they change.
#pragma once

#include "database/transaction.h"
#include "kernel/journal/change.h"
#include "kernel/rules/overlay.h"
#include "kernel/rules/rulebook.h"

#include <memory>
#include <mutex>
#include <unordered_map>

namespace hangji::rules {

enum class OverrideState { in_force, withdrawn };
BOOST_DESCRIBE_ENUM(OverrideState, in_force, withdrawn)

using OverrideId = Id<struct OverrideTag>;

/// A street's own row as stored; see RuleOverride for the meaning.
struct OverrideRow {
  OverrideId id{};
  std::string rule_id{};
  std::string kind{};
  std::string title{};
  Date from_day{};
  std::optional<Date> until_day{};
  std::string document{};
  std::string article{};
  std::string note{};
  std::string parameters{};
  OverrideState state{OverrideState::in_force};
};
BOOST_DESCRIBE_STRUCT(OverrideRow, (),
                      (id, rule_id, kind, title, from_day, until_day, document, article, note,
                       parameters, state))

class Rulebooks {
public:
  Rulebooks(std::vector<Rule> shipped, RuleKinds kinds)
      : m_shipped{std::move(shipped)}, m_kinds{std::move(kinds)} {}

  /// The tenant's rulebook. Rows that no longer pass (the program is newer than they are) are left
  /// out and logged.
  [[nodiscard]] std::shared_ptr<Rulebook const> of(database::Transaction& transaction);
  /// What is remembered, or null: for words beside a refusal.
  [[nodiscard]] std::shared_ptr<Rulebook const> known(TenantId tenant) const;
  /// To be called after a commit that changed the tenant's rows.
  void forget(TenantId tenant);
  [[nodiscard]] std::vector<Rule> const& shipped() const { return m_shipped; }
  [[nodiscard]] RuleKinds const& kinds() const { return m_kinds; }

private:
  struct Remembered {
    std::shared_ptr<Rulebook const> rulebook{};
    Instant loaded{};
  };
  std::vector<Rule> m_shipped;
  RuleKinds m_kinds;
  mutable std::mutex m_mutex{};
  std::unordered_map<TenantId, Remembered> m_remembered{};
};

/// Every row of the street, withdrawn ones among them, by rule and day.
[[nodiscard]] std::vector<OverrideRow> override_rows(database::Transaction& transaction);
[[nodiscard]] RuleOverride to_override(OverrideRow const& row);

}  // namespace hangji::rules

template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::rules::OverrideRow> = "rule_override";
