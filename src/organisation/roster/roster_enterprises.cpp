#include "organisation/roster/roster_enterprises.h"

#include "foundation/identity_number.h"
#include "foundation/text.h"
#include "organisation/enterprises/enterprises_store.h"
#include "organisation/roster/roster_store.h"

#include <algorithm>
#include <array>

namespace hangji::organisation {

namespace {
using enum EnterpriseColumn;

constexpr std::string_view import_reason = "名录导入";

std::optional<std::string> known_text(std::string text) {
  if (text.empty()) return {};
  return text;
}

void read_code(RowReader& reader, EnterpriseDetails& details) {
  auto const text = reader.text(credit_code);
  if (text.empty()) {
    if (reader.is_good()) reader.warn(credit_code, "没有填写，只能按企业名称识别");
    return;
  }
  auto const code = CreditCode::parse(text);
  if (!code) return reader.fault(credit_code, "应为 18 位数字和大写字母，请核对营业执照");
  if (code->check_digit_is_wrong) reader.warn(credit_code, "校验位不对，已照原样收入，需人工核对");
  details.credit_code = code->text;
}

/// What is no word for a state keeps nobody out, and what only may end it has not ended it.
std::optional<EnterpriseState> read_state(RowReader& reader) {
  static constexpr std::array<std::string_view, 4> doubtful{"经营异常", "非正常", "拟注销", "公告"};
  auto const written = reader.text(EnterpriseColumn::state);
  if (written.empty()) return {};
  bool const is_doubtful = std::any_of(doubtful.begin(), doubtful.end(), [&](auto const& word) {
    return written.find(word) != std::string::npos;
  });
  auto const known = is_doubtful ? std::nullopt : parse_enterprise_state(written);
  if (known) return known;
  reader.warn(EnterpriseColumn::state,
              "是“" + written + "”，未据此更改状态，新登记的按在营收入，请核对");
  return {};
}

void read_community(RowReader& reader, UnitNames const& units, EnterpriseDetails& details) {
  auto const name = reader.text(community);
  if (name.empty()) return;
  auto const found = units.find_community(name);
  if (found.unit == nullptr) {
    return reader.fault(community, "“" + name + "”不在册，请先导入该社区或更正名称");
  }
  details.community = found.unit->id;
}
}  // namespace

EnterpriseRosterDraft parse_enterprise(EnterpriseRosterDesk const& desk, RosterRow const& row) {
  RowReader reader{row};
  EnterpriseRosterDraft draft;
  auto& details = draft.details;
  details.name = normal_name(reader.needed_text(EnterpriseColumn::name));
  read_code(reader, details);
  details.legal_person = known_text(normal_name(reader.text(legal_person)));
  auto const established = reader.written_day(established_on);
  if (established) details.established_on = established->day;
  draft.established_in_month = established && established->is_month;
  if (details.established_on && *details.established_on > desk.today) {
    reader.fault(established_on, "尚未到来，请核对");
  }
  draft.state = read_state(reader);
  details.industry = known_text(reader.text(industry));
  details.employees = reader.count(employees);
  details.party_members = reader.count(party_members);
  details.address = known_text(reader.text(address));
  details.phone = reader.phone(phone);
  read_community(reader, desk.units, details);
  details.building = known_text(reader.text(building));
  details.notes = reader.notes();
  if (reader.is_good()) {
    // A list tells that an enterprise has ended, not since when.
    bool const is_operating = !draft.state || *draft.state == EnterpriseState::operating;
    auto const since = is_operating ? details.established_on.value_or(desk.today) : desk.today;
    EnterpriseRow const empty{.state = draft.state.value_or(EnterpriseState::operating),
                              .state_since = since};
    auto made = with_details(desk.secrets, empty, details);
    if (made)
      draft.row = std::move(*made);
    else
      reader.fault_row(made.error().message);
  }
  draft.findings = reader.take_findings();
  return draft;
}

EnterpriseLanding::EnterpriseLanding(Change& change, EnterpriseRosterDesk const& desk, RowList list)
    : m_change{change}, m_desk{desk}, m_list{list} {
  each_enterprise_key(change.transaction(), [&](EnterpriseKey const& key) {
    EnterpriseRow row;
    row.name = key.name;
    row.credit_code = key.credit_code;
    remember(row, {key.id, key.credit_code.has_value()});
  });
}

void EnterpriseLanding::remember(EnterpriseRow const& row, Known const& known) {
  m_known.push_back(known);
  index(row, m_known.size() - 1);
}

void EnterpriseLanding::index(EnterpriseRow const& row, std::size_t known) {
  if (row.credit_code) m_by_code[*row.credit_code] = known;
  auto& same_name = m_by_name[row.name];
  if (std::find(same_name.begin(), same_name.end(), known) == same_name.end()) {
    same_name.push_back(known);
  }
}

EnterpriseLanding::Known* EnterpriseLanding::find(EnterpriseRow const& row, RowReader& reader) {
  if (row.credit_code) {
    auto const found = m_by_code.find(*row.credit_code);
    if (found != m_by_code.end()) return &m_known[found->second];
  }
  auto const same_name = m_by_name.find(row.name);
  if (same_name == m_by_name.end()) return nullptr;
  Known* only = nullptr;
  for (auto const index : same_name->second) {
    auto& known = m_known[index];
    if (row.credit_code && known.has_code) continue;  // another one of the same name
    if (only != nullptr) {
      reader.fault(credit_code, "没有填写或未登记，而同名企业不止一家，请补填");
      return nullptr;
    }
    only = &known;
  }
  return only;
}

void EnterpriseLanding::land(std::vector<EnterpriseRosterDraft>& drafts,
                             std::vector<RosterRow>& rows, RosterTally& tally) {
  m_added.clear();
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    auto& draft = drafts[i];
    m_changes.clear();
    auto fate = Fate::refused;
    if (draft.row) {
      RowReader reader{rows[i]};
      fate = land_one(draft, reader, rows[i]);
      for (auto& finding : reader.take_findings()) draft.findings.push_back(std::move(finding));
    }
    auto const name = draft.details.name ? std::string_view{*draft.details.name} : "";
    tally.note({fate, name, std::move(m_changes), std::move(draft.findings)}, rows[i]);
  }
  if (!m_added.empty()) insert_enterprises(m_change, m_added);
}

