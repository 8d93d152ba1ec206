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
};

class UnitLanding {
public:
  UnitLanding(Change& change, secrets::Secrets const& secrets, UnitNames& names);
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
  };
  void land_one(Work& work);
  void resolve(Work& work, RowReader& reader);
  void resolve_parent(Work& work, RowReader& reader);
  Fate write(UnitRosterDraft& draft, RowReader& reader);
  Fate add(UnitRosterDraft const& draft, RowReader& reader);
  Fate change_known(UnitRow const& was, UnitRosterDraft const& draft, RowReader& reader);
  bool describe(UnitRow const& was, UnitDraft const& draft);

  Change& m_change;
  secrets::Secrets const& m_secrets;
  UnitNames& m_names;
  std::vector<Work> m_work{};
  std::unordered_map<std::string, std::size_t> m_by_name{};
  std::vector<NamedSecretary> m_secretaries{};
};

}  // namespace hangji::organisation
