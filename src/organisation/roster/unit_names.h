// Units by the names that rosters give them: the full name, the short one, a community without
// 党委. It knows no table.
#pragma once

#include "organisation/units/units.h"

#include <unordered_map>
#include <vector>

namespace hangji::organisation {

/// Standing units, those of the register and those of the roster being read.
class UnitNames {
public:
  void add(UnitRow const& unit);
  /// A unit whose details changed.
  void replace(UnitRow const& unit);

  struct Found {
    UnitRow const* unit{nullptr};
    /// Several units have this name.
    bool is_ambiguous{false};
  };
  /// By full name, short name or a usual way of writing one; widths and spaces do not matter.
  [[nodiscard]] Found find(std::string_view name) const;
  /// Among communities alone: 民生路社区, 民生路.
  [[nodiscard]] Found find_community(std::string_view name) const;
  [[nodiscard]] UnitRow const* with_full_name(std::string_view name) const;
  [[nodiscard]] UnitRow const* unit(UnitId id) const;

private:
  using Names = std::unordered_map<std::string, std::vector<UnitId>>;
  [[nodiscard]] Found found(Names const& names, std::string const& key) const;

  std::unordered_map<UnitId, UnitRow> m_units{};
  Names m_full{};
  Names m_short{};
  Names m_communities{};
};

}  // namespace hangji::organisation