EnterpriseLanding::Fate EnterpriseLanding::land_one(EnterpriseRosterDraft& draft, RowReader& reader,
                                                    RosterRow const& row) {
  auto* known = find(*draft.row, reader);
  if (!reader.is_good()) return Fate::refused;
  if (known == nullptr) {
    draft.row->id = m_change.new_id<EnterpriseId>();
    remember(*draft.row, {draft.row->id, draft.row->credit_code.has_value(), place_of(row)});
    m_added.push_back(std::move(*draft.row));
    return Fate::added;
  }
  if (known->place.row != 0) {
    reader.fault_row("与" + place_text(known->place, row) + "是同一家企业，请保留一行");
    return Fate::refused;
  }
  auto const fate = change_known(known->id, draft, reader);
  if (fate == Fate::refused) return fate;
  known->place = place_of(row);
  known->has_code = known->has_code || draft.row->credit_code.has_value();
  index(*draft.row, static_cast<std::size_t>(known - m_known.data()));
  return fate;
}

EnterpriseLanding::Fate EnterpriseLanding::change_known(EnterpriseId id,
                                                        EnterpriseRosterDraft const& draft,
                                                        RowReader& reader) {
  auto const was = enterprise(m_change.transaction(), id);
  verify(was.has_value(), "an enterprise whose key was read exists");
  auto details = draft.details;
  if (draft.established_in_month && was->established_on &&
      WrittenDate{*details.established_on, true}.agrees_with(*was->established_on)) {
    details.established_on.reset();
  }
  // A list that counts members says nothing of how many of them are formal.
  if (details.party_members == was->party_members) details.party_members.reset();
  auto const is = with_details(m_desk.secrets, *was, details);
  if (!is) {
    reader.fault_row(is.error().message);
    return Fate::refused;
  }
  bool const is_corrected = to_json(*is) != to_json(*was);
  bool const has_other_state = draft.state && *draft.state != was->state;
  if (!is_corrected && !has_other_state) return Fate::unchanged;
  auto const carried = m_change.attempt([&]() -> Result<Done> {
    if (is_corrected) m_change.update(*was, *is);
    if (!has_other_state) return Done{};
    return change_enterprise_state(m_change, {.enterprise = id,
                                              .state = *draft.state,
                                              .day = m_change.today(),
                                              .reason = std::string{import_reason},
                                              .successor = {}});
  });
  if (!carried) {
    reader.fault_row(carried.error().message);
    return Fate::refused;
  }
  if (m_list == RowList::on) tell_changes(*was);
  return Fate::changed;
}

void EnterpriseLanding::tell_changes(EnterpriseRow const& was) {
  auto const name_of = [this](UnitId id) {
    auto const* row = m_desk.units.unit(id);
    return row == nullptr ? std::string{} : row->short_name;
  };
  m_changes = changes_of(m_desk.secrets, name_of, was, *enterprise(m_change.transaction(), was.id));
}

}  // namespace hangji::organisation
