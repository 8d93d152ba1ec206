#include "practice/dues/dues_operations.h"

#include "kernel/facts/fact_kinds.h"
#include "kernel/facts/facts_store.h"
#include "kernel/periods/periods.h"
#include "practice/dues/dues_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace hangji::practice {

using facts::FactDraft;
using facts::FactRow;
using journal::Change;
using rules::Rulebook;

namespace {
std::unexpected<Refusal> no_such_member() {
  return refuse(DuesRefusal::member_unknown, "这名党员不在这个党组织中",
                {.field = "member", .status = 404});
}

Result<Done> check_basis(Change& change, Rulebook const& rules, NewBasis const& wanted,
                         UnitId unit) {
  auto const rate = rate_of(rules, wanted.population, wanted.from);
  if (!rate) {
    return refuse(DuesRefusal::rate_missing,
                  fmt::format("{}没有“{}”党员交纳党费的标准", to_chinese(wanted.from),
                              label(wanted.population)),
                  {.field = "population"});
  }
  bool const needs_base = (*rate)->method == DuesMethod::whole_base;
  bool const is_reduced = wanted.relief == DuesReliefKind::reduced;
  bool const is_wrong = wanted.base < Fen{} || (needs_base && wanted.base == Fen{}) ||
                        is_reduced != wanted.reduced_to.has_value() ||
                        wanted.reduced_to.value_or(Fen{}) < Fen{};
  if (is_wrong) {
    return refuse(DuesRefusal::amount_wrong,
                  is_reduced ? "少交须写明每月交纳的数额" : "请填写大于零的党费基数",
                  {.field = is_reduced ? "reduced_to" : "base", .status = 400});
  }
  if (wanted.relief != DuesReliefKind::none && wanted.approval.empty()) {
    return refuse(DuesRefusal::approval_missing,
                  "少交、免交党费须经支部研究同意、上一级党委批准，请写明批准的党委和文号",
                  {.field = "approval", .rule = "dues.relief"});
  }
  auto const reported = last_reported_month(change.transaction(), unit);
  if (reported && wanted.from <= *reported) {
    return refuse(DuesRefusal::month_reported,
                  fmt::format("{}的党费已经报告，新的基数从下一个月起", to_chinese(*reported)),
                  {.field = "from", .status = 409});
  }
  return Done{};
}

/// Everything `record_payments` must know of a branch, read once.
struct Desk {
  Rulebook const& rules;
  Date today{};
  /// The last month the branch has reported.
  std::optional<Month> reported{};
  std::unordered_map<MemberId, MemberDues> members{};
  /// What each paid above what was owed, in all payments together.
  std::unordered_map<MemberId, Fen> above{};

