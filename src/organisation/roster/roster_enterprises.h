// Rows of the list of enterprises: read and checked without the books, then landed by bulk.
#pragma once

#include "organisation/enterprises/enterprises_operations.h"
#include "organisation/roster/roster_row.h"
#include "organisation/roster/roster_tally.h"
#include "organisation/roster/unit_names.h"

#include <unordered_map>

namespace hangji::organisation {

struct EnterpriseRosterDesk {
  secrets::Secrets const& secrets;
  UnitNames const& units;
  Date today{};
};

struct EnterpriseRosterDraft {
  /// Only what the row says.
  EnterpriseDetails details{};
  std::optional<EnterpriseState> state{};
  /// The day of founding is only known to its month.
  bool established_in_month{false};
  /// As a new enterprise, without an id; none when the row has faults.
  std::optional<EnterpriseRow> row{};
  std::vector<RowFinding> findings{};
};
[[nodiscard]] EnterpriseRosterDraft parse_enterprise(EnterpriseRosterDesk const& desk,
                                                     RosterRow const& row);

/// Known are those with the same credit code and, where one of both sides has none, the same name.
class EnterpriseLanding {
public:
  EnterpriseLanding(Change& change, EnterpriseRosterDesk const& desk, RowList list);
  void land(std::vector<EnterpriseRosterDraft>& drafts, std::vector<RosterRow>& rows,
            RosterTally& tally);

private:
  using Fate = RowFate;
  struct Known {
    EnterpriseId id{};
    bool has_code{false};
    /// The row of the file that spoke of it and was taken.
    RowPlace place{};
  };
  Known* find(EnterpriseRow const& row, RowReader& reader);
  void remember(EnterpriseRow const& row, Known const& known);
  void index(EnterpriseRow const& row, std::size_t known);
  Fate land_one(EnterpriseRosterDraft& draft, RowReader& reader, RosterRow const& row);
  Fate change_known(EnterpriseId id, EnterpriseRosterDraft const& draft, RowReader& reader);
  void tell_changes(EnterpriseRow const& was);

  Change& m_change;
  EnterpriseRosterDesk const& m_desk;
  RowList m_list;
  /// Of the row that is being landed.
  std::vector<FieldChange> m_changes{};
  std::vector<Known> m_known{};
  std::unordered_map<std::string, std::size_t> m_by_code{};
  std::unordered_map<std::string, std::vector<std::size_t>> m_by_name{};
  std::vector<EnterpriseRow> m_added{};
};

}  // namespace hangji::organisation
