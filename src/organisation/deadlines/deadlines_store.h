// The SQL of deadlines: whose term runs, before the rules are asked.
#pragma once

#include "organisation/members/members.h"
#include "organisation/units/units.h"

#include <vector>

namespace hangji::organisation {

struct TermRow {
  UnitId unit_id{};
  std::string unit_name{};
  UnitKind kind{};
  Date term_ends_on{};
};
BOOST_DESCRIBE_STRUCT(TermRow, (), (unit_id, unit_name, kind, term_ends_on))
/// Standing units at or below `root` whose term ends up to `until`, by that day.
[[nodiscard]] std::vector<TermRow> terms_ending(database::Transaction& transaction, UnitId root,
                                                Date until);

struct RunningRow {
  MemberId member_id{};
  std::string member_name{};
  UnitId unit_id{};
  std::string unit_name{};
  MemberState state{};
  Date state_since{};
  Date joined_on{};
  std::optional<Date> full_member_on{};
  std::optional<Date> lost_since{};
  /// The day a probation was lengthened to.
  std::optional<Date> extended_until{};
};
BOOST_DESCRIBE_STRUCT(RunningRow, (),
                      (member_id, member_name, unit_id, unit_name, state, state_since, joined_on,
                       full_member_on, lost_since, extended_until))
/// Registered members at or below `root` who are on probation, out of contact or suspended, by id.
[[nodiscard]] std::vector<RunningRow> running_members(database::Transaction& transaction,
                                                      UnitId root);

/// A standing punishment with what was done about it.
struct PunishmentRow {
  MemberId member_id{};
  std::string member_name{};
  MemberState state{};
  UnitId unit_id{};
  std::string unit_name{};
  std::string form{};
  Date decided_on{};
  std::int64_t months{};
  std::optional<Date> announced_on{};
  std::optional<Date> reported_on{};
  std::optional<Date> restored_on{};
  /// A later 留党察看 or 开除党籍.
  std::int64_t followed_by{};
};
BOOST_DESCRIBE_STRUCT(PunishmentRow, (),
                      (member_id, member_name, state, unit_id, unit_name, form, decided_on, months,
                       announced_on, reported_on, restored_on, followed_by))
/// Those entered at or below `root`, of whom is alive, by the day of decision.
[[nodiscard]] std::vector<PunishmentRow> punishments_below(database::Transaction& transaction,
                                                           UnitId root);

/// How a branch is set up.
struct BranchRow {
  UnitId unit_id{};
  std::string unit_name{};
  UnitKind kind{};
  /// Registered and not suspended.
  std::int64_t members{};
  std::int64_t formal_members{};
  /// Holders of posts besides secretary and deputy.
  std::int64_t committee_members{};
  /// Enterprises it covers.
  std::int64_t covered{};
};
BOOST_DESCRIBE_STRUCT(BranchRow, (),
                      (unit_id, unit_name, kind, members, formal_members, committee_members,
                       covered))
/// The standing branches at or below `root`, temporary ones apart, as of `today`, by path.
[[nodiscard]] std::vector<BranchRow> branches_below(database::Transaction& transaction, UnitId root,
                                                    Date today);

}  // namespace hangji::organisation
