#include "organisation/enterprises/enterprises_operations.h"

#include "foundation/identity_number.h"
#include "foundation/text.h"
#include "kernel/secrets/sealed.h"
#include "organisation/enterprises/enterprises_store.h"
#include "organisation/units/units_store.h"

#include <fmt/format.h>

namespace hangji::organisation {

namespace {
std::unexpected<Refusal> no_such_enterprise() {
  return refuse(EnterpriseRefusal::not_found, "没有这家企业",
                {.field = "enterprise", .status = 404});
}

Result<Done> put_credit_code(EnterpriseRow& row, std::string const& text) {
  row.credit_code.reset();
  row.credit_code_doubtful = false;
  if (trim(text).empty()) return Done{};
  auto const code = CreditCode::parse(text);
  if (!code) {
    return refuse(EnterpriseRefusal::credit_code_wrong,
                  code.error() == CreditCodeFault::wrong_length
                      ? "统一社会信用代码应为 18 位"
                      : "统一社会信用代码含有不该有的字符",
                  {.field = "credit_code"});
  }
  row.credit_code = code->text;
  row.credit_code_doubtful = code->check_digit_is_wrong;
  return Done{};
}

Result<Done> put_phone(secrets::Secrets const& secrets, EnterpriseRow& row,
                       std::string const& text) {
  auto const phone = normal_phone(text);
  if (phone.empty() && !trim(text).empty()) {
    return refuse(EnterpriseRefusal::phone_wrong, "联系电话不是电话号码", {.field = "phone"});
  }
  if (secrets.open(row.phone) != phone) row.phone = secrets.seal(phone);
  return Done{};
}

Result<Done> put_numbers(EnterpriseRow& row, EnterpriseDetails const& details) {
  row.employees = details.employees.value_or(row.employees);
  row.party_members = details.party_members.value_or(row.party_members);
  row.formal_members = details.formal_members.value_or(details.party_members ? row.party_members
                                                                             : row.formal_members);
  if (row.employees < 0 || row.party_members < 0 || row.formal_members < 0) {
    return refuse(EnterpriseRefusal::number_wrong, "人数不能小于 0", {.field = "employees"});
  }
  if (row.formal_members > row.party_members) {
    return refuse(EnterpriseRefusal::number_wrong, "正式党员人数多于党员人数",
                  {.field = "formal_members"});
  }
  return Done{};
}

void put_texts(EnterpriseRow& row, EnterpriseDetails const& details) {
  row.legal_person = details.legal_person.value_or(row.legal_person);
  if (details.established_on) row.established_on = details.established_on;
  row.industry = details.industry.value_or(row.industry);
  row.address = details.address.value_or(row.address);
  row.community_id = details.community.value_or(row.community_id);
  row.building = details.building.value_or(row.building);
  row.unit_id = details.unit.value_or(row.unit_id);
  row.liaison = details.liaison.value_or(row.liaison);
  if (details.notes) row.notes = merged_objects(row.notes, *details.notes);
}

Result<Done> check_against_registry(Change& change, EnterpriseRow const& row) {
  auto& transaction = change.transaction();
  auto const other = enterprise_by_credit_code(transaction, row.credit_code.value_or(""));
  if (other && other->id != row.id) {
    return refuse(EnterpriseRefusal::already_registered,
                  fmt::format("统一社会信用代码已登记：{}", other->name),
                  {.field = "credit_code", .status = 409});
  }
  auto const community = unit(transaction, row.community_id);
  if (!row.community_id.is_none() && (!community || community->kind != UnitKind::community)) {
    return refuse(EnterpriseRefusal::community_unknown, "没有这个社区",
                  {.field = "community", .status = 404});
  }
  auto const covering = unit(transaction, row.unit_id);
  if (!row.unit_id.is_none() && (!covering || covering->dissolved_on)) {
    return refuse(EnterpriseRefusal::unit_unknown, "没有这个党组织，或已撤销",
                  {.field = "unit", .status = 404});
  }
  if (row.established_on && *row.established_on > change.today()) {
    return refuse(EnterpriseRefusal::in_the_future, "成立日期尚未到来",
                  {.field = "established_on"});
  }
  return Done{};
}
}  // namespace

Result<EnterpriseRow> with_details(secrets::Secrets const& secrets, EnterpriseRow row,
                                   EnterpriseDetails const& details) {
  if (details.name) row.name = normal_name(*details.name);
  if (row.name.empty()) {
    return refuse(EnterpriseRefusal::name_missing, "请填写企业名称",
                  {.field = "name", .status = 400});
  }
  row.initials = pinyin_initials(row.name);
  if (details.credit_code) {
    if (auto good = put_credit_code(row, *details.credit_code); !good) {
      return std::unexpected{std::move(good.error())};
    }
  }
  if (details.phone) {
    if (auto good = put_phone(secrets, row, *details.phone); !good) {
      return std::unexpected{std::move(good.error())};
    }
  }
  if (auto good = put_numbers(row, details); !good) return std::unexpected{good.error()};
  put_texts(row, details);
  return row;
}

Result<EnterpriseId> register_enterprise(Change& change, secrets::Secrets const& secrets,
                                         EnterpriseDetails const& details, EnterpriseState state) {
  EnterpriseRow const empty{
      .id = change.new_id<EnterpriseId>(), .state = state, .state_since = change.today()};
  auto const row = with_details(secrets, empty, details);
  if (!row) return std::unexpected{row.error()};
  if (auto good = check_against_registry(change, *row); !good) {
    return std::unexpected{std::move(good.error())};
  }
  change.insert(*row);
  change.about(row->community_id, fmt::format("登记企业“{}”", row->name));
  return row->id;
}

void insert_enterprises(Change& change, std::span<EnterpriseRow const> rows) {
  change.insert_all(rows);
}

Result<Done> correct_enterprise(Change& change, secrets::Secrets const& secrets, EnterpriseId id,
                                EnterpriseDetails const& details) {
  auto const was = enterprise(change.transaction(), id);
  if (!was) return no_such_enterprise();
  auto const is = with_details(secrets, *was, details);
  if (!is) return std::unexpected{is.error()};
  if (auto good = check_against_registry(change, *is); !good) return good;
  change.update(*was, *is);
  change.about(is->community_id, fmt::format("更正企业“{}”的资料", is->name));
  return Done{};
}

Result<Done> change_enterprise_state(Change& change, EnterpriseStateChange const& wanted) {
  auto const was = enterprise(change.transaction(), wanted.enterprise);
  if (!was) return no_such_enterprise();
  if (was->state == wanted.state) {
    return refuse(EnterpriseRefusal::same_state, fmt::format("已是“{}”", label(wanted.state)),
                  {.field = "state", .status = 409});
  }
  if (wanted.day > change.today()) {
    return refuse(EnterpriseRefusal::in_the_future, "日期尚未到来", {.field = "day"});
  }
  auto const history = enterprise_events_of(change.transaction(), was->id);
  if (!history.empty() && wanted.day < history.back().day) {
    return refuse(EnterpriseRefusal::before_last_change,
                  fmt::format("上一次变更在 {}，日期不能更早", to_text(history.back().day)),
                  {.field = "day"});
  }
  if (!wanted.successor.is_none() && !enterprise(change.transaction(), wanted.successor)) {
    return refuse(EnterpriseRefusal::successor_unknown, "没有并入或转入的这家企业",
                  {.field = "successor", .status = 404});
  }
  if (wanted.reason.empty()) {
    return refuse(EnterpriseRefusal::reason_missing, "请写明理由",
                  {.field = "reason", .status = 400});
  }
  auto is = *was;
  is.state = wanted.state;
  is.state_since = wanted.day;
  change.update(*was, is);
  change.insert(EnterpriseEventRow{change.new_id<decltype(EnterpriseEventRow::id)>(), was->id,
                                   was->state, wanted.state, wanted.day, wanted.reason,
                                   wanted.successor});
  change.about(was->community_id,
               fmt::format("企业“{}”变更为{}：{}", was->name, label(wanted.state), wanted.reason));
  return Done{};
}

Result<std::string> unmask_enterprise(Change& change, secrets::Secrets const& secrets,
                                      EnterpriseId id) {
  auto const row = enterprise(change.transaction(), id);
  if (!row) return refuse(EnterpriseRefusal::not_found, "没有这家企业", {.status = 404});
  change.about(row->community_id, fmt::format("查看企业“{}”的完整联系电话", row->name));
  return secrets.open(row->phone);
}

}  // namespace hangji::organisation
