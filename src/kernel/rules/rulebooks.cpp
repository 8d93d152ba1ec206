#include "kernel/rules/rulebooks.h"

#include <spdlog/spdlog.h>

namespace hangji::rules {

namespace {
/// Another process may have changed the rows: nothing is remembered longer.
constexpr std::int64_t remembered_ms = 10'000;

Rulebook build(std::vector<Rule> const& shipped, std::vector<RuleOverride> rows,
               RuleKinds const& kinds) {
  for (;;) {
    auto book = overlay(shipped, rows, kinds);
    if (book) return std::move(*book);
    for (auto const& fault : book.error()) {
      spdlog::warn("street rule row {} is left out: {}", fault.id, fault.refusal.message);
      std::erase_if(rows, [&](RuleOverride const& row) { return row.id == fault.id; });
    }
    if (rows.empty()) return Rulebook{shipped, {}};
  }
}
}  // namespace

RuleOverride to_override(OverrideRow const& row) {
  return {row.id.value,  row.rule_id,  row.kind,    row.title, row.from_day,
          row.until_day, row.document, row.article, row.note,  row.parameters};
}

std::shared_ptr<Rulebook const> Rulebooks::of(database::Transaction& transaction) {
  auto const now = transaction.now();
  {
    std::lock_guard const lock{m_mutex};
    auto const found = m_remembered.find(transaction.tenant());
    if (found != m_remembered.end() &&
        now.milliseconds - found->second.loaded.milliseconds < remembered_ms) {
      return found->second.rulebook;
    }
  }
  std::vector<RuleOverride> rows;
  for (auto const& row : override_rows(transaction)) {
    if (row.state == OverrideState::in_force) rows.push_back(to_override(row));
  }
  auto built = std::make_shared<Rulebook const>(build(m_shipped, std::move(rows), m_kinds));
  std::lock_guard const lock{m_mutex};
  m_remembered[transaction.tenant()] = {built, now};
  return built;
}

std::shared_ptr<Rulebook const> Rulebooks::known(TenantId tenant) const {
  std::lock_guard const lock{m_mutex};
  auto const found = m_remembered.find(tenant);
  return found == m_remembered.end() ? nullptr : found->second.rulebook;
}

void Rulebooks::forget(TenantId tenant) {
  std::lock_guard const lock{m_mutex};
  m_remembered.erase(tenant);
}

}  // namespace hangji::rules
