#include "practice/dues/dues_views.h"

#include "kernel/facts/fact_kinds.h"
#include "practice/dues/dues_store.h"

#include <fmt/format.h>

#include <algorithm>

namespace hangji::practice {

using api::Explanation;
using api::ExplanationStep;
using database::Transaction;
using rules::Rulebook;

namespace {
/// The last day of the month, or today while it lasts.
Date day_of(Month month, Date today) {
  return std::max(month.first_day(), std::min(today, month.last_day()));
}

/// The payments for the month that the unit took, in order.
std::vector<FactId> payments_taken(MemberDues const& dues, UnitId unit, Month month) {
  std::vector<FactId> taken;
  for (auto const& paid : dues.paid) {
    if (paid.month == month && paid.unit == unit) taken.push_back(paid.fact);
  }
  std::ranges::sort(taken);
  return taken;
}

DuesLine line_of(Rulebook const& rules, MemberDues const& dues, Month month, Date today) {
  auto const* basis = dues.basis_of(month);
  auto const due = due_of(rules, dues, month);
  auto const arrears = arrears_of(rules, dues, month, today);
  DuesLine line{.member = dues.member.id, .name = dues.member.name, .owed = due.owed};
  line.paid = dues.paid_for(month);
  line.state = state_of(due, line.paid, month.last_day() < today);
  line.arrears_months = arrears.successive;
  line.arrears = arrears.missing;
  if (basis != nullptr) {
    line.population = basis->population;
    line.population_name = label(basis->population);
    line.base = basis->base;
    line.relief = basis->relief;
  }
  if (arrears.step != nullptr) {
    line.consequence = arrears.step->consequence;
    line.consequence_rule = arrears.rule->id;
  }
  return line;
}

void add_up(DuesSheet& sheet, DuesLine const& line) {
  bool const is_optional = line.state == DuesState::optional;
  sheet.owed += is_optional ? Fen{} : line.owed;
  if (line.paid < line.owed && !is_optional) ++sheet.owing;
  if (line.state == DuesState::basis_missing) ++sheet.without_basis;
}

ExplanationStep why_owed(Rulebook const& rules, DuesBasisRow const* basis, Due const& due,
                         Month month) {
  ExplanationStep step;
  if (due.rule != nullptr) step.rule = rules::citation_of(*due.rule);
  step.amount = to_text(due.owed);
  switch (due.cause) {
    case DueCause::not_owing: step.text = "这个月不须在此交纳党费"; return step;
    case DueCause::basis_missing: step.text = "还没有核定党费基数"; return step;
    case DueCause::exempt:
      step.text = "经批准免交：" + basis->approval;
      if (auto const* relief = rules.rule("dues.relief", month.first_day()); relief != nullptr)
        step.rule = rules::citation_of(*relief);
      return step;
    case DueCause::reduced:
      step.text = fmt::format("经批准少交，每月 {} 元：{}", to_text(due.owed), basis->approval);
      return step;
    case DueCause::rate: break;
  }
  auto const rate = rate_of(rules, basis->population, month);
  step.text = fmt::format("{}：{}", label(basis->population),
                          arithmetic_of(*rate->parameters, basis->base));
  if (due.is_optional) step.text += "；组织关系不在本支部，可以在此交纳，也可以向原党组织交纳";
  return step;
}

void add_payments(Explanation& explanation, Transaction& transaction, MemberId member,
                  Month month) {
  for (auto const kind : {facts::kind::dues_paid, facts::kind::dues_paid_elsewhere}) {
    for (auto const& fact : standing_about(transaction, member, kind, month)) {
      bool const is_reversal = !fact.supersedes.is_none();
      auto text = fmt::format("{}交纳", to_chinese(fact.day));
      if (!fact.note.empty()) text += "（" + fact.note + "）";
      explanation.steps.push_back({.text = is_reversal ? "冲正：" + fact.note : text,
                                   .amount = to_text(Fen{fact.amount}),
                                   .fact = api::mention_of(transaction, fact)});
    }
  }
}

void add_basis(Explanation& explanation, DuesBasisRow const* basis) {
  if (basis == nullptr) return;
  auto text = fmt::format("{}起核定：{}，基数 {} 元", to_chinese(basis->from_month),
                          label(basis->population), to_text(basis->base));
  explanation.steps.push_back({.text = std::move(text)});
}

/// Each month that is still owed, and what follows from so many.
void add_arrears(Explanation& explanation, Rulebook const& rules, MemberDues const& dues,
                 Arrears const& arrears) {
  for (auto const month : arrears.owed_months) {
    auto const due = due_of(rules, dues, month);
    auto const paid = dues.paid_for(month);
    explanation.steps.push_back(
        {.text = fmt::format("{}应交 {} 元，已交 {} 元，欠交", to_chinese(month), to_text(due.owed),
                             to_text(paid)),
         .amount = to_text(due.missing(paid))});
  }
  if (arrears.step == nullptr) return;
  explanation.steps.push_back(
      {.text = fmt::format("欠交 {} 个月（连续 {} 个月）：{}", arrears.months, arrears.successive,
                           arrears.step->consequence),
       .amount = to_text(arrears.missing),
       .rule = rules::citation_of(*arrears.rule)});
}

/// With the payments of the months looked back from `until`, by the branch of that month.
Result<MemberDues> dues_of_member(Transaction& transaction, Rulebook const& rules, MemberId member,
                                  Month until) {
  auto const day = day_of(until, transaction.today());
  if (auto const membership = organisation::membership_on(transaction, member, day)) {
    for (auto& dues : dues_of_unit(transaction, membership->unit_id, day,
                                   until.plus(-months_looked_back(rules, until)), until)) {
      if (dues.member.id == member) return std::move(dues);
    }
  }
  return refuse(DuesRefusal::member_unknown, "这名党员当月不在任何党组织中",
                {.field = "member", .status = 404});
}
}  // namespace

DuesSheet sheet_of(Transaction& transaction, Rulebook const& rules, UnitId unit, Month month) {
  auto const today = transaction.today();
  DuesSheet sheet{.unit = unit, .month = month};
  for (auto const& dues : dues_of_unit(transaction, unit, day_of(month, today),
                                       month.plus(-months_looked_back(rules, month)), month)) {
    auto line = line_of(rules, dues, month, today);
    line.payments = payments_taken(dues, unit, month);
    add_up(sheet, line);
    sheet.paid += dues.taken_for(month);
    sheet.rows.push_back(std::move(line));
  }
  if (auto const report = report_of(transaction, unit, month)) {
    sheet.reported_on = report->day;
    sheet.reported = report->amount;
  }
  return sheet;
}

Result<MemberDuesMonths> months_of(Transaction& transaction, Rulebook const& rules, MemberId member,
                                   Month until) {
  auto const today = transaction.today();
  auto const dues = dues_of_member(transaction, rules, member, until);
  if (!dues) return std::unexpected{dues.error()};
  MemberDuesMonths months{.member = member, .name = dues->member.name};
  auto const first = until.plus(-months_looked_back(rules, until));
  for (auto month = until; month > first; month = month.plus(-1)) {
    auto const due = due_of(rules, *dues, month);
    auto const paid = dues->paid_for(month);
    months.rows.push_back({.month = month,
                           .owed = due.owed,
                           .paid = paid,
                           .missing = due.missing(paid),
                           .state = state_of(due, paid, month.last_day() < today)});
  }
  return months;
}

Result<Explanation> explain_dues(Transaction& transaction, Rulebook const& rules, MemberId member,
                                 Month month) {
  auto const today = transaction.today();
  auto const dues = dues_of_member(transaction, rules, member, month);
  if (!dues) return std::unexpected{dues.error()};
  auto const* basis = dues->basis_of(month);
  auto const due = due_of(rules, *dues, month);
  Explanation explanation{.title = fmt::format("{}{}党费", dues->member.name, to_chinese(month)),
                          .value = to_text(due.owed) + " 元"};
  add_basis(explanation, basis);
  explanation.steps.push_back(why_owed(rules, basis, due, month));
  add_payments(explanation, transaction, member, month);
  add_arrears(explanation, rules, *dues, arrears_of(rules, *dues, month, today));
  return explanation;
}

}  // namespace hangji::practice
