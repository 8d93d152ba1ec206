#include "organisation/roster/roster_units.h"

#include "foundation/identity_number.h"
#include "foundation/text.h"
#include "kernel/secrets/sealed.h"
#include "organisation/units/units_store.h"

#include <fmt/format.h>

#include <algorithm>

namespace hangji::organisation {

namespace {
constexpr std::string_view import_reason = "花名册导入";

std::string read_credit_code(RowReader& reader) {
  auto const text = reader.text(UnitColumn::host_credit_code);
  if (text.empty()) return {};
  auto const code = CreditCode::parse(text);
  if (!code) {
    reader.fault(UnitColumn::host_credit_code,
                 "应为 18 位数字和大写字母，请核对营业执照或登记证书");
    return {};
  }
  if (code->check_digit_is_wrong) {
    reader.warn(UnitColumn::host_credit_code, "校验位不对，已照原样收入，请核对");
  }
  return code->text;
}

std::string read_phone(RowReader& reader) {
  auto const text = reader.text(UnitColumn::contact_phone);
  auto const phone = normal_phone(text);
  if (phone.empty() && !text.empty()) {
    reader.fault(UnitColumn::contact_phone,
                 "“" + text + "”不是电话号码，请填写 11 位手机号或带区号的固定电话");
  }
  return phone;
}
}  // namespace

UnitRosterDraft parse_unit(RosterRow const& row, Date today) {
  using enum UnitColumn;
  RowReader reader{row};
  UnitRosterDraft draft;
  auto& unit = draft.unit;
  unit.full_name = normal_name(reader.needed_text(full_name));
  auto const said = reader.parsed(kind, parse_unit_kind, "社区党委、党委、党总支、党支部 等");
  auto const told = said ? said : parse_unit_kind(unit.full_name);
  if (told) {
    unit.kind = *told;
  } else if (reader.is_good()) {
    reader.fault(kind, "没有填写，从全称也看不出类别");
  }
  draft.parent_name = reader.text(parent);
  draft.community_name = reader.text(community);
  draft.secretary = normal_name(reader.text(secretary));
  auto const founded = reader.day(founded_on);
  if (founded) unit.founded_on = *founded;
  if (!founded && reader.is_good()) reader.fault(founded_on, "没有填写");
  if (founded && *founded > today) reader.fault(founded_on, "尚未到来，请核对");
  unit.term_ends_on = reader.day(term_ends_on);
  if (founded && unit.term_ends_on && *unit.term_ends_on <= *founded) {
    reader.fault(term_ends_on, "不晚于成立日期，请核对");
  }
  unit.external_code = reader.text(external_code);
  unit.host_name = reader.text(host_name);
  unit.host_credit_code = read_credit_code(reader);
  unit.contact = normal_name(reader.text(contact));
  unit.contact_phone = read_phone(reader);
  unit.reason = import_reason;
  unit.notes = reader.notes().value_or("{}");
  draft.findings = reader.take_findings();
  return draft;
}

UnitLanding::UnitLanding(Change& change, secrets::Secrets const& secrets, UnitNames& names)
    : m_change{change}, m_secrets{secrets}, m_names{names} {}

void UnitLanding::land(std::vector<UnitRosterDraft>& drafts, std::vector<RosterRow>& rows,
                       RosterTally& tally) {
  m_work.clear();
  m_work.reserve(drafts.size());
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    auto& work = m_work.emplace_back(drafts[i], rows[i]);
    auto const [at, is_first] = m_by_name.emplace(drafts[i].unit.full_name, i);
    if (is_first) continue;
    RowReader reader{rows[i]};
    reader.fault(UnitColumn::full_name,
                 fmt::format("与第 {} 行重复，请保留一行", rows[at->second].row.number));
    work.draft.findings = reader.take_findings();
  }
  // From above, so that short names of parents are known too.
  std::vector<Work*> order;
  for (auto& work : m_work) order.push_back(&work);
  std::stable_sort(order.begin(), order.end(), [](Work const* a, Work const* b) {
    return a->draft.unit.kind < b->draft.unit.kind;
  });
  for (auto* work : order) land_one(*work);
  for (auto& work : m_work) {
    ++tally.counts.rows;
    tally.counts.added += work.fate == Fate::added ? 1 : 0;
    tally.counts.changed += work.fate == Fate::changed ? 1 : 0;
    tally.counts.unchanged += work.fate == Fate::unchanged ? 1 : 0;
  }
  for (auto& work : m_work) {
    if (!work.draft.findings.empty()) tally.note(std::move(work.draft.findings), work.row);
  }
}

