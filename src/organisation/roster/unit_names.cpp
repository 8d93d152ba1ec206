#include "organisation/roster/unit_names.h"

#include "foundation/text.h"

#include <algorithm>
#include <array>

namespace hangji::organisation {

namespace {
std::string key_of(std::string_view name) { return without_spaces(to_half_width(name)); }

/// 中共 and 委员会 left out; 党支部 and 支部 are one word.
std::string short_key(std::string_view name) {
  auto key = key_of(name);
  for (std::string_view const word : {"中国共产党", "中共"}) {
    if (key.starts_with(word)) key.erase(0, word.size());
  }
  static constexpr std::string_view end{"委员会"};
  if (key.ends_with(end) && key.size() > end.size() && key.find("支部") != std::string::npos) {
    key.resize(key.size() - end.size());
  }
  if (auto const at = key.find("党支部"); at != std::string::npos) {
    key.erase(at, std::string_view{"党"}.size());
  }
  return key;
}

/// 民生路 for 民生路社区党委, 民生路社区, 中共…街道民生路社区委员会.
std::string community_key(std::string_view name) {
  auto key = key_of(name);
  if (auto const at = key.find("社区"); at != std::string::npos) key.resize(at);
  if (auto const at = key.rfind("街道"); at != std::string::npos) {
    key.erase(0, at + std::string_view{"街道"}.size());
  }
  return key;
}

void note(std::unordered_map<std::string, std::vector<UnitId>>& names, std::string key,
          UnitId unit) {
  auto& units = names[std::move(key)];
  if (std::find(units.begin(), units.end(), unit) == units.end()) units.push_back(unit);
}
}  // namespace

void UnitNames::add(UnitRow const& unit) {
  if (unit.dissolved_on) return;
  m_units[unit.id] = unit;
  note(m_full, key_of(unit.full_name), unit.id);
  note(m_short, key_of(unit.short_name), unit.id);
  note(m_short, short_key(unit.short_name), unit.id);
  note(m_short, short_key(unit.full_name), unit.id);
  if (unit.kind == UnitKind::community) {
    note(m_communities, community_key(unit.short_name), unit.id);
    note(m_communities, community_key(unit.full_name), unit.id);
  }
}

void UnitNames::replace(UnitRow const& unit) { m_units[unit.id] = unit; }

UnitNames::Found UnitNames::found(Names const& names, std::string const& key) const {
  auto const at = names.find(key);
  if (at == names.end()) return {};
  if (at->second.size() > 1) return {nullptr, true};
  return {&m_units.at(at->second.front())};
}

UnitNames::Found UnitNames::find(std::string_view name) const {
  if (auto const full = found(m_full, key_of(name)); full.unit != nullptr) return full;
  if (auto const brief = found(m_short, key_of(name)); brief.unit != nullptr) return brief;
  return found(m_short, short_key(name));
}

UnitNames::Found UnitNames::find_community(std::string_view name) const {
  return found(m_communities, community_key(name));
}

UnitRow const* UnitNames::with_full_name(std::string_view name) const {
  return found(m_full, key_of(name)).unit;
}

UnitRow const* UnitNames::unit(UnitId id) const {
  auto const at = m_units.find(id);
  return at == m_units.end() ? nullptr : &at->second;
}

}  // namespace hangji::organisation
