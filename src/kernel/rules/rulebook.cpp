#include "kernel/rules/rulebook.h"

#include <algorithm>
#include <unordered_map>

namespace hangji::rules {

// Keys are views of the ids in `rules`, which never changes after construction.
struct Rulebook::Contents {
  std::vector<Rule> rules{};
  std::unordered_map<std::string_view, Slot> slots{};
  std::vector<std::string_view> ids{};
  std::unordered_map<std::string_view, std::vector<Slot const*>> by_kind{};
};

Rulebook::Rulebook() : m_contents{std::make_shared<Contents const>()} {}

Rulebook::Rulebook(std::vector<Rule> shipped, std::vector<Rule> street) {
  auto contents = std::make_shared<Contents>();
  contents->rules = std::move(shipped);
  auto const shipped_count = static_cast<std::ptrdiff_t>(contents->rules.size());
  std::ranges::move(street, std::back_inserter(contents->rules));
  for (auto const& rule : contents->rules) {
    auto& slot = contents->slots[rule.id];
    if (slot.versions.empty()) contents->ids.push_back(rule.id);
    slot.versions.push_back(&rule);
  }
  auto const* const first_of_street = contents->rules.data() + shipped_count;
  for (auto const id : contents->ids) {
    auto& slot = contents->slots[id];
    std::ranges::stable_partition(slot.versions,
                                  [&](Rule const* rule) { return rule >= first_of_street; });
    contents->by_kind[slot.versions.front()->kind].push_back(&slot);
  }
  m_contents = std::move(contents);
}

Rule const* Rulebook::in_force(Slot const& slot, Date day) {
  for (auto const* version : slot.versions) {
    if (!version->in_force.contains(day)) continue;
    return version->is_switched_off() ? nullptr : version;
  }
  return nullptr;
}

Rule const* Rulebook::rule(std::string_view id, Date day) const {
  auto const found = m_contents->slots.find(id);
  return found == m_contents->slots.end() ? nullptr : in_force(found->second, day);
}

std::vector<Rule const*> Rulebook::versions(std::string_view id) const {
  auto const found = m_contents->slots.find(id);
  if (found == m_contents->slots.end()) return {};
  auto versions = found->second.versions;
  std::ranges::stable_sort(
      versions, {}, [](Rule const* rule) { return std::pair{rule->in_force.from, rule->origin}; });
  return versions;
}

std::vector<Rule const*> Rulebook::as_of(Date day) const {
  std::vector<Rule const*> found;
  for (auto const id : m_contents->ids) {
    if (auto const* version = rule(id, day)) found.push_back(version);
  }
  return found;
}

std::vector<std::string_view> Rulebook::ids() const { return m_contents->ids; }

std::vector<Rulebook::Slot const*> const* Rulebook::slots_of(std::string_view kind) const {
  auto const found = m_contents->by_kind.find(kind);
  return found == m_contents->by_kind.end() ? nullptr : &found->second;
}

}  // namespace hangji::rules