void UnitLanding::land_one(Work& work) {
  if (work.fate != Fate::waiting) return;
  auto const has_fault = [&] {
    return std::any_of(work.draft.findings.begin(), work.draft.findings.end(),
                       [](auto const& each) { return each.severity == Severity::fault; });
  };
  work.fate = has_fault() ? Fate::refused : Fate::landing;
  if (work.fate == Fate::refused) return;
  RowReader reader{work.row};
  resolve(work, reader);
  work.fate = reader.is_good() ? write(work.draft, reader) : Fate::refused;
  for (auto& finding : reader.take_findings()) work.draft.findings.push_back(std::move(finding));
}

void UnitLanding::resolve(Work& work, RowReader& reader) {
  resolve_parent(work, reader);
  auto const& wanted = work.draft.community_name;
  if (wanted.empty()) return;
  // The community may be a later row of the same roster; there are only a few.
  for (auto& other : m_work) {
    bool const may_be = other.draft.unit.kind == UnitKind::community && &other != &work;
    if (may_be) land_one(other);
  }
  auto const found = m_names.find_community(wanted);
  if (found.unit != nullptr) {
    work.draft.unit.community = found.unit->id;
  } else if (work.draft.unit.kind != UnitKind::community) {
    reader.fault(UnitColumn::community, "“" + wanted + "”不在册，请先导入该社区或更正名称");
  }
}

void UnitLanding::resolve_parent(Work& work, RowReader& reader) {
  auto& draft = work.draft;
  if (draft.parent_name.empty()) {
    if (draft.unit.kind == UnitKind::street) return;
    return reader.fault(UnitColumn::parent, "没有填写");
  }
  if (auto const above = m_by_name.find(normal_name(draft.parent_name)); above != m_by_name.end()) {
    auto& parent = m_work[above->second];
    land_one(parent);
    if (parent.fate == Fate::landing) {
      return reader.fault(UnitColumn::parent,
                          "“" + draft.parent_name + "”成环：它又隶属于本党组织");
    }
    if (parent.fate == Fate::refused) {
      return reader.fault(UnitColumn::parent, "“" + draft.parent_name + "”所在的行有误，请先更正");
    }
  }
  auto const found = m_names.find(draft.parent_name);
  if (found.is_ambiguous) {
    return reader.fault(UnitColumn::parent, "“" + draft.parent_name + "”不止一个，请填写全称");
  }
  if (found.unit != nullptr) {
    draft.unit.parent = found.unit->id;
  } else if (draft.unit.kind != UnitKind::street) {  // what is above the street is not kept here
    reader.fault(UnitColumn::parent, "“" + draft.parent_name + "”不在册，请核对全称");
  }
}

UnitLanding::Fate UnitLanding::write(UnitRosterDraft& draft, RowReader& reader) {
  auto const* known = m_names.with_full_name(draft.unit.full_name);
  if (known != nullptr) return change_known(*known, draft, reader);
  if (draft.unit.kind == UnitKind::street && draft.unit.parent.is_none()) {
    auto const standing = roots(m_change.transaction());
    if (!standing.empty()) {
      reader.fault(UnitColumn::full_name,
                   "与库中的街道“" + standing.front().full_name + "”不同名，请核对或先更名");
      return Fate::refused;
    }
  }
  return add(draft, reader);
}

