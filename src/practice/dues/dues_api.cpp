#include "practice/dues/dues_api.h"

#include "kernel/api/gate.h"
#include "practice/dues/dues_operations.h"
#include "practice/dues/dues_overview.h"
#include "practice/dues/dues_views.h"

namespace hangji::practice {

using access::Permission;
using api::Reading;
using api::Writing;

namespace {
struct SheetQuery {
  UnitId unit{};
  Month month{};
};
BOOST_DESCRIBE_STRUCT(SheetQuery, (), (unit, month))

struct WhyQuery {
  MemberId member{};
  Month month{};
};
BOOST_DESCRIBE_STRUCT(WhyQuery, (), (member, month))

struct MonthsQuery {
  MemberId member{};
  /// Absent: the present month.
  std::optional<Month> until{};
};
BOOST_DESCRIBE_STRUCT(MonthsQuery, (), (member, until))

struct ArrearsQuery {
  UnitId unit{};
  /// Absent: one.
  std::optional<std::int64_t> months{};
};
BOOST_DESCRIBE_STRUCT(ArrearsQuery, (), (unit, months))

struct BasisInput {
  MemberId member{};
  Month from{};
  DuesPopulation population{};
  /// Fen a month.
  std::optional<Fen> base{};
  std::optional<DuesReliefKind> relief{};
  std::optional<Fen> reduced_to{};
  std::optional<std::string> approval{};
};
BOOST_DESCRIBE_STRUCT(BasisInput, (),
                      (member, from, population, base, relief, reduced_to, approval))

struct BasisAnswer {
  DuesBasisId id{};
};
BOOST_DESCRIBE_STRUCT(BasisAnswer, (), (id))

struct PaymentInput {
  MemberId member{};
  Month month{};
  /// Fen.
  Fen amount{};
  std::optional<facts::Channel> channel{};
  std::optional<bool> voluntary{};
  std::optional<std::string> reason{};
  /// When the money was taken; absent: today.
  std::optional<Date> day{};
  /// The proof of having paid where the member stays; absent: paid here.
  std::optional<std::string> paid_elsewhere{};
};
BOOST_DESCRIBE_STRUCT(PaymentInput, (),
                      (member, month, amount, channel, voluntary, reason, day, paid_elsewhere))

struct PaymentsInput {
  UnitId unit{};
  std::vector<PaymentInput> payments{};
};
BOOST_DESCRIBE_STRUCT(PaymentsInput, (), (unit, payments))

struct PaymentsAnswer {
  std::vector<FactId> facts{};
};
BOOST_DESCRIBE_STRUCT(PaymentsAnswer, (), (facts))

struct ReverseInput {
  FactId fact{};
  std::string reason{};
};
BOOST_DESCRIBE_STRUCT(ReverseInput, (), (fact, reason))

struct ReverseAnswer {
  FactId fact{};
};
BOOST_DESCRIBE_STRUCT(ReverseAnswer, (), (fact))

struct ReportAnswer {
  /// Fen paid for the month.
  Fen paid{};
};
BOOST_DESCRIBE_STRUCT(ReportAnswer, (), (paid))

/// The value an operation gave, as the route's answer.
template <class Out, class Value> Result<Out> answered(Result<Value> result) {
  if (!result) return std::unexpected{std::move(result.error())};
  return Out{std::move(*result)};
}

Result<DuesSheet> show_sheet(Reading& reading, SheetQuery const& query) {
  if (auto good = reading.require(Permission::see_dues, query.unit); !good)
    return std::unexpected{std::move(good.error())};
  return sheet_of(reading.transaction, reading.rulebook, query.unit, query.month);
}

// The route is open to whoever may see rules; the handler asks whose record it is.
Result<api::Explanation> explain(Reading& reading, WhyQuery const& query) {
  auto const unit = organisation::unit_of(reading.transaction, query.member);
  if (auto good = reading.require_or_own(Permission::see_dues, unit, query.member); !good)
    return std::unexpected{std::move(good.error())};
  return explain_dues(reading.transaction, reading.rulebook, query.member, query.month);
}

// The route is open to whoever may see rules; the handler asks whose record it is.
Result<MemberDuesMonths> show_months(Reading& reading, MonthsQuery const& query) {
  auto const unit = organisation::unit_of(reading.transaction, query.member);
  if (auto good = reading.require_or_own(Permission::see_dues, unit, query.member); !good)
    return std::unexpected{std::move(good.error())};
  return months_of(reading.transaction, reading.rulebook, query.member,
                   query.until.value_or(Month::of(reading.today())));
}

Result<ArrearsSheet> show_arrears(Reading& reading, ArrearsQuery const& query) {
  if (auto good = reading.require(Permission::see_dues, query.unit); !good)
    return std::unexpected{std::move(good.error())};
  return arrears_below(reading.transaction, reading.rulebook, query.unit, query.months.value_or(1));
}

Result<BasisAnswer> put_basis(Writing& writing, BasisInput const& input) {
  auto const unit = organisation::unit_of(writing.transaction, input.member);
  if (auto good = writing.require(Permission::record_dues, unit); !good)
    return std::unexpected{std::move(good.error())};
  return answered<BasisAnswer>(set_basis(writing.change, writing.rulebook,
                                         {.member = input.member,
                                          .from = input.from,
                                          .population = input.population,
                                          .base = input.base.value_or(Fen{}),
                                          .relief = input.relief.value_or(DuesReliefKind::none),
                                          .reduced_to = input.reduced_to,
                                          .approval = input.approval.value_or("")}));
}

Result<PaymentsAnswer> enter_payments(Writing& writing, PaymentsInput const& input) {
  if (auto good = writing.require(Permission::record_dues, input.unit); !good)
    return std::unexpected{std::move(good.error())};
  std::vector<Payment> payments;
  for (auto const& one : input.payments) {
    payments.push_back({.member = one.member,
                        .month = one.month,
                        .amount = one.amount,
                        .channel = one.channel.value_or(facts::Channel::page),
                        .voluntary = one.voluntary.value_or(false),
                        .reason = one.reason.value_or(""),
                        .day = one.day,
                        .paid_elsewhere = one.paid_elsewhere.value_or("")});
  }
  return answered<PaymentsAnswer>(
      record_payments(writing.change, writing.rulebook, input.unit, payments));
}

Result<ReverseAnswer> take_back(Writing& writing, ReverseInput const& input) {
  // What does not exist and what is not one's own are answered alike.
  auto const payment = facts::fact(writing.transaction, input.fact);
  auto const unit = payment ? payment->unit_id : UnitId{};
  if (auto good = writing.require(Permission::record_dues, unit); !good)
    return std::unexpected{std::move(good.error())};
  return answered<ReverseAnswer>(
      reverse_payment(writing.change, writing.rulebook, input.fact, input.reason));
}

Result<ReportAnswer> report(Writing& writing, SheetQuery const& input) {
  if (auto good = writing.require(Permission::record_dues, input.unit); !good)
    return std::unexpected{std::move(good.error())};
  return answered<ReportAnswer>(
      report_month(writing.change, writing.rulebook, input.unit, input.month));
}
}  // namespace

void add_dues_routes(http::RouteTable& table, api::Services& services) {
  api::Endpoints endpoints{table, services, "practice.dues"};
  constexpr auto keep = Permission::record_dues;
  endpoints.question("/api/dues", "一个党组织当月的党费表", Permission::see_dues, show_sheet);
  endpoints.question("/api/dues/explanation", "一名党员当月为什么交这么多党费",
                     Permission::see_rules, explain);
  endpoints.question("/api/dues/arrears", "本级和下级欠交党费的党员、未报月报的支部",
                     Permission::see_dues, show_arrears);
  endpoints.question("/api/dues/members/{member}", "一名党员十二个月的党费", Permission::see_rules,
                     show_months);
  endpoints.operation({.method = http::Method::put,
                       .path = "/api/dues/basis",
                       .operation = "dues.set_basis",
                       .summary = "核定党费基数",
                       .permission = keep},
                      put_basis);
  endpoints.operation({.path = "/api/dues/payments",
                       .operation = "dues.record_payments",
                       .summary = "登记党费，可一次登记一个支部的",
                       .permission = keep},
                      enter_payments);
  endpoints.operation({.path = "/api/dues/payments/{fact}/reverse",
                       .operation = "dues.reverse_payment",
                       .summary = "冲正一笔党费",
                       .permission = keep},
                      take_back);
  endpoints.operation({.path = "/api/dues/reports",
                       .operation = "dues.report_month",
                       .summary = "支部报告当月党费",
                       .permission = keep},
                      report);
}

}  // namespace hangji::practice
