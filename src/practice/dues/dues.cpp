#include "practice/dues/dues.h"

#include "kernel/rules/lengths.h"

#include <fmt/format.h>

#include <algorithm>

namespace hangji::practice {

using organisation::MemberBrief;
using rules::InForce;
using rules::Rulebook;

namespace {
/// 100 % in the unit of a band's rate.
constexpr std::int64_t whole = 100'000;

std::string percent_of(std::int64_t rate_per_100000) {
  return to_text(Points{rate_per_100000 / 10}) + "%";
}

Month first_owed_month(Rulebook const& rules, MemberBrief const& member) {
  auto const accepted = Month::of(member.joined_on);
  auto const start = rules.find<DuesStart>("dues.start", member.joined_on);
  auto const is_later = start && start->parameters->from == DuesFrom::month_after_acceptance;
  return is_later ? accepted.plus(1) : accepted;
}

/// What a member who owes from the month `first` on owes for `month`.
Due due_since(Rulebook const& rules, MemberDues const& dues, Month first, Month month) {
  if (month < first || organisation::is_suspended_throughout(dues.suspensions, month)) return {};
  bool const is_optional = dues.member.registration == organisation::Registration::floating;
  auto const* basis = dues.basis_of(month);
  if (basis == nullptr)
    return {.cause = is_optional ? DueCause::not_owing : DueCause::basis_missing};
  if (basis->relief == DuesReliefKind::exempt) return {.cause = DueCause::exempt};
  auto const rate = rate_of(rules, basis->population, month);
  if (!rate) return {.cause = DueCause::basis_missing};
  if (basis->relief == DuesReliefKind::reduced)
    return {basis->reduced_to.value_or(Fen{}), DueCause::reduced, rate->rule, is_optional};
  return {dues_owed(*rate->parameters, basis->base), DueCause::rate, rate->rule, is_optional};
}
}  // namespace

std::string_view label(DuesPopulation population) {
  switch (population) {
    case DuesPopulation::salaried: return "按月领取工资";
    case DuesPopulation::annual_salary: return "年薪制";
    case DuesPopulation::self_employed: return "不按月取得收入";
    case DuesPopulation::retired: return "离退休";
    case DuesPopulation::farmer: return "农民";
    case DuesPopulation::student: return "学生";
    case DuesPopulation::unemployed: return "下岗失业";
    case DuesPopulation::subsidised: return "依靠抚恤、救济、低保生活";
  }
  return {};
}

DuesBand const& band_of(DuesRate const& rate, Fen base) {
  for (auto const& band : rate.bands) {
    if (!band.up_to || base <= *band.up_to) return band;
  }
  verify(false, "the last band is open");
  return rate.bands.back();
}

Fen rounded(Rounding const& rounding, std::int64_t fen_times_100000) {
  auto const unit = rounding.unit.value * whole;
  auto const rest = fen_times_100000 % unit;
  auto units = fen_times_100000 / unit;
  switch (rounding.mode) {
    case RoundingMode::half_up: units += rest * 2 >= unit ? 1 : 0; break;
    case RoundingMode::up: units += rest > 0 ? 1 : 0; break;
    case RoundingMode::down: break;
  }
  return Fen{units * rounding.unit.value};
}

Fen dues_owed(DuesRate const& rate, Fen base) {
  if (rate.method == DuesMethod::fixed) return rate.fixed.value_or(Fen{});
  auto const owed = rounded(
      rate.rounding, std::max<std::int64_t>(base.value, 0) * band_of(rate, base).rate_per_100000);
  return rate.usual_most ? std::min(owed, *rate.usual_most) : owed;
}

std::string arithmetic_of(DuesRate const& rate, Fen base) {
  auto const owed = dues_owed(rate, base);
  if (rate.method == DuesMethod::fixed) return fmt::format("定额 {} 元", to_text(owed));
  auto const& band = band_of(rate, base);
  auto const of_band = rounded(rate.rounding, base.value * band.rate_per_100000);
  auto text =
      fmt::format("{} 元{}，整笔按 {} 计，{} × {} = {} 元（取整到 {} 元）", to_text(base),
                  band.up_to ? "不超过 " + to_text(*band.up_to) + " 元" : "在最高一档",
                  percent_of(band.rate_per_100000), to_text(base), percent_of(band.rate_per_100000),
                  to_text(of_band), to_text(rate.rounding.unit));
  if (owed < of_band) text += fmt::format("；每月一般不超过 {} 元，多交自愿", to_text(owed));
  return text;
}

std::optional<InForce<DuesRate>> rate_of(Rulebook const& rules, DuesPopulation population,
                                         Month month) {
  return rules.first<DuesRate>(month.first_day(),
                               [&](DuesRate const& rate) { return rate.population == population; });
}

Due due_of(Rulebook const& rules, MemberDues const& dues, Month month) {
  return due_since(rules, dues, first_owed_month(rules, dues.member), month);
}

DuesState state_of(Due const& due, Fen paid, bool is_month_over) {
  if (due.cause == DueCause::basis_missing) return DuesState::basis_missing;
  if (due.cause == DueCause::exempt) return DuesState::exempt;
  if (due.cause == DueCause::not_owing) return DuesState::not_owing;
  if (paid >= due.owed) return DuesState::paid;
  if (due.is_optional) return paid > Fen{} ? DuesState::partly_paid : DuesState::optional;
  if (is_month_over) return DuesState::owing;
  return paid > Fen{} ? DuesState::partly_paid : DuesState::due;
}

DuesBasisRow const* MemberDues::basis_of(Month month) const {
  for (auto const& basis : bases) {
    if (basis.from_month <= month && (!basis.until_month || month < *basis.until_month))
      return &basis;
  }
  return nullptr;
}

Fen MemberDues::paid_for(Month month) const {
  Fen sum;
  for (auto const& one : paid) {
    if (one.month == month) sum += one.amount;
  }
  return sum;
}

Fen MemberDues::taken_for(Month month) const {
  Fen sum;
  for (auto const& one : paid) {
    if (one.month == month && !one.is_elsewhere) sum += one.amount;
  }
  return sum;
}

int months_looked_back(Rulebook const& rules, Month until) {
  auto const day = until.last_day();
  auto const rule = rules.find<rules::Threshold>("dues.arrears.look_back", day);
  auto const end = rule ? Month::of(rules::after(until.first_day(), **rule)) : until;
  auto months = end.index - until.index;
  for (auto const& step : rules.all<DuesArrears>(day)) months = std::max(months, step->months);
  return months;
}

Arrears arrears_of(Rulebook const& rules, MemberDues const& dues, Month until, Date today) {
  Arrears arrears;
  auto const first = first_owed_month(rules, dues.member);
  auto const last = std::min(until, Month::of(today).plus(-1));
  auto const back = months_looked_back(rules, until);
  bool is_successive = true;
  for (auto month = last; month > until.plus(-back); month = month.plus(-1)) {
    auto const due = due_since(rules, dues, first, month);
    auto const missing = due.missing(dues.paid_for(month));
    // 不交纳 is nothing paid at all; who paid too little owes the rest.
    is_successive = is_successive && missing > Fen{} && dues.paid_for(month) <= Fen{};
    arrears.missing += missing;
    if (missing > Fen{}) arrears.owed_months.push_back(month);
    if (is_successive) ++arrears.successive;
  }
  arrears.months = static_cast<int>(arrears.owed_months.size());
  if (arrears.months == 0) return arrears;
  std::ranges::reverse(arrears.owed_months);
  for (auto const& step : rules.all<DuesArrears>(until.last_day())) {
    auto const reached = step->successive ? arrears.successive : arrears.months;
    bool const is_higher = arrears.step == nullptr || step->months > arrears.step->months;
    if (reached >= step->months && is_higher) {
      arrears.step = step.parameters;
      arrears.rule = step.rule;
    }
  }
  return arrears;
}

}  // namespace hangji::practice
