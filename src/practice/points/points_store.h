// The SQL of points: proposals, tallies, and the facts of a branch's members.
#pragma once

#include "organisation/members/members_store.h"
#include "practice/points/points.h"

namespace hangji::practice {

[[nodiscard]] std::optional<ProposalRow> proposal(database::Transaction& transaction,
                                                  ProposalId id);
/// Of one unit, pending first, then the newest; at most `limit`.
[[nodiscard]] std::vector<ProposalRow> proposals_of(database::Transaction& transaction, UnitId unit,
                                                    int limit);
/// Pending proposals of the unit about days up to `until`.
[[nodiscard]] std::int64_t pending_proposals(database::Transaction& transaction, UnitId unit,
                                             Date until);

/// Proposals of a unit that wait for somebody else than `asking`.
struct UnitProposals {
  UnitId unit_id{};
  std::string unit_name{};
  std::int64_t count{};
  /// The day of the earliest.
  Date since{};
};
BOOST_DESCRIBE_STRUCT(UnitProposals, (), (unit_id, unit_name, count, since))
/// Who asks.
struct Asking {
  UserId user{};
  MemberId member{};
};
/// Of the units at or below `root`, by the day of the earliest; at most `limit` units.
[[nodiscard]] std::vector<UnitProposals> waiting_proposals(database::Transaction& transaction,
                                                           UnitId root, Asking const& asking,
                                                           int limit);

/// What a scoring of one member needs.
struct MemberFacts {
  organisation::MemberBrief member{};
  CategoryHistory category{};
  /// All that count in the months asked for, the superseded among them.
  std::vector<facts::FactRow> facts{};
};
/// Everyone who belonged to the unit on `day` and was not suspended all through the month `until`
/// (停止党籍), by initials, with their facts of any unit that count in [from, until]. Four queries,
/// whatever the size of the branch.
[[nodiscard]] std::vector<MemberFacts> facts_of_members(database::Transaction& transaction,
                                                        UnitId unit, Date day, Month from,
                                                        Month until);
/// The same of one member; their facts in order of entry.
[[nodiscard]] std::vector<facts::FactRow> facts_of_member(database::Transaction& transaction,
                                                          MemberId member, Month from, Month until);

/// The closing of the unit's register, when it is closed.
[[nodiscard]] std::optional<facts::FactRow> closing_of(database::Transaction& transaction,
                                                       UnitId unit, Month month);
/// The last month the unit has closed; none: it never did.
[[nodiscard]] std::optional<Month> last_closed_month(database::Transaction& transaction,
                                                     UnitId unit);
/// The publication of the quarter, when there was one.
[[nodiscard]] std::optional<facts::FactRow> publication_of(database::Transaction& transaction,
                                                           UnitId unit, std::string_view quarter);

/// A tally with the member's name.
struct TallyLine {
  MemberId member_id{};
  std::string name{};
  std::string initials{};
  Month month{};
  MemberCategory category{};
  Points base{};
  Points daily{};
  Points review{};
  Points correction{};
  Points total{};
  std::string red_line{};
  std::optional<Date> full_member_on{};
};
BOOST_DESCRIBE_STRUCT(TallyLine, (),
                      (member_id, name, initials, month, category, base, daily, review, correction,
                       total, red_line, full_member_on))
/// Of closed registers of the months [from, until], by initials, member and month.
[[nodiscard]] std::vector<TallyLine> tallies_of(database::Transaction& transaction, UnitId unit,
                                                Month from, Month until);
/// Puts these in the place of whatever the unit's month had.
void replace_tallies(database::Transaction& transaction, UnitId unit, Month month,
                     std::span<TallyRow const> rows);
/// The lines of the unit's closed register, by member.
[[nodiscard]] std::vector<TallyRow> tally_rows(database::Transaction& transaction, UnitId unit,
                                               Month month);
/// The member's line of the month, in whichever branch's closed register it stands.
[[nodiscard]] std::optional<TallyLine> tally_of_member(database::Transaction& transaction,
                                                       MemberId member, Month month);
/// The unit's members who stand in another unit's closed register of the month, by id.
[[nodiscard]] std::vector<MemberId> registered_elsewhere(database::Transaction& transaction,
                                                         UnitId unit, Month month);
/// The lines of each closed register, by member; registers by month and unit.
void each_register(database::Transaction& transaction,
                   std::function<void(std::span<TallyRow const>)> const& visit);
/// The closings of the months [from, until], by month and unit.
[[nodiscard]] std::vector<facts::FactRow> closings(database::Transaction& transaction, Month from,
                                                   Month until);

}  // namespace hangji::practice