  [[nodiscard]] Date day_of(Payment const& payment) const { return payment.day.value_or(today); }
};

Desk open_desk(Change& change, Rulebook const& rules, UnitId unit,
               std::span<Payment const> payments) {
  Desk desk{.rules = rules,
            .today = change.today(),
            .reported = last_reported_month(change.transaction(), unit)};
  auto const [first, last] = std::ranges::minmax(payments, {}, &Payment::month);
  for (auto& one : dues_of_unit(change.transaction(), unit, desk.today, first.month, last.month)) {
    auto const id = one.member.id;
    desk.members.emplace(id, std::move(one));
  }
  return desk;
}

Result<Done> check_month(Desk const& desk, Payment const& payment, Due const& due) {
  if (due.cause == DueCause::basis_missing) {
    return refuse(DuesRefusal::month_not_owed,
                  fmt::format("{}没有党费基数，请先核定", to_chinese(payment.month)),
                  {.field = "month"});
  }
  if (due.owed == Fen{} && !payment.voluntary) {
    return refuse(DuesRefusal::month_not_owed,
                  fmt::format("{}不须交纳党费；自愿交纳请注明", to_chinese(payment.month)),
                  {.field = "month"});
  }
  auto const quarter =
      periods::CalendarPeriod::containing(periods::Every::quarter, desk.day_of(payment));
  if (payment.month > quarter.last()) {
    return refuse(DuesRefusal::month_too_far,
                  "党费按月交纳，经支部同意可按季交纳，不能预交下个季度的", {.field = "month"});
  }
  return Done{};
}

Result<Done> check_payment(Desk const& desk, MemberDues const& dues, Payment const& payment) {
  if (payment.amount <= Fen{}) {
    return refuse(DuesRefusal::amount_wrong, "请填写大于零的金额",
                  {.field = "amount", .status = 400});
  }
  if (desk.day_of(payment) > desk.today)
    return refuse(DuesRefusal::in_the_future, "收款日期在今天之后", {.field = "day"});
  auto const due = due_of(desk.rules, dues, payment.month);
  if (auto good = check_month(desk, payment, due); !good) return good;
  auto const left = due.owed - dues.paid_for(payment.month);
  if (payment.amount > left && !payment.voluntary) {
    return refuse(DuesRefusal::above_owed,
                  fmt::format("{}应交 {} 元，尚欠 {} 元；多交须注明自愿", to_chinese(payment.month),
                              to_text(due.owed), to_text(std::max(left, Fen{}))),
                  {.field = "amount", .rule = due.rule != nullptr ? due.rule->id : ""});
  }
  auto const limit = desk.rules.find<DuesBackPayment>("dues.back_payment", desk.day_of(payment));
  auto const months_back = Month::of(desk.day_of(payment)).index - payment.month.index;
  if (limit && months_back > limit->parameters->most_months && payment.reason.empty()) {
    return refuse(DuesRefusal::reason_missing,
                  fmt::format("补交一般不超过 {} 个月，补交{}的请写明原因",
                              limit->parameters->most_months, to_chinese(payment.month)),
                  {.field = "reason", .rule = limit->rule->id});
  }
  return Done{};
}

/// What of the payment is more than was owed.
Fen above_owed(Desk const& desk, MemberDues const& dues, Payment const& payment) {
  auto const due = due_of(desk.rules, dues, payment.month);
  auto const left = std::max(due.owed - dues.paid_for(payment.month), Fen{});
  return std::max(payment.amount - left, Fen{});
}

/// `above`: what of this payment is more than was owed.
std::string note_of(Desk const& desk, Payment const& payment, Fen above) {
  std::vector<std::string> parts;
  if (!payment.paid_elsewhere.empty())
    parts.push_back("在流入地党组织交纳，凭证：" + payment.paid_elsewhere);
  if (!payment.reason.empty()) parts.push_back(payment.reason);
  if (above > Fen{}) {
    auto const large =
        desk.rules.find<DuesLargePayment>("dues.large_payment", desk.day_of(payment));
    auto const at_once = desk.above.at(payment.member);
    bool const is_large = large && at_once >= large->parameters->at_least;
    parts.push_back(fmt::format("自愿多交 {} 元{}", to_text(above),
                                is_large ? "，大额党费，全部上缴中央" : ""));
  }
  return fmt::format("{}", fmt::join(parts, "；"));
}

FactDraft draft_of(Desk const& desk, UnitId unit, Payment const& payment, Fen above) {
  auto const kind =
      payment.paid_elsewhere.empty() ? facts::kind::dues_paid : facts::kind::dues_paid_elsewhere;
  return {.kind = std::string{kind},
          .topic = to_text(payment.month),
          .day = desk.day_of(payment),
          .unit = unit,
          .member = payment.member,
          .amount = payment.amount.value,
          .channel = payment.channel,
          .note = note_of(desk, payment, above)};
}

/// Takes back what the report of the month says the member did not pay, when the money had been
/// taken by the day of the report.
Result<Done> mend_report(Change& change, Desk const& desk, UnitId unit, Payment const& payment) {
  auto const report = report_of(change.transaction(), unit, payment.month);
  auto const& dues = desk.members.at(payment.member);
  bool const is_settled =
      due_of(desk.rules, dues, payment.month).missing(dues.paid_for(payment.month)) <= Fen{};
  if (!report || desk.day_of(payment) > report->day || !is_settled) return Done{};
  for (auto const kind : {facts::kind::dues_unpaid, facts::kind::dues_lapsed}) {
    for (auto const& fact :
         standing_about(change.transaction(), payment.member, kind, payment.month)) {
      auto const taken_back = facts::append(
          change,
          {.kind = std::string{facts::kind::withdrawn},
           .topic = fact.topic,
           .day = fact.day,
           .unit = fact.unit_id,
           .member = fact.member_id,
           .amount = 0,
           .supersedes = fact.id,
           .note = fmt::format("{}已经交纳，报告时还没有登记", to_chinese(desk.day_of(payment)))});
      if (!taken_back) return std::unexpected{taken_back.error()};
    }
  }
  return Done{};
}

FactDraft draft_about(std::string_view kind, MemberDues const& dues, UnitId unit, Month month,
                      Fen missing, Date today) {
  return {.kind = std::string{kind},
          .topic = to_text(month),
          .day = std::min(today, month.last_day()),
          .unit = unit,
          .member = dues.member.id,
          .amount = missing.value};
}

/// What the report of a month says.
struct Report {
  Fen paid{};
  std::vector<FactDraft> unpaid{};
  /// Who at this report has not paid for as long as the Party constitution bears.
  std::vector<FactDraft> lapsed{};
  std::vector<std::string> without_basis{};
};

Report report_on(Change& change, Rulebook const& rules, UnitId unit, Month month) {
  Report report;
  auto const day = std::min(change.today(), month.last_day());
  auto const today = change.today();
  for (auto const& dues : dues_of_unit(change.transaction(), unit, day,
                                       month.plus(-months_looked_back(rules, month)), month)) {
    auto const due = due_of(rules, dues, month);
    if (due.cause == DueCause::basis_missing) report.without_basis.push_back(dues.member.name);
    auto const missing = due.missing(dues.paid_for(month));
    report.paid += dues.taken_for(month);
    if (missing <= Fen{}) continue;
    report.unpaid.push_back(
        draft_about(facts::kind::dues_unpaid, dues, unit, month, missing, today));
    auto const arrears = arrears_of(rules, dues, month, today);
    if (arrears.step != nullptr && arrears.step->action == ArrearsAction::propose_removal) {
      report.lapsed.push_back(
          draft_about(facts::kind::dues_lapsed, dues, unit, month, arrears.missing, today));
    }
  }
  return report;
}

Result<Done> enter_unpaid_again(Change& change, Rulebook const& rules, FactRow const& payment,
                                Month month) {
  if (!report_of(change.transaction(), payment.unit_id, month)) return Done{};
  auto const day = std::min(change.today(), month.last_day());
  for (auto const& dues : dues_of_unit(change.transaction(), payment.unit_id, day, month, month)) {
    if (dues.member.id != payment.member_id) continue;
    auto const due = due_of(rules, dues, month);
    auto const missing = due.missing(dues.paid_for(month));
    auto const entered =
        standing_about(change.transaction(), payment.member_id, facts::kind::dues_unpaid, month);
    if (missing <= Fen{} || !entered.empty()) continue;
    auto const draft = draft_about(facts::kind::dues_unpaid, dues, payment.unit_id, month, missing,
                                   change.today());
    if (auto added = facts::append(change, draft); !added)
      return std::unexpected{std::move(added.error())};
  }
  return Done{};
}
}  // namespace

