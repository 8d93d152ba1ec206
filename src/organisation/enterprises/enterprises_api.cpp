#include "organisation/enterprises/enterprises_api.h"

#include "foundation/text.h"
#include "kernel/api/gate.h"
#include "kernel/rules/rulebook.h"
#include "kernel/rules/values.h"
#include "kernel/secrets/sealed.h"
#include "organisation/enterprises/enterprises_operations.h"
#include "organisation/enterprises/enterprises_store.h"
#include "organisation/organisation_rules.h"
#include "organisation/units/units_store.h"

#include <limits>

namespace hangji::organisation {

using access::Permission;
using api::Reading;
using api::Writing;

namespace {
constexpr int page_size = 20;
constexpr int page_size_most = 200;

struct EnterpriseView {
  EnterpriseId id{};
  std::string name{};
  std::optional<std::string> credit_code{};
  bool credit_code_doubtful{false};
  EnterpriseState state{};
  std::string state_name{};
  std::string industry{};
  std::int64_t employees{};
  std::int64_t party_members{};
  std::int64_t formal_members{};
  std::string address{};
  std::string building{};
  std::optional<UnitId> community{};
  std::optional<UnitId> unit{};
  std::string liaison{};
  Coverage coverage_asked{};
  std::string coverage_name{};
  bool is_covered{false};
};
BOOST_DESCRIBE_STRUCT(EnterpriseView, (),
                      (id, name, credit_code, credit_code_doubtful, state, state_name, industry,
                       employees, party_members, formal_members, address, building, community, unit,
                       liaison, coverage_asked, coverage_name, is_covered))

struct EnterpriseViews {
  std::vector<EnterpriseView> rows{};
  std::optional<std::string> next_key{};
};
BOOST_DESCRIBE_STRUCT(EnterpriseViews, (), (rows, next_key))

struct EnterprisePageQuery {
  std::optional<UnitId> community{};
  std::optional<EnterpriseState> state{};
  std::optional<CoverageFilter> coverage{};
  std::optional<std::string> building{};
  std::optional<std::string> text{};
  std::optional<std::string> after{};
  std::optional<int> limit{};
};
BOOST_DESCRIBE_STRUCT(EnterprisePageQuery, (),
                      (community, state, coverage, building, text, after, limit))

struct CountQuery {
  std::optional<UnitId> community{};
  std::optional<Date> day{};
};
BOOST_DESCRIBE_STRUCT(CountQuery, (), (community, day))

struct EnterpriseCounts {
  std::vector<EnterpriseCount> rows{};
};
BOOST_DESCRIBE_STRUCT(EnterpriseCounts, (), (rows))

struct EnterpriseById {
  EnterpriseId id{};
};
BOOST_DESCRIBE_STRUCT(EnterpriseById, (), (id))

struct EnterpriseEventView {
  std::string former_state_name{};
  std::string state_name{};
  Date day{};
  std::string reason{};
  std::optional<EnterpriseId> successor{};
};
BOOST_DESCRIBE_STRUCT(EnterpriseEventView, (),
                      (former_state_name, state_name, day, reason, successor))

struct EnterpriseDetail {
  EnterpriseView enterprise{};
  std::string legal_person{};
  std::optional<Date> established_on{};
  Date state_since{};
  /// 138****5678
  std::string phone{};
  std::string community_name{};
  std::string unit_name{};
  std::string notes{};
  std::vector<EnterpriseEventView> events{};
};
BOOST_DESCRIBE_STRUCT(EnterpriseDetail, (),
                      (enterprise, legal_person, established_on, state_since, phone, community_name,
                       unit_name, notes, events))

struct RegisterEnterprise {
  EnterpriseDetails details{};
};
BOOST_DESCRIBE_STRUCT(RegisterEnterprise, (), (details))

struct RegisteredEnterprise {
  EnterpriseId id{};
};
BOOST_DESCRIBE_STRUCT(RegisteredEnterprise, (), (id))

struct CorrectEnterprise {
  EnterpriseId id{};
  EnterpriseDetails details{};
};
BOOST_DESCRIBE_STRUCT(CorrectEnterprise, (), (id, details))

struct EnterpriseStateInput {
  EnterpriseId id{};
  EnterpriseState state{};
  Date day{};
  std::string reason{};
  std::optional<EnterpriseId> successor{};
};
BOOST_DESCRIBE_STRUCT(EnterpriseStateInput, (), (id, state, day, reason, successor))

/// Rights on an enterprise are asked at its community; where it has none, at the street.
Result<Done> require_at(Reading& reading, Permission permission, UnitId community) {
  if (!community.is_none()) return reading.require(permission, community);
  auto const street = roots(reading.transaction);
  return reading.require(permission, street.empty() ? UnitId{} : street.front().id);
}

std::int64_t branch_members(Reading& reading) {
  auto const rule =
      reading.rulebook.find<rules::Threshold>(threshold::branch_members, reading.today());
  // Without the rule no number of members asks for a branch.
  return rule ? (*rule)->value : std::numeric_limits<std::int64_t>::max();
}

/// `Row`: EnterpriseLine or EnterpriseRow.
template <class Row> EnterpriseView view_of(Row const& row, std::int64_t members_for_branch) {
  EnterpriseRow judged;
  judged.state = row.state;
  judged.party_members = row.party_members;
  judged.formal_members = row.formal_members;
  judged.unit_id = row.unit_id;
  judged.liaison = row.liaison;
  auto const asked = coverage_asked(judged, members_for_branch);
  EnterpriseView view{.id = row.id,
                      .name = row.name,
                      .credit_code = row.credit_code,
                      .credit_code_doubtful = row.credit_code_doubtful,
                      .state = row.state,
                      .state_name = std::string{label(row.state)},
                      .industry = row.industry,
                      .employees = row.employees,
                      .party_members = row.party_members,
                      .formal_members = row.formal_members,
                      .address = row.address,
                      .building = row.building,
                      .liaison = row.liaison,
                      .coverage_asked = asked,
                      .coverage_name = std::string{label(asked)},
                      .is_covered = is_covered(judged, asked)};
  if (!row.community_id.is_none()) view.community = row.community_id;
  if (!row.unit_id.is_none()) view.unit = row.unit_id;
  return view;
}

Result<EnterpriseViews> list_enterprises(Reading& reading, EnterprisePageQuery const& query) {
  auto const community = query.community.value_or(UnitId{});
  if (auto good = require_at(reading, Permission::see_enterprises, community); !good) {
    return std::unexpected{good.error()};
  }
  EnterpriseFilter const filter{community, query.state, query.coverage, query.building.value_or(""),
                                query.text.value_or("")};
  auto const limit = std::clamp(query.limit.value_or(page_size), 1, page_size_most);
  auto page = enterprise_page(reading.transaction, filter, query.after.value_or(""), limit);
  EnterpriseViews views;
  auto const members_for_branch = branch_members(reading);
  for (auto const& line : page.rows) views.rows.push_back(view_of(line, members_for_branch));
  if (!page.next_key.empty()) views.next_key = std::move(page.next_key);
  return views;
}

Result<EnterpriseCounts> count(Reading& reading, CountQuery const& query) {
  auto const community = query.community.value_or(UnitId{});
  if (auto good = require_at(reading, Permission::see_enterprises, community); !good) {
    return std::unexpected{good.error()};
  }
  return EnterpriseCounts{
      enterprise_counts(reading.transaction, community, query.day.value_or(reading.today()))};
}

std::string name_of(Transaction& transaction, UnitId id) {
  auto const row = unit(transaction, id);
  return row ? row->short_name : std::string{};
}

Result<EnterpriseDetail> show_enterprise(Reading& reading, EnterpriseById const& query) {
  auto const row = enterprise(reading.transaction, query.id);
  auto const community = row ? row->community_id : UnitId{};
  if (auto good = require_at(reading, Permission::see_enterprises, community); !good) {
    return std::unexpected{good.error()};
  }
  if (!row) return refuse(EnterpriseRefusal::not_found, "没有这家企业", {.status = 404});
  EnterpriseDetail detail{.enterprise = view_of(*row, branch_members(reading)),
                          .legal_person = row->legal_person,
                          .established_on = row->established_on,
                          .state_since = row->state_since,
                          .phone = mask_phone(reading.services.secrets.open(row->phone)),
                          .community_name = name_of(reading.transaction, row->community_id),
                          .unit_name = name_of(reading.transaction, row->unit_id),
                          .notes = row->notes,
                          .events = {}};
  for (auto const& event : enterprise_events_of(reading.transaction, row->id)) {
    EnterpriseEventView view{std::string{label(event.former_state)},
                             std::string{label(event.state)},
                             event.day,
                             event.reason,
                             {}};
    if (!event.successor_id.is_none()) view.successor = event.successor_id;
    detail.events.push_back(std::move(view));
  }
  return detail;
}

Result<RegisteredEnterprise> take_in(Writing& writing, RegisterEnterprise const& input) {
  auto const community = input.details.community.value_or(UnitId{});
  if (auto good = require_at(writing, Permission::edit_enterprises, community); !good) {
    return std::unexpected{good.error()};
  }
  auto id = register_enterprise(writing.change, writing.services.secrets, input.details);
  if (!id) return std::unexpected{std::move(id.error())};
  return RegisteredEnterprise{*id};
}

Result<Done> require_enterprise(Writing& writing, EnterpriseId id) {
  auto const row = enterprise(writing.transaction, id);
  return require_at(writing, Permission::edit_enterprises, row ? row->community_id : UnitId{});
}

Result<Done> correct(Writing& writing, CorrectEnterprise const& input) {
  if (auto good = require_enterprise(writing, input.id); !good) return good;
  if (input.details.community) {
    auto good = require_at(writing, Permission::edit_enterprises, *input.details.community);
    if (!good) return good;
  }
  return correct_enterprise(writing.change, writing.services.secrets, input.id, input.details);
}

struct EnterprisePhone {
  std::string phone{};
};
BOOST_DESCRIBE_STRUCT(EnterprisePhone, (), (phone))

Result<EnterprisePhone> unmask(Writing& writing, EnterpriseById const& input) {
  writing.keep_no_answer();
  if (auto good = require_enterprise(writing, input.id); !good)
    return std::unexpected{good.error()};
  auto phone = unmask_enterprise(writing.change, writing.services.secrets, input.id);
  if (!phone) return std::unexpected{std::move(phone.error())};
  return EnterprisePhone{std::move(*phone)};
}

Result<Done> change_state(Writing& writing, EnterpriseStateInput const& input) {
  if (auto good = require_enterprise(writing, input.id); !good) return good;
  return change_enterprise_state(writing.change, {input.id, input.state, input.day, input.reason,
                                                  input.successor.value_or(EnterpriseId{})});
}
}  // namespace

void add_enterprise_routes(http::RouteTable& table, api::Services& services) {
  api::Endpoints endpoints{table, services, "organisation.enterprises"};
  endpoints.question("/api/enterprises", "非公组织名录", Permission::see_enterprises,
                     list_enterprises);
  endpoints.question("/api/enterprises/counts", "非公组织数量", Permission::see_enterprises, count);
  endpoints.question("/api/enterprises/{id}", "非公组织资料", Permission::see_enterprises,
                     show_enterprise);
  constexpr auto right = Permission::edit_enterprises;
  endpoints.operation({.path = "/api/enterprises",
                       .operation = "enterprises.register",
                       .summary = "登记非公组织",
                       .permission = right},
                      take_in);
  endpoints.operation({.method = http::Method::put,
                       .path = "/api/enterprises/{id}",
                       .operation = "enterprises.correct",
                       .summary = "更正非公组织资料",
                       .permission = right},
                      correct);
  endpoints.operation({.path = "/api/enterprises/{id}/state",
                       .operation = "enterprises.change_state",
                       .summary = "登记关、停、并、转",
                       .permission = right},
                      change_state);
  endpoints.operation({.path = "/api/enterprises/{id}/unmask",
                       .operation = "enterprises.unmask",
                       .summary = "查看非公组织完整联系电话（记入日志）",
                       .permission = right},
                      unmask);
}

}  // namespace hangji::organisation