UnitLanding::Fate UnitLanding::add(UnitRosterDraft const& draft, RowReader& reader) {
  auto const id = found_unit(m_change, m_secrets, draft.unit, facts::Channel::import);
  if (!id) {
    reader.fault_row(id.error().message);
    return Fate::refused;
  }
  m_names.add(*unit(m_change.transaction(), *id));
  if (!draft.secretary.empty()) {
    auto const this_year = *Date::from_ymd(m_change.today().year(), 1, 1);
    m_secretaries.push_back({*id, draft.secretary, std::max(draft.unit.founded_on, this_year)});
  }
  return Fate::added;
}

UnitLanding::Fate UnitLanding::change_known(UnitRow const& was, UnitRosterDraft const& draft,
                                            RowReader& reader) {
  auto const today = m_change.today();
  auto const above = parent_of(m_change.transaction(), was.id);
  UnitAdjusting adjusting{.unit = was.id, .day = today, .reason = std::string{import_reason}};
  if (draft.unit.kind != was.kind) adjusting.kind = draft.unit.kind;
  bool const is_moved =
      !draft.unit.parent.is_none() && above && above->parent_id != draft.unit.parent;
  if (is_moved) adjusting.parent = draft.unit.parent;
  bool changed = false;
  if (adjusting.kind || adjusting.parent) {
    if (auto const good = adjust_unit(m_change, adjusting); !good) {
      reader.fault_row(good.error().message);
      return Fate::refused;
    }
    changed = true;
  }
  if (draft.unit.founded_on != was.founded_on) {
    reader.warn(UnitColumn::founded_on,
                fmt::format("与库中的 {} 不同，未更改", to_text(was.founded_on)));
  }
  changed = describe(was, draft.unit) || changed;
  if (draft.unit.term_ends_on && draft.unit.term_ends_on != was.term_ends_on) {
    auto const good = set_term(m_change, was.id, *draft.unit.term_ends_on, import_reason);
    if (!good) reader.warn(UnitColumn::term_ends_on, "未更改：" + good.error().message);
    changed = changed || good.has_value();
  }
  auto const holder = secretary_of(m_change.transaction(), was.id, today);
  if (!draft.secretary.empty() && (!holder || holder->name != draft.secretary)) {
    m_secretaries.push_back({was.id, draft.secretary, today});
    changed = true;
  }
  m_names.replace(*unit(m_change.transaction(), was.id));
  return changed ? Fate::changed : Fate::unchanged;
}

/// Details the roster gives; what it leaves empty stays.
bool UnitLanding::describe(UnitRow const& was, UnitDraft const& draft) {
  auto const given = [](std::string const& text, std::string const& old) {
    return text.empty() ? old : text;
  };
  UnitDetails details{.unit = was.id,
                      .external_code = given(draft.external_code, was.external_code),
                      .community = draft.community.is_none() ? was.community_id : draft.community,
                      .host_name = given(draft.host_name, was.host_name),
                      .host_credit_code = given(draft.host_credit_code, was.host_credit_code),
                      .contact = given(draft.contact, was.contact),
                      .notes = draft.notes == "{}" ? was.notes : draft.notes};
  if (!draft.contact_phone.empty()) details.contact_phone = draft.contact_phone;
  bool const is_same =
      details.external_code == was.external_code && details.community == was.community_id &&
      details.host_name == was.host_name && details.host_credit_code == was.host_credit_code &&
      details.contact == was.contact && details.notes == was.notes &&
      (!details.contact_phone || m_secrets.open(was.contact_phone) == *details.contact_phone);
  if (is_same) return false;
  auto const good = describe_unit(m_change, m_secrets, details);
  verify(good.has_value(), "the unit and its community were found before");
  return true;
}

}  // namespace hangji::organisation
