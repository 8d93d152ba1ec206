// Membership dues (党费) as rules: who pays what share of which base, from when, and what follows
// from not paying.
#pragma once

#include "foundation/amount.h"
#include "kernel/rules/rule_kinds.h"

#include <optional>
#include <string>
#include <vector>

namespace hangji::practice {

/// 按月领工资, 年薪制, 个体经营等不按月, 离退休, 农民, 学生, 下岗失业, 抚恤救济和低保.
enum class DuesPopulation {
  salaried,
  annual_salary,
  self_employed,
  retired,
  farmer,
  student,
  unemployed,
  subsidised
};
BOOST_DESCRIBE_ENUM(DuesPopulation, salaried, annual_salary, self_employed, retired, farmer,
                    student, unemployed, subsidised)

/// `whole_base`: the whole base times the one rate of the band it falls in (全额, 不分段). `fixed`:
/// a sum.
enum class DuesMethod { whole_base, fixed };
BOOST_DESCRIBE_ENUM(DuesMethod, whole_base, fixed)

/// A base up to and including `up_to` (none: any) pays `rate_per_100000` (500 = 0.5 %). Bands rise.
struct DuesBand {
  std::optional<Fen> up_to{};
  std::int64_t rate_per_100000{};
};
BOOST_DESCRIBE_STRUCT(DuesBand, (), (up_to, rate_per_100000))

enum class RoundingMode { half_up, down, up };
BOOST_DESCRIBE_ENUM(RoundingMode, half_up, down, up)

struct Rounding {
  Fen unit{10};
  RoundingMode mode{RoundingMode::half_up};
};
BOOST_DESCRIBE_STRUCT(Rounding, (), (unit, mode))

/// One rate a population; at most one rule of it is in force on a day. Amounts in fen. YAML:
/// ```
/// parameters:
///   population: retired
///   method: whole_base
///   bands: [{up_to: 500000, rate_per_100000: 500}, {up_to: null, rate_per_100000: 1000}]
///   rounding: {unit: 10, mode: half_up}
///   usual_most: 100000
/// ```
struct DuesRate {
  static constexpr std::string_view rule_kind = "dues_rate";

  DuesPopulation population{DuesPopulation::salaried};
  DuesMethod method{DuesMethod::whole_base};
  std::vector<DuesBand> bands{};
  /// The monthly sum of `fixed`.
  std::optional<Fen> fixed{};
  /// What a street may set `fixed` to, when the text gives a range.
  std::optional<Fen> fixed_least{};
  std::optional<Fen> fixed_most{};
  Rounding rounding{};
  /// 每人月额一般不超过: above it a member pays of free will, so more is never owed. None: no such
  /// limit.
  std::optional<Fen> usual_most{};
  /// What the base is, for the person who types it.
  std::string base{};
};
BOOST_DESCRIBE_STRUCT(DuesRate, (),
                      (population, method, bands, fixed, fixed_least, fixed_most, rounding,
                       usual_most, base))

enum class ArrearsAction { remind, warn, propose_removal };
BOOST_DESCRIBE_ENUM(ArrearsAction, remind, warn, propose_removal)

/// What follows after so many months in arrears. The highest step reached applies. `successive`:
/// the months must follow each other without a paid one between (连续). YAML: `parameters: {months:
/// 6, successive: true, action: propose_removal, consequence: …}`
struct DuesArrears {
  static constexpr std::string_view rule_kind = "dues_arrears";

  int months{1};
  bool successive{true};
  ArrearsAction action{ArrearsAction::remind};
  /// One sentence for the branch; it proposes and never decides.
  std::string consequence{};
};
BOOST_DESCRIBE_STRUCT(DuesArrears, (), (months, successive, action, consequence))

/// 补交: months back that can usually be paid; further back needs a reason. YAML: `parameters:
/// {most_months: 6}`
struct DuesBackPayment {
  static constexpr std::string_view rule_kind = "dues_back_payment";

  int most_months{6};
};
BOOST_DESCRIBE_STRUCT(DuesBackPayment, (), (most_months))

enum class DuesFrom { month_of_acceptance, month_after_acceptance };
BOOST_DESCRIBE_ENUM(DuesFrom, month_of_acceptance, month_after_acceptance)

/// The first month a probationary member owes; acceptance is the day of the branch meeting that
/// passed it.
struct DuesStart {
  static constexpr std::string_view rule_kind = "dues_start";

  DuesFrom from{DuesFrom::month_of_acceptance};
};
BOOST_DESCRIBE_STRUCT(DuesStart, (), (from))

/// 大额党费: one payment of at least this goes up whole to the centre.
struct DuesLargePayment {
  static constexpr std::string_view rule_kind = "dues_large_payment";

  Fen at_least{100'000};
};
BOOST_DESCRIBE_STRUCT(DuesLargePayment, (), (at_least))

/// 少交、免交: who decides. `branch_studies` then `approved_by` (unit kind above the branch).
struct DuesRelief {
  static constexpr std::string_view rule_kind = "dues_relief";

  bool branch_meeting_needed{true};
  std::string approved_by{"committee"};
};
BOOST_DESCRIBE_STRUCT(DuesRelief, (), (branch_meeting_needed, approved_by))

/// Refuses bands that do not rise or do not end open, rates outside 0–100 %, a fixed sum missing or
/// out of its range, and a rounding unit below one fen.
[[nodiscard]] Result<Done> check_rule(DuesRate const& rate, rules::KnownRules const& known);
[[nodiscard]] Result<Done> check_rule(DuesArrears const& arrears, rules::KnownRules const& known);
[[nodiscard]] Result<Done> check_rule(DuesBackPayment const& limit, rules::KnownRules const& known);

}  // namespace hangji::practice

template <> inline constexpr bool hangji::absent_members_keep_defaults<hangji::practice::DuesRate> =
    true;
