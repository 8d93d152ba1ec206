#include "practice/points/points_api.h"

#include "kernel/api/gate.h"
#include "practice/points/points_operations.h"
#include "practice/points/points_store.h"
#include "practice/points/points_views.h"

#include <fmt/format.h>

namespace hangji::practice {

using access::Permission;
using api::Reading;
using api::Writing;

namespace {
struct MonthQuery {
  UnitId unit{};
  Month month{};
};
BOOST_DESCRIBE_STRUCT(MonthQuery, (), (unit, month))

struct MemberQuery {
  MemberId member{};
  Month month{};
};
BOOST_DESCRIBE_STRUCT(MemberQuery, (), (member, month))

struct UnitQuery {
  UnitId unit{};
};
BOOST_DESCRIBE_STRUCT(UnitQuery, (), (unit))

struct QuarterQuery {
  UnitId unit{};
  /// 2026-Q3
  std::string quarter{};
};
BOOST_DESCRIBE_STRUCT(QuarterQuery, (), (unit, quarter))

struct ProposalInput {
  MemberId member{};
  std::string item{};
  Date day{};
  /// Hundredths with sign; absent: what the item gives.
  std::optional<Points> amount{};
  std::optional<std::string> reason{};
  std::optional<SourceId> evidence{};
};
BOOST_DESCRIBE_STRUCT(ProposalInput, (), (member, item, day, amount, reason, evidence))

struct ProposalAnswer {
  ProposalId id{};
};
BOOST_DESCRIBE_STRUCT(ProposalAnswer, (), (id))

struct DecisionInput {
  ProposalId id{};
  Decision decision{};
  std::optional<std::string> answer{};
};
BOOST_DESCRIBE_STRUCT(DecisionInput, (), (id, decision, answer))

struct ProposalById {
  ProposalId id{};
};
BOOST_DESCRIBE_STRUCT(ProposalById, (), (id))

struct WithdrawalInput {
  ProposalId id{};
  std::string reason{};
};
BOOST_DESCRIBE_STRUCT(WithdrawalInput, (), (id, reason))

struct OwnQuarterQuery {
  /// 2026-Q3
  std::string quarter{};
};
BOOST_DESCRIBE_STRUCT(OwnQuarterQuery, (), (quarter))

Result<periods::CalendarPeriod> quarter_of(std::string_view text) {
  auto const period = periods::parse_period(text);
  if (period && period->every == periods::Every::quarter) return *period;
  return refuse(PointsRefusal::period_wrong, "请写明季度，如 2026-Q3",
                {.field = "quarter", .status = 400});
}

Result<Register> show_register(Reading& reading, MonthQuery const& query) {
  if (auto good = reading.require(Permission::see_points, query.unit); !good)
    return std::unexpected{std::move(good.error())};
  return register_of(reading.transaction, reading.rulebook, query.unit, query.month);
}

// The route is open to whoever may see rules; the handler asks whose record it is.
Result<MemberPoints> show_member(Reading& reading, MemberQuery const& query) {
  auto const unit = organisation::unit_of(reading.transaction, query.member);
  if (auto good = reading.require_or_own(Permission::see_points, unit, query.member); !good)
    return std::unexpected{std::move(good.error())};
  return member_points(reading.transaction, reading.rulebook, query.member, query.month);
}

Result<ProposalList> list_proposals(Reading& reading, UnitQuery const& query) {
  if (auto good = reading.require(Permission::see_points, query.unit); !good)
    return std::unexpected{std::move(good.error())};
  return proposal_list(reading.transaction, reading.rulebook, query.unit,
                       {reading.session.user, reading.session.member});
}

Result<ProposalAnswer> propose(Writing& writing, ProposalInput const& input) {
  // The unit of that day: it is in its register that the points will stand.
  auto const home = organisation::membership_on(writing.transaction, input.member, input.day);
  auto const unit = home ? home->unit_id : UnitId{};
  if (auto good = writing.require(Permission::propose_points, unit); !good)
    return std::unexpected{std::move(good.error())};
  auto id = propose_points(writing.change, writing.rulebook,
                           {.member = input.member,
                            .item = input.item,
                            .day = input.day,
                            .amount = input.amount,
                            .reason = input.reason.value_or(""),
                            .evidence = input.evidence.value_or(SourceId{})});
  if (!id) return std::unexpected{std::move(id.error())};
  return ProposalAnswer{*id};
}

Result<Done> decide(Writing& writing, DecisionInput const& input) {
  // What does not exist and what is not one's own are answered alike.
  auto const row = proposal(writing.transaction, input.id);
  if (auto good = writing.require(Permission::confirm_points, row ? row->unit_id : UnitId{}); !good)
    return good;
  return decide_proposal(writing.change, input.id,
                         {.decision = input.decision,
                          .decider = writing.session.member,
                          .answer = input.answer.value_or("")});
}

Result<Done> take_back(Writing& writing, ProposalById const& input) {
  auto const row = proposal(writing.transaction, input.id);
  if (auto good = writing.require(Permission::propose_points, row ? row->unit_id : UnitId{}); !good)
    return good;
  return take_back_proposal(writing.change, input.id);
}

Result<Done> withdraw(Writing& writing, WithdrawalInput const& input) {
  auto const row = proposal(writing.transaction, input.id);
  if (auto good = writing.require(Permission::confirm_points, row ? row->unit_id : UnitId{}); !good)
    return good;
  return withdraw_proposal(writing.change, input.id, input.reason, writing.session.member);
}

Result<Done> close(Writing& writing, MonthQuery const& input) {
  if (auto good = writing.require(Permission::close_books, input.unit); !good) return good;
  return close_register(writing.change, writing.rulebook, input.unit, input.month);
}

Result<QuarterSheet> show_quarter(Reading& reading, QuarterQuery const& query) {
  if (auto good = reading.require(Permission::see_points, query.unit); !good)
    return std::unexpected{std::move(good.error())};
  auto const quarter = quarter_of(query.quarter);
  if (!quarter) return std::unexpected{quarter.error()};
  return quarter_sheet(reading.transaction, reading.rulebook, query.unit, *quarter);
}

/// What a branch published, for its own members.
Result<QuarterSheet> show_own_quarter(Reading& reading, OwnQuarterQuery const& query) {
  auto const member = reading.session.member;
  if (auto good = reading.require_or_own(Permission::see_own_record, {}, member); !good)
    return std::unexpected{std::move(good.error())};
  auto const quarter = quarter_of(query.quarter);
  if (!quarter) return std::unexpected{quarter.error()};
  auto const home = organisation::membership_now(reading.transaction, member);
  if (!home || !publication_of(reading.transaction, home->unit_id, query.quarter)) {
    return refuse(PointsRefusal::not_published,
                  fmt::format("{}的积分还没有公开", periods::to_chinese(*quarter)),
                  {.status = 409});
  }
  return quarter_sheet(reading.transaction, reading.rulebook, home->unit_id, *quarter);
}

Result<Done> publish(Writing& writing, QuarterQuery const& input) {
  if (auto good = writing.require(Permission::close_books, input.unit); !good) return good;
  auto const quarter = quarter_of(input.quarter);
  if (!quarter) return std::unexpected{quarter.error()};
  return publish_quarter(writing.change, input.unit, *quarter);
}
}  // namespace

void add_points_routes(http::RouteTable& table, api::Services& services) {
  api::Endpoints endpoints{table, services, "practice.points"};
  constexpr auto see = Permission::see_points;
  endpoints.question("/api/points", "一个党组织当月的积分登记，按姓名排列", see, show_register);
  endpoints.question("/api/points/members/{member}", "一名党员当月的积分和每一分的来历",
                     Permission::see_rules, show_member);
  endpoints.question("/api/points/proposals", "积分提议和可提议的项目", see, list_proposals);
  endpoints.operation({.path = "/api/points/proposals",
                       .operation = "points.propose",
                       .summary = "提议积分",
                       .permission = Permission::propose_points},
                      propose);
  endpoints.operation({.path = "/api/points/proposals/{id}/decide",
                       .operation = "points.decide",
                       .summary = "第二人确认或不同意积分提议",
                       .permission = Permission::confirm_points},
                      decide);
  endpoints.operation({.path = "/api/points/proposals/{id}/take-back",
                       .operation = "points.take_back",
                       .summary = "提议人撤回待确认的积分提议",
                       .permission = Permission::propose_points},
                      take_back);
  endpoints.operation({.path = "/api/points/proposals/{id}/withdraw",
                       .operation = "points.withdraw",
                       .summary = "更正已确认的积分：不再计分，写明理由",
                       .permission = Permission::confirm_points},
                      withdraw);
  endpoints.operation({.path = "/api/points/registers/close",
                       .operation = "points.close_register",
                       .summary = "关闭当月积分登记",
                       .permission = Permission::close_books},
                      close);
  endpoints.question("/api/points/quarter", "一个党组织的季度积分表，按姓名排列", see,
                     show_quarter);
  endpoints.question("/api/points/published", "本人所在党组织公开的季度积分",
                     Permission::see_own_record, show_own_quarter);
  endpoints.operation({.path = "/api/points/quarter/publish",
                       .operation = "points.publish_quarter",
                       .summary = "公开季度积分",
                       .permission = Permission::close_books},
                      publish);
}

}  // namespace hangji::practice
