// Points of members: proposals that wait for a second person, registers by branch and month, and
// what closed registers came to. How points are reckoned is in points_score.h.
#pragma once

#include "kernel/facts/facts.h"
#include "practice/points/points_score.h"

namespace hangji::practice {

enum class PointsRefusal {
  member_unknown,
  suspended,
  item_unknown,
  not_for_category,
  amount_wrong,
  reason_missing,
  in_the_future,
  proposal_unknown,
  already_decided,
  not_proposer,
  not_confirmed,
  own_proposal,
  own_points,
  month_not_over,
  earlier_open,
  proposals_pending,
  already_closed,
  period_wrong,
  register_open,
  already_published,
  not_published
};
BOOST_DESCRIBE_ENUM(PointsRefusal, member_unknown, suspended, item_unknown, not_for_category,
                    amount_wrong, reason_missing, in_the_future, proposal_unknown, already_decided,
                    not_proposer, not_confirmed, own_proposal, own_points, month_not_over,
                    earlier_open, proposals_pending, already_closed, period_wrong, register_open,
                    already_published, not_published)

/// `taken_back` by who proposed it, while it waited; `withdrawn` after it was confirmed: it gives
/// nothing any more.
enum class ProposalState { pending, confirmed, declined, taken_back, withdrawn };
BOOST_DESCRIBE_ENUM(ProposalState, pending, confirmed, declined, taken_back, withdrawn)

using ProposalId = Id<struct PointsProposalTag>;

struct ProposalRow {
  ProposalId id{};
  MemberId member_id{};
  UnitId unit_id{};
  /// Rule id of a proposed item, a red line or a standard whose daily part can be waived.
  std::string item{};
  Date day{};
  /// Hundredths with sign; 1 for a red line or a waiver.
  std::int64_t amount{};
  std::string reason{};
  SourceId evidence{};
  UserId proposed_by{};
  ProposalState state{ProposalState::pending};
  UserId decided_by{};
  std::optional<Instant> decided_at{};
  std::string answer{};
};
BOOST_DESCRIBE_STRUCT(ProposalRow, (),
                      (id, member_id, unit_id, item, day, amount, reason, evidence, proposed_by,
                       state, decided_by, decided_at, answer))

/// What a closed register came to for one member. Derived; not journaled.
struct TallyRow {
  MemberId member_id{};
  Month month{};
  UnitId unit_id{};
  MemberCategory category{};
  Points base{};
  Points daily{};
  Points review{};
  Points correction{};
  Points total{};
  /// Rule id; empty: none.
  std::string red_line{};
};
BOOST_DESCRIBE_STRUCT(TallyRow, (),
                      (member_id, month, unit_id, category, base, daily, review, correction, total,
                       red_line))

[[nodiscard]] inline TallyRow tally_of(MemberId member, UnitId unit, Month month,
                                       MemberCategory category, MonthScore const& score) {
  return {.member_id = member,
          .month = month,
          .unit_id = unit,
          .category = category,
          .base = score.base,
          .daily = score.daily,
          .review = score.review,
          .correction = score.correction,
          .total = score.total,
          .red_line = score.red_line != nullptr ? score.red_line->id : std::string{}};
}

}  // namespace hangji::practice

template <> inline constexpr std::string_view
    hangji::refusal_prefix<hangji::practice::PointsRefusal> = "points";
template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::practice::ProposalRow> = "points_proposal";
