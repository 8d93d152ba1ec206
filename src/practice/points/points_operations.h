// What can be done with points, a function a verb. Authorisation is asked by the routes; these
// check the rules.
#pragma once

#include "kernel/periods/periods.h"
#include "practice/points/points.h"

namespace hangji::practice {

struct NewProposal {
  MemberId member{};
  /// A points item `proposed` by hand, a red line entered by hand, or a standard whose daily part
  /// the branch meeting waives.
  std::string item{};
  Date day{};
  /// None: what the item gives the member's category.
  std::optional<Points> amount{};
  std::string reason{};
  /// Where the originals are.
  SourceId evidence{};
};

/// Proposes points for a second person to confirm. Refuses: member_unknown (in no branch on the
/// day), item_unknown, not_for_category, amount_wrong (of the other sign, or more than the item
/// gives), reason_missing (with neither reason nor original where evidence is asked),
/// in_the_future.
[[nodiscard]] Result<ProposalId> propose_points(journal::Change& change,
                                                rules::Rulebook const& rules,
                                                NewProposal const& wanted);

enum class Decision { confirm, decline };
BOOST_DESCRIBE_ENUM(Decision, confirm, decline)

struct ProposalDecision {
  Decision decision{Decision::confirm};
  /// Who the deciding user is as a member; none: no member.
  MemberId decider{};
  /// Why it is declined.
  std::string answer{};
};

/// A second person decides; confirmed, it becomes a fact. Refuses: reason_missing (declined without
/// one), proposal_unknown, already_decided, own_proposal, own_points.
[[nodiscard]] Result<Done> decide_proposal(journal::Change& change, ProposalId id,
                                           ProposalDecision const& decision);

/// Who proposed it takes it back while it waits. Refuses: proposal_unknown, already_decided,
/// not_proposer.
[[nodiscard]] Result<Done> take_back_proposal(journal::Change& change, ProposalId id);
/// What was confirmed turns out wrong: a later fact takes its points away. `decider`: who the user
/// is as a member. Refuses: reason_missing, proposal_unknown, not_confirmed, own_points.
[[nodiscard]] Result<Done> withdraw_proposal(journal::Change& change, ProposalId id,
                                             std::string_view reason, MemberId decider);

/// 一月一登记: closes the unit's register of the month and writes what it came to; who stands in
/// another branch's register of the month is left out. From then on
/// facts of the month count in the month that is open. Refuses: month_not_over, earlier_open (the
/// unit closed registers before, but not the month before this one), proposals_pending,
/// already_closed.
[[nodiscard]] Result<Done> close_register(journal::Change& change, rules::Rulebook const& rules,
                                          UnitId unit, Month month);
/// 一季一公开. Refuses: period_wrong (no quarter), register_open, already_published.
[[nodiscard]] Result<Done> publish_quarter(journal::Change& change, UnitId unit,
                                           periods::CalendarPeriod quarter);

/// How the registers of a month were found, by number of registers.
struct RebuiltRegisters {
  /// As closed, and all facts still come to the same.
  std::int64_t same{};
  /// As closed; members or categories entered afterwards would come to something else. A closed
  /// register stays as it was closed.
  std::int64_t outdated{};
  /// Not as closed any more; written again from the facts, as closed.
  std::int64_t restored{};
  /// Not as closed any more, and facts do not come to what was closed: a backup must be restored.
  std::int64_t lost{};
};
/// Reckons the month's closed registers again from the facts. Registers are no part of the journal,
/// but their closing is, with the digest of their lines.
RebuiltRegisters rebuild_points(database::Transaction& transaction, rules::Rulebook const& rules,
                                Month month);
/// Chinese sentences, one for each closed register that is not as it was closed.
[[nodiscard]] std::vector<std::string> register_faults(database::Transaction& transaction);

}  // namespace hangji::practice
