// Rows of the roster of units: read, put in the order of the tree, landed one by one (there are
// hundreds, not thousands).
#pragma once

#include "organisation/roster/roster_row.h"
#include "organisation/roster/roster_tally.h"
#include "organisation/roster/unit_names.h"
#include "organisation/units/units_operations.h"

#include <unordered_map>

namespace hangji::organisation {

struct UnitRosterDraft {
  UnitDraft unit{};
  /// 党组织类别 as the row says it, and what the full name tells.
  std::optional<UnitKind> said_kind{};
  std::optional<UnitKind> named_kind{};
  /// The day of founding is only known to its month.
  bool founded_in_month{false};
  std::string parent_name{};
  std::string community_name{};
  std::string secretary{};
  std::vector<RowFinding> findings{};
};
[[nodiscard]] UnitRosterDraft parse_unit(RosterRow const& row, Date today);

/// A secretary as the roster names one; posts are given once the members are known.
struct NamedSecretary {
  UnitId unit{};
  std::string name{};
  Date from{};
  /// Nowhere: the post was given before.
  RowPlace place{};
  /// Nothing else of the row changed anything.
  bool row_is_unchanged{false};
};

class UnitLanding {
public:
  UnitLanding(Change& change, secrets::Secrets const& secrets, UnitNames& names, RowList list);
  /// All rows of the roster: parents first, whatever the order of the rows. Rows of a cycle and
  /// rows below a refused one are refused.
  void land(std::vector<UnitRosterDraft>& drafts, std::vector<RosterRow>& rows, RosterTally& tally);
  [[nodiscard]] std::vector<NamedSecretary> const& secretaries() const { return m_secretaries; }

private:
  enum class Fate { waiting, landing, added, changed, unchanged, refused };
  struct Work {
    UnitRosterDraft& draft;
    RosterRow& row;
    Fate fate{Fate::waiting};
    std::vector<FieldChange> changes{};
  };
  [[nodiscard]] static RowFate row_fate(Fate fate);
  void note_name(Work& work, std::size_t index);
  void land_one(Work& work);
  void resolve(Work& work, RowReader& reader);
  [[nodiscard]] bool is_community(UnitRosterDraft const& draft) const;
  void resolve_parent(Work& work, RowReader& reader);
  Fate write(Work& work, RowReader& reader);
  Fate add(Work& work, RowReader& reader);
  Fate change_known(UnitRow const& was, Work& work, RowReader& reader);
  Result<bool> carry_over(UnitRow const& was, UnitRosterDraft const& draft);
  Result<bool> describe(UnitId id, UnitDraft const& draft);
  [[nodiscard]] std::vector<FieldChange> changes(UnitRow const& was, UnitId was_below);
  [[nodiscard]] UnitId above(UnitId unit);

  Change& m_change;
  secrets::Secrets const& m_secrets;
  UnitNames& m_names;
  RowList m_list;
  std::vector<Work> m_work{};
  std::unordered_map<std::string, std::size_t> m_by_name{};
  std::vector<NamedSecretary> m_secretaries{};
};

}  // namespace hangji::organisation
