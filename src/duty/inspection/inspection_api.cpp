#include "duty/inspection/inspection_api.h"

#include "duty/inspection/inspection_operations.h"
#include "duty/inspection/inspection_views.h"
#include "kernel/api/chapters.h"
#include "kernel/api/gate.h"
#include "kernel/journal/journal.h"
#include "kernel/rules/values.h"

namespace hangji::duty {

using access::Permission;
using api::Reading;
using api::Writing;
using organisation::DutyQuestion;

namespace {
struct MonthQuery {
  UnitId unit{};
  /// Absent: this month.
  std::optional<Month> month{};
};
BOOST_DESCRIBE_STRUCT(MonthQuery, (), (unit, month))

struct ExplainQuery {
  UnitId unit{};
  std::string rule{};
  std::optional<Month> month{};
};
BOOST_DESCRIBE_STRUCT(ExplainQuery, (), (unit, rule, month))

struct SampleQuery {
  UnitId unit{};
  Month month{};
  /// Absent: as many as the rule says.
  std::optional<int> count{};
  /// Absent: the hash of the journal's head.
  std::optional<std::string> seed{};
};
BOOST_DESCRIBE_STRUCT(SampleQuery, (), (unit, month, count, seed))

struct Sample {
  std::string seed{};
  Month month{};
  std::vector<SampleRow> rows{};
};
BOOST_DESCRIBE_STRUCT(Sample, (), (seed, month, rows))

struct IssueInput {
  UnitId unit{};
  Month month{};
};
BOOST_DESCRIBE_STRUCT(IssueInput, (), (unit, month))

struct Issued {
  FactId fact{};
};
BOOST_DESCRIBE_STRUCT(Issued, (), (fact))

DutyQuestion question_of(Reading& reading, UnitId root) {
  return {reading.rulebook, reading.services.chapters->duties, root, reading.today()};
}

std::unexpected<Refusal> no_such_unit() {
  return refuse(InspectionRefusal::unit_unknown, "没有这个党组织，或当时尚未成立",
                {.field = "unit", .status = 404});
}

Result<ObligationList> list_obligations(Reading& reading, MonthQuery const& query) {
  if (auto good = reading.require(Permission::see_obligations, query.unit); !good) {
    return std::unexpected{good.error()};
  }
  auto const month = query.month.value_or(Month::of(reading.today()));
  auto const judged =
      organisation::judge_month(reading.transaction, question_of(reading, query.unit), month);
  if (judged.units.empty()) return no_such_unit();
  return obligations_of(judged, query.unit, month);
}

Result<api::Explanation> explain(Reading& reading, ExplainQuery const& query) {
  if (auto good = reading.require(Permission::see_obligations, query.unit); !good) {
    return std::unexpected{good.error()};
  }
  auto const month = query.month.value_or(Month::of(reading.today()));
  auto const judged =
      organisation::judge_month(reading.transaction, question_of(reading, query.unit), month);
  for (auto const& one : judged.obligations) {
    if (one.unit == query.unit && one.rule->id == query.rule) {
      return explain_obligation(reading.transaction, one, reading.today());
    }
  }
  return refuse(InspectionRefusal::not_owed, "这个党组织在这个月不承担这项职责",
                {.field = "rule", .status = 404});
}

Result<Inspection> show_inspection(Reading& reading, MonthQuery const& query) {
  if (auto good = reading.require(Permission::see_obligations, query.unit); !good) {
    return std::unexpected{good.error()};
  }
  auto const month = query.month.value_or(Month::of(reading.today()));
  auto const judged =
      organisation::judge_month(reading.transaction, question_of(reading, query.unit), month);
  if (judged.units.empty()) return no_such_unit();
  auto inspection = inspect(judged, month, reading.today());
  inspection.issued = inspection_issued(reading.transaction, query.unit, month);
  return inspection;
}

Result<Sample> show_sample(Reading& reading, SampleQuery const& query) {
  if (auto good = reading.require(Permission::see_obligations, query.unit); !good) {
    return std::unexpected{good.error()};
  }
  constexpr int most = 100;
  auto const rule =
      reading.rulebook.find<rules::Threshold>("duty.inspection.sample", reading.today());
  auto const usual = rule ? static_cast<int>((*rule)->value) : 1;
  auto const judged =
      organisation::judge_month(reading.transaction, question_of(reading, query.unit), query.month);
  if (judged.units.empty()) return no_such_unit();
  Sample sample{.seed = query.seed.value_or(""), .month = query.month};
  if (sample.seed.empty()) sample.seed = journal::head(reading.transaction).hash;
  auto const count = static_cast<std::size_t>(std::clamp(query.count.value_or(usual), 1, most));
  sample.rows = draw_sample(judged, sample.seed, count);
  return sample;
}

Result<Issued> issue(Writing& writing, IssueInput const& input) {
  if (auto good = writing.require(Permission::issue_bulletins, input.unit); !good) {
    return std::unexpected{good.error()};
  }
  auto fact = issue_inspection(writing.change, question_of(writing, input.unit), input.month);
  if (!fact) return std::unexpected{std::move(fact.error())};
  return Issued{*fact};
}
}  // namespace

void add_inspection_routes(http::RouteTable& table, api::Services& services) {
  api::Endpoints endpoints{table, services, "duty.inspection"};
  constexpr auto see = Permission::see_obligations;
  endpoints.question("/api/obligations", "一个党组织当月的应办事项", see, list_obligations);
  endpoints.question("/api/obligations/explanation", "一项应办事项为什么是这个状态", see, explain);
  endpoints.question("/api/inspection", "月督查：各党组织各项职责的状态", see, show_inspection);
  endpoints.question("/api/inspection/sample", "随机抽查，可按种子复现", see, show_sample);
  endpoints.operation({.path = "/api/inspection",
                       .operation = "inspection.issue",
                       .summary = "发出月督查",
                       .permission = Permission::issue_bulletins},
                      issue);
}

}  // namespace hangji::duty
