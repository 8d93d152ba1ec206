// What can be done with dues, a function a verb. Authorisation is asked by the routes; these check
// the rules.
#pragma once

#include "practice/dues/dues.h"

#include <span>

namespace hangji::practice {

struct NewBasis {
  MemberId member{};
  /// In force from this month on, until another basis is set.
  Month from{};
  DuesPopulation population{DuesPopulation::salaried};
  Fen base{};
  DuesReliefKind relief{DuesReliefKind::none};
  std::optional<Fen> reduced_to{};
  /// Who approved the relief, with the document's number.
  std::string approval{};
};

/// Sets from what a member's dues are reckoned. The same month again replaces it. Refuses:
/// member_unknown, rate_missing, amount_wrong, approval_missing (第七条), basis_later_exists,
/// month_reported. Source: dues.relief
[[nodiscard]] Result<DuesBasisId> set_basis(journal::Change& change, rules::Rulebook const& rules,
                                            NewBasis const& wanted);

struct Payment {
  MemberId member{};
  /// The month paid for.
  Month month{};
  Fen amount{};
  facts::Channel channel{facts::Channel::page};
  /// 自愿多交: may be above what is owed.
  bool voluntary{false};
  /// Required to pay for a month further back than dues.back_payment says.
  std::string reason{};
  /// The day the money was taken; none: today.
  std::optional<Date> day{};
  /// The proof that it was paid to the organisation where the member stays; empty: it was paid
  /// here.
  std::string paid_elsewhere{};
};

/// Enters payments of members of one branch, all or none. Of money taken by the day on which the
/// branch reported the month, the report was wrong: what it says the member did not pay is taken
/// back. Refuses, for the first payment that is wrong: member_unknown (not of the unit),
/// amount_wrong, in_the_future, month_not_owed, month_too_far (after the quarter of the day:
/// 经支部同意可按季), above_owed, reason_missing. Source: dues.back_payment, dues.large_payment
[[nodiscard]] Result<std::vector<FactId>> record_payments(journal::Change& change,
                                                          rules::Rulebook const& rules, UnitId unit,
                                                          std::span<Payment const> payments);
/// Takes a payment, here or elsewhere, back by a superseding fact of nothing. When the branch has
/// reported that month already and the month is then owed, it is entered as unpaid. Refuses:
/// reason_missing, payment_unknown, already_reversed.
[[nodiscard]] Result<FactId> reverse_payment(journal::Change& change, rules::Rulebook const& rules,
                                             FactId payment, std::string_view reason);
/// The branch's monthly report: the sum paid for the month, and who did not pay it. Before the
/// month is over only when nobody owes any more. Refuses: month_not_over, basis_missing,
/// already_reported.
[[nodiscard]] Result<Fen> report_month(journal::Change& change, rules::Rulebook const& rules,
                                       UnitId unit, Month month);

}  // namespace hangji::practice
