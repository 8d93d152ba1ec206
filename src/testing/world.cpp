#include "testing/world.h"

#include "kernel/access/access_store.h"
#include "kernel/journal/journal.h"
#include "testing/laws_store.h"

#include <fmt/format.h>

namespace hangji::testing {

using organisation::UnitKind;

namespace {
template <class Value> Value value_of(Result<Value> result) {
  if (!result) verify(false, fmt::format("{}: {}", result.error().code, result.error().message));
  return std::move(*result);
}
}  // namespace

World::World(database::Database& database, ManualClock& clock, TenantId tenant,
             secrets::Secrets secrets)
    : m_database{database}, m_clock{clock}, m_tenant{tenant}, m_secrets{std::move(secrets)} {
  m_database.write(m_tenant, [](database::Transaction& transaction) {
    if (!access::tenant_name(transaction).empty()) return false;
    access::insert_tenant(transaction, "解放碑街道");
    return true;
  });
  m_street = unit(UnitKind::street, {}, "中共重庆市渝中区解放碑街道工作委员会");
}

UnitId World::community(std::string_view name) { return unit(UnitKind::community, m_street, name); }

UnitId World::unit(UnitKind kind, UnitId parent, std::string_view name,
                   std::string_view founded_on) {
  return value_of(change("units.found", [&](journal::Change& open) {
    return organisation::found_unit(open, m_secrets,
                                    {.kind = kind,
                                     .full_name = std::string{name},
                                     .parent = parent,
                                     .founded_on = day(founded_on),
                                     .reason = "测试",
                                     .approval = "渝中委〔2000〕1号"});
  }));
}

organisation::MemberDraft World::member_draft(UnitId branch, std::string_view name) {
  auto const born_on = day("1980-05-01");
  auto const sex = m_people % 2 == 0 ? Sex::male : Sex::female;
  organisation::MemberDraft draft;
  draft.details.name = std::string{name};
  draft.details.identity_number = invented_identity_number(born_on, sex, m_people);
  draft.details.phone = fmt::format("10000{:06}", m_people);
  draft.details.joined_on = day("2005-07-01");
  draft.details.full_member_on = day("2006-07-01");
  draft.category = organisation::MemberCategory::in_post;
  draft.unit = branch;
  draft.from = day("2010-01-01");
  draft.reason = organisation::MembershipReason::roster;
  ++m_people;
  return draft;
}

MemberId World::registered(organisation::MemberDraft const& draft) {
  return value_of(change("members.register", [&](journal::Change& open) {
    return organisation::register_member(open, desk(), draft);
  }));
}

MemberId World::member(UnitId branch, std::string_view name) {
  return registered(member_draft(branch, name));
}

EnterpriseId World::enterprise(UnitId community, std::string_view name,
                               std::int64_t formal_members) {
  return value_of(change("enterprises.register", [&](journal::Change& open) {
    organisation::EnterpriseDetails details;
    details.name = std::string{name};
    details.community = community;
    details.party_members = formal_members;
    details.formal_members = formal_members;
    return organisation::register_enterprise(open, m_secrets, details);
  }));
}

void World::post(UnitId unit, organisation::Post post, MemberId member) {
  value_of(change("units.set_post", [&](journal::Change& open) {
    return organisation::set_post(
        open,
        {.unit = unit, .post = post, .member = member, .name = {}, .from = day("2010-01-01")});
  }));
}

std::int64_t World::journal_length() {
  return read([](database::Transaction& transaction) { return journal::head(transaction).seq; });
}

void World::check_laws() {
  if (!m_checks_laws) return;
  auto const faults =
      read([](database::Transaction& transaction) { return law_faults(transaction); });
  verify(faults.empty(), faults.empty() ? std::string_view{} : faults.front());
}

Date day(std::string_view text) {
  auto const parsed = parse_date(text);
  verify(parsed.has_value(), "a day is written 2026-07-01");
  return *parsed;
}

std::string invented_identity_number(Date born_on, Sex sex, int number) {
  auto const order = number % 500 * 2 + (sex == Sex::male ? 1 : 0);
  auto text = fmt::format("999999{:04}{:02}{:02}{:03}", born_on.year(), born_on.month(),
                          born_on.day(), order);
  text += identity_check_character(text);
  return text;
}

}  // namespace hangji::testing