Result<DuesBasisId> set_basis(Change& change, Rulebook const& rules, NewBasis const& wanted) {
  auto const membership = organisation::membership_now(change.transaction(), wanted.member);
  if (!membership) return no_such_member();
  if (auto good = check_basis(change, rules, wanted, membership->unit_id); !good) {
    return std::unexpected{std::move(good.error())};
  }
  auto const bases = bases_of_member(change.transaction(), wanted.member);
  auto const* last = bases.empty() ? nullptr : &bases.back();
  if (last != nullptr && last->from_month > wanted.from) {
    return refuse(DuesRefusal::basis_later_exists,
                  fmt::format("{}起已有核定的基数", to_chinese(last->from_month)),
                  {.field = "from", .status = 409});
  }
  DuesBasisRow row{.id = change.new_id<DuesBasisId>(),
                   .member_id = wanted.member,
                   .from_month = wanted.from,
                   .population = wanted.population,
                   .base = wanted.base,
                   .relief = wanted.relief,
                   .reduced_to = wanted.reduced_to,
                   .approval = wanted.approval};
  if (last != nullptr && last->from_month == wanted.from) {
    row.id = last->id;
    change.update(*last, row);
  } else {
    if (last != nullptr) {
      auto ended = *last;
      ended.until_month = wanted.from;
      change.update(*last, ended);
    }
    change.insert(row);
  }
  change.about(membership->unit_id,
               fmt::format("核定党员自{}起的党费基数", to_chinese(wanted.from)));
  return row.id;
}

