// Rows of the roster of members: read and checked without the books (any thread), then landed in
// one change, told apart from who is on the register already.
#pragma once

#include "organisation/members/members_operations.h"
#include "organisation/roster/roster_row.h"
#include "organisation/roster/roster_tally.h"
#include "organisation/roster/unit_names.h"

#include <unordered_map>

namespace hangji::organisation {

/// What parsing needs.
struct MemberRosterDesk {
  MemberDesk desk;
  UnitNames const& units;
  Date today{};
  /// With its extension; who joined earlier and is not said to be probationary must be formal.
  std::int64_t longest_probation_months{24};
};

struct MemberRosterDraft {
  /// Only what the row says.
  MemberDetails details{};
  /// As a new member, sealed, without an id; none when the row has faults.
  std::optional<MemberRow> row{};
  /// Days that are only known to their month.
  bool joined_in_month{false};
  bool full_in_month{false};
  /// Joined longer ago than any probation lasts, and nothing says formal or probationary.
  bool standing_is_missing{false};
  /// 转入日期.
  std::optional<Date> arrived_on{};
  UnitId unit{};
  /// First day in the unit when the member is new.
  Date from{};
  /// What the row says of it; the new member's own is in `row`.
  std::optional<MemberCategory> category{};
  std::optional<MemberState> state{};
  std::optional<bool> is_lost{};
  std::optional<Date> lost_since{};
  std::optional<Fen> dues_base{};
  std::vector<RowFinding> findings{};
};

/// Checks everything the row alone can show; every fault is found, not only the first.
/// Source: member.joining.least_age
[[nodiscard]] MemberRosterDraft parse_member(MemberRosterDesk const& desk, RosterRow const& row);

/// What a roster says of a member's dues base; applied by another chapter.
struct DuesBase {
  MemberId member{};
  Fen base{};
};

/// Lands drafts chunk by chunk. New members go by bulk; who is on the register (by identity number,
/// without one by name and birth) is corrected, moved and marked by the same operations that the
/// pages call. A row that an operation refuses is a fault of that row.
class MemberLanding {
public:
  MemberLanding(Change& change, MemberDesk const& desk, UnitNames const& units, RowList list);
  void land(std::vector<MemberRosterDraft>& drafts, std::vector<RosterRow>& rows,
            RosterTally& tally);
  [[nodiscard]] std::vector<DuesBase> const& dues_bases() const { return m_dues_bases; }

private:
  using Fate = RowFate;
  struct Known {
    MemberId id{};
    UnitId unit{};
    bool has_identity{false};
    /// The row of the file that spoke of this member and was taken.
    RowPlace place{};
  };
  [[nodiscard]] static std::string person_key(std::string_view name, Date born_on);
  Known* find(MemberRosterDraft const& draft, RowReader& reader);
  void remember(MemberRow const& row, Known const& known);
  void index(MemberRow const& row, std::size_t known);
  Fate land_one(MemberRosterDraft& draft, RowReader& reader, RosterRow const& row);
  Fate add(MemberRosterDraft& draft, RowReader& reader, RowPlace const& place);
  Fate change_known(Known const& known, MemberRosterDraft& draft, RowReader& reader);
  Result<Done> carry_over(MemberRow const& was, MemberRow const& is, UnitId home,
                          MemberRosterDraft const& draft);
  Result<Done> put_standing(MemberRow const& was, MemberRosterDraft const& draft);
  void tell_changes(MemberRow const& was, UnitId home, MemberRosterDraft const& draft);

  Change& m_change;
  MemberDesk const& m_desk;
  UnitNames const& m_units;
  RowList m_list;
  /// Of the row that is being landed.
  std::vector<FieldChange> m_changes{};
  /// Of units with closed months.
  std::unordered_map<UnitId, Month> m_first_open{};
  std::vector<Known> m_known{};
  std::unordered_map<std::string, std::size_t> m_by_identity{};
  std::unordered_map<std::string, std::vector<std::size_t>> m_by_person{};
  std::vector<MemberRow> m_added{};
  std::vector<MembershipRow> m_homes{};
  std::vector<DuesBase> m_dues_bases{};
};

}  // namespace hangji::organisation
