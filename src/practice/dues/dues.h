// Membership dues (党费): what a member owes for a month, what was paid of it, and what follows
// from not paying. Pure; payments are facts, the basis is a dated row. It knows no SQL and no
// route.
#pragma once

#include "kernel/facts/facts.h"
#include "kernel/rules/rulebook.h"
#include "organisation/members/members_store.h"
#include "organisation/members/suspensions.h"
#include "practice/dues/dues_rules.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace hangji::practice {

enum class DuesRefusal {
  member_unknown,
  rate_missing,
  amount_wrong,
  approval_missing,
  basis_later_exists,
  month_reported,
  month_not_owed,
  month_too_far,
  in_the_future,
  above_owed,
  reason_missing,
  payment_unknown,
  already_reversed,
  month_not_over,
  basis_missing,
  already_reported
};
BOOST_DESCRIBE_ENUM(DuesRefusal, member_unknown, rate_missing, amount_wrong, approval_missing,
                    basis_later_exists, month_reported, month_not_owed, month_too_far,
                    in_the_future, above_owed, reason_missing, payment_unknown, already_reversed,
                    month_not_over, basis_missing, already_reported)

/// 少交, 免交 (第七条).
enum class DuesReliefKind { none, reduced, exempt };
BOOST_DESCRIBE_ENUM(DuesReliefKind, none, reduced, exempt)

using DuesBasisId = Id<struct DuesBasisTag>;

/// What a member's dues are reckoned from in the months [from_month, until_month).
struct DuesBasisRow {
  DuesBasisId id{};
  MemberId member_id{};
  Month from_month{};
  std::optional<Month> until_month{};
  DuesPopulation population{DuesPopulation::salaried};
  Fen base{};
  DuesReliefKind relief{DuesReliefKind::none};
  /// What is owed a month instead, when reduced.
  std::optional<Fen> reduced_to{};
  std::string approval{};
};
BOOST_DESCRIBE_STRUCT(DuesBasisRow, (),
                      (id, member_id, from_month, until_month, population, base, relief, reduced_to,
                       approval))

/// 按月领取工资 …: what lists print.
[[nodiscard]] std::string_view label(DuesPopulation population);

/// The band a base falls in: its upper limit belongs to it. The rate must have bands.
[[nodiscard]] DuesBand const& band_of(DuesRate const& rate, Fen base);
/// The sum rounded to the rate's unit, never below zero.
[[nodiscard]] Fen rounded(Rounding const& rounding, std::int64_t fen_times_100000);
/// What is owed a month: the whole base times the one rate of its band, rounded, at most the usual
/// most; or the fixed sum. Source: dues.rate.salaried
[[nodiscard]] Fen dues_owed(DuesRate const& rate, Fen base);
/// The arithmetic of it as one Chinese sentence: `5000.01 元 × 1.5% = 75.00 元`.
[[nodiscard]] std::string arithmetic_of(DuesRate const& rate, Fen base);

/// The rate in force on the first day of the month; none when the rules have none.
[[nodiscard]] std::optional<rules::InForce<DuesRate>> rate_of(rules::Rulebook const& rules,
                                                              DuesPopulation population,
                                                              Month month);

/// Why a member owes what in a month.
enum class DueCause {
  /// By base and rate, or the fixed sum.
  rate,
  reduced,
  exempt,
  /// 停止党籍 all month, not yet accepted, or floating without a basis here.
  not_owing,
  /// Owes, but nobody has said from what.
  basis_missing
};
BOOST_DESCRIBE_ENUM(DueCause, rate, reduced, exempt, not_owing, basis_missing)

struct Due {
  Fen owed{};
  DueCause cause{DueCause::not_owing};
  /// Of causes rate and reduced.
  rules::Rule const* rule{nullptr};
  /// 第九条: a member registered elsewhere may pay here and may as well pay there.
  bool is_optional{false};

  /// What of it is still owed; nothing of what is optional.
  [[nodiscard]] Fen missing(Fen paid) const {
    return is_optional ? Fen{} : std::max(owed - paid, Fen{});
  }
};

/// Where a month's dues stand. `due`: the month is not over. `owing`: it is. `optional`: nothing
/// was paid here and nothing need be.
enum class DuesState { not_owing, exempt, basis_missing, paid, partly_paid, due, owing, optional };
BOOST_DESCRIBE_ENUM(DuesState, not_owing, exempt, basis_missing, paid, partly_paid, due, owing,
                    optional)

[[nodiscard]] DuesState state_of(Due const& due, Fen paid, bool is_month_over);

/// A payment that stands.
struct PaidMonth {
  Month month{};
  Fen amount{};
  /// Who took it.
  UnitId unit{};
  FactId fact{};
  /// By the organisation where the member stays: the month is settled, the unit has no money of it.
  bool is_elsewhere{false};
};

/// A member's bases, payments and suspensions.
struct MemberDues {
  organisation::MemberBrief member{};
  /// By first month.
  std::vector<DuesBasisRow> bases{};
  std::vector<PaidMonth> paid{};
  organisation::Suspensions suspensions{};

  [[nodiscard]] DuesBasisRow const* basis_of(Month month) const;
  [[nodiscard]] Fen paid_for(Month month) const;
  /// What of it was not paid elsewhere.
  [[nodiscard]] Fen taken_for(Month month) const;
};

/// What the member owes for the month. Source: dues.start for the first month.
[[nodiscard]] Due due_of(rules::Rulebook const& rules, MemberDues const& dues, Month month);

/// Arrears up to `until` are looked for in so many months, never fewer than the longest step needs.
/// Source: dues.arrears.look_back
[[nodiscard]] int months_looked_back(rules::Rulebook const& rules, Month until);

/// Months not wholly paid up to `until` among the months that are over on `today`.
struct Arrears {
  /// All of them in the months looked back from `until`.
  int months{0};
  std::vector<Month> owed_months{};
  /// Those in which nothing was paid, following each other up to the last one that is over.
  int successive{0};
  Fen missing{};
  /// The highest step of the rules reached, or null.
  rules::Rule const* rule{nullptr};
  DuesArrears const* step{nullptr};
};
/// The rules are those in force on the last day of `until`. Source: dues.arrears.removal
[[nodiscard]] Arrears arrears_of(rules::Rulebook const& rules, MemberDues const& dues, Month until,
                                 Date today);

}  // namespace hangji::practice

template <> inline constexpr std::string_view
    hangji::refusal_prefix<hangji::practice::DuesRefusal> = "dues";
template <> inline constexpr std::string_view
    hangji::journal::table_of<hangji::practice::DuesBasisRow> = "dues_basis";