Result<std::vector<FactId>> record_payments(Change& change, Rulebook const& rules, UnitId unit,
                                            std::span<Payment const> payments) {
  if (payments.empty()) {
    return refuse(DuesRefusal::amount_wrong, "没有要登记的党费",
                  {.field = "payments", .status = 400});
  }
  auto desk = open_desk(change, rules, unit, payments);
  std::vector<Fen> above;
  Fen sum;
  for (auto const& payment : payments) {
    auto const found = desk.members.find(payment.member);
    if (found == desk.members.end()) return no_such_member();
    if (auto good = check_payment(desk, found->second, payment); !good) {
      return std::unexpected{std::move(good.error())};
    }
    above.push_back(above_owed(desk, found->second, payment));
    desk.above[payment.member] += above.back();
    found->second.paid.push_back({.month = payment.month, .amount = payment.amount, .unit = unit});
    sum += payment.amount;
  }
  std::vector<FactDraft> drafts;
  for (std::size_t i = 0; i < payments.size(); ++i)
    drafts.push_back(draft_of(desk, unit, payments[i], above[i]));
  auto ids = facts::append_all(change, drafts);
  if (!ids) return ids;
  for (auto const& payment : payments) {
    if (!desk.reported || payment.month > *desk.reported) continue;
    if (auto good = mend_report(change, desk, unit, payment); !good)
      return std::unexpected{std::move(good.error())};
  }
  change.about(unit, fmt::format("登记党费 {} 笔，共 {} 元", drafts.size(), to_text(sum)));
  return ids;
}

Result<FactId> reverse_payment(Change& change, Rulebook const& rules, FactId payment,
                               std::string_view reason) {
  if (reason.empty()) {
    return refuse(DuesRefusal::reason_missing, "冲正须写明理由",
                  {.field = "reason", .status = 400});
  }
  auto const before = facts::fact(change.transaction(), payment);
  bool const is_payment =
      before && before->amount > 0 &&
      (before->kind == facts::kind::dues_paid || before->kind == facts::kind::dues_paid_elsewhere);
  if (!is_payment) { return refuse(DuesRefusal::payment_unknown, "没有这笔党费", {.status = 404}); }
  if (facts::is_superseded(change.transaction(), payment)) {
    return refuse(DuesRefusal::already_reversed, "这笔党费已经冲正", {.status = 409});
  }
  auto id = facts::append(change, {.kind = before->kind,
                                   .topic = before->topic,
                                   .day = before->day,
                                   .unit = before->unit_id,
                                   .member = before->member_id,
                                   .amount = 0,
                                   .channel = before->channel,
                                   .supersedes = payment,
                                   .note = std::string{reason}});
  if (!id) return id;
  auto const month = parse_month(before->topic);
  verify(month.has_value(), "the topic of a payment is a month");
  if (auto good = enter_unpaid_again(change, rules, *before, *month); !good)
    return std::unexpected{std::move(good.error())};
  change.about(before->unit_id, fmt::format("冲正{}党费 {} 元：{}", to_chinese(*month),
                                            to_text(Fen{before->amount}), reason));
  return id;
}

Result<Fen> report_month(Change& change, Rulebook const& rules, UnitId unit, Month month) {
  auto const report = report_on(change, rules, unit, month);
  bool const is_over = month.last_day() < change.today();
  if (month > Month::of(change.today()) || (!is_over && !report.unpaid.empty())) {
    return refuse(
        DuesRefusal::month_not_over,
        fmt::format("{}还没有结束，还有 {} 人未交", to_chinese(month), report.unpaid.size()),
        {.field = "month", .status = 409});
  }
  if (!report.without_basis.empty()) {
    return refuse(DuesRefusal::basis_missing,
                  fmt::format("{} 等 {} 人没有核定党费基数", report.without_basis.front(),
                              report.without_basis.size()));
  }
  if (report_of(change.transaction(), unit, month)) {
    return refuse(DuesRefusal::already_reported, fmt::format("{}的党费已经报告", to_chinese(month)),
                  {.status = 409});
  }
  auto drafts = report.unpaid;
  drafts.insert(drafts.end(), report.lapsed.begin(), report.lapsed.end());
  drafts.push_back({.kind = std::string{facts::kind::dues_reported},
                    .topic = to_text(month),
                    .day = change.today(),
                    .unit = unit,
                    .amount = report.paid.value,
                    .book = month});
  if (auto added = facts::append_all(change, drafts); !added)
    return std::unexpected{std::move(added.error())};
  change.about(unit, fmt::format("报告{}党费：收缴 {} 元，未交 {} 人", to_chinese(month),
                                 to_text(report.paid), report.unpaid.size()));
  return report.paid;
}

}  // namespace hangji::practice
