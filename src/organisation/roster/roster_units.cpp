#include "organisation/roster/roster_units.h"

#include "foundation/identity_number.h"
#include "foundation/json.h"
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
    reader.warn(UnitColumn::host_credit_code, "校验位不对，已照原样收入，需人工核对");
  }
  return code->text;
}

/// The national form knows no kind of the street and its communities but 党委 and 党总支: there the
/// unit's `other` kind, by its name or in the books, is the narrower.
UnitKind kind_of(UnitRosterDraft const& draft, std::optional<UnitKind> other) {
  auto const said = draft.said_kind;
  bool const is_wide = said == UnitKind::committee || said == UnitKind::general_branch;
  bool const is_narrower = other == UnitKind::community || other == UnitKind::street;
  if (said && !(is_wide && is_narrower)) return *said;
  return other.value_or(UnitKind::branch);
}

/// The street that was set up with its first day in the program is older.
bool is_earlier_street(UnitRow const& was, UnitRosterDraft const& draft) {
  return was.kind == UnitKind::street && draft.unit.parent.is_none() &&
         draft.unit.founded_on < was.founded_on;
}

bool has_fault(UnitRosterDraft const& draft) {
  return std::any_of(draft.findings.begin(), draft.findings.end(),
                     [](RowFinding const& each) { return each.severity == Severity::fault; });
}
}  // namespace

UnitRosterDraft parse_unit(RosterRow const& row, Date today) {
  using enum UnitColumn;
  RowReader reader{row};
  UnitRosterDraft draft;
  auto& unit = draft.unit;
  unit.full_name = normal_name(reader.needed_text(full_name));
  draft.said_kind = reader.parsed(kind, parse_unit_kind, "社区党委、党委、党总支、党支部 等");
  draft.named_kind = kind_of_name(unit.full_name);
  unit.kind = kind_of(draft, draft.named_kind);
  draft.parent_name = reader.text(parent);
  draft.community_name = reader.text(community);
  draft.secretary = normal_name(reader.text(secretary));
  auto const written = reader.written_day(founded_on);
  auto const founded = written ? std::optional{written->day} : std::nullopt;
  draft.founded_in_month = written && written->is_month;
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
  unit.contact_phone = reader.phone(contact_phone).value_or("");
  unit.reason = import_reason;
  unit.notes = reader.notes().value_or("{}");
  draft.findings = reader.take_findings();
  return draft;
}

UnitLanding::UnitLanding(Change& change, secrets::Secrets const& secrets, UnitNames& names,
                         RowList list)
    : m_change{change}, m_secrets{secrets}, m_names{names}, m_list{list} {}

void UnitLanding::land(std::vector<UnitRosterDraft>& drafts, std::vector<RosterRow>& rows,
                       RosterTally& tally) {
  m_work.clear();
  m_work.reserve(drafts.size());
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    auto& work = m_work.emplace_back(drafts[i], rows[i]);
    note_name(work, i);
  }
  // From above, so that short names of parents are known too.
  std::vector<Work*> order;
  for (auto& work : m_work) order.push_back(&work);
  std::stable_sort(order.begin(), order.end(), [](Work const* a, Work const* b) {
    return a->draft.unit.kind < b->draft.unit.kind;
  });
  for (auto* work : order) land_one(*work);
  for (auto& work : m_work) {
    tally.note({row_fate(work.fate), work.draft.unit.full_name, std::move(work.changes),
                std::move(work.draft.findings)},
               work.row);
  }
}

RowFate UnitLanding::row_fate(Fate fate) {
  switch (fate) {
    case Fate::added: return RowFate::added;
    case Fate::changed: return RowFate::changed;
    case Fate::unchanged: return RowFate::unchanged;
    case Fate::waiting:
    case Fate::landing:
    case Fate::refused: break;
  }
  return RowFate::refused;
}

/// Of several rows with one name the first without a fault counts.
void UnitLanding::note_name(Work& work, std::size_t index) {
  auto const [at, is_first] = m_by_name.emplace(work.draft.unit.full_name, index);
  if (is_first) return;
  auto const& earlier = m_work[at->second];
  if (has_fault(earlier.draft)) {
    at->second = index;
    return;
  }
  RowReader reader{work.row};
  reader.fault(UnitColumn::full_name,
               "与" + place_text(place_of(earlier.row), work.row) + "重复，请保留一行");
  for (auto& finding : reader.take_findings()) work.draft.findings.push_back(std::move(finding));
}

void UnitLanding::land_one(Work& work) {
  if (work.fate != Fate::waiting) return;
  work.fate = has_fault(work.draft) ? Fate::refused : Fate::landing;
  if (work.fate == Fate::refused) return;
  RowReader reader{work.row};
  resolve(work, reader);
  work.fate = reader.is_good() ? write(work, reader) : Fate::refused;
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
  if (is_community(work.draft)) {
    bool const is_another =
        found.unit != nullptr && found.unit->full_name != work.draft.unit.full_name;
    if (is_another) {
      reader.warn(UnitColumn::community, "“" + wanted + "”是别的社区；社区党委就在本社区，未采用");
    }
  } else if (found.unit != nullptr) {
    work.draft.unit.community = found.unit->id;
  } else {
    reader.fault(UnitColumn::community, "“" + wanted + "”不在册，请先导入该社区或更正名称");
  }
}

/// By the row, or by the books when the row only says 党委.
bool UnitLanding::is_community(UnitRosterDraft const& draft) const {
  auto const* known = m_names.with_full_name(draft.unit.full_name);
  auto const kind = known != nullptr ? kind_of(draft, known->kind) : draft.unit.kind;
  return kind == UnitKind::community || draft.unit.kind == UnitKind::community;
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

UnitLanding::Fate UnitLanding::write(Work& work, RowReader& reader) {
  auto const& draft = work.draft;
  auto const* known = m_names.with_full_name(draft.unit.full_name);
  if (known != nullptr) return change_known(*known, work, reader);
  if (!draft.said_kind && !draft.named_kind) {
    reader.fault(UnitColumn::kind, "没有填写，从全称也看不出类别");
    return Fate::refused;
  }
  if (draft.unit.kind == UnitKind::street && draft.unit.parent.is_none()) {
    auto const standing = roots(m_change.transaction());
    if (!standing.empty()) {
      reader.fault(UnitColumn::full_name,
                   "与库中的街道“" + standing.front().full_name + "”不同名，请核对或先更名");
      return Fate::refused;
    }
  }
  return add(work, reader);
}

UnitLanding::Fate UnitLanding::add(Work& work, RowReader& reader) {
  auto const& draft = work.draft;
  auto const id = found_unit(m_change, m_secrets, draft.unit, facts::Channel::import);
  if (!id) {
    reader.fault_row(id.error().message);
    return Fate::refused;
  }
  m_names.add(*unit(m_change.transaction(), *id));
  if (!draft.secretary.empty()) {
    auto const this_year = *Date::from_ymd(m_change.today().year(), 1, 1);
    m_secretaries.push_back(
        {*id, draft.secretary, std::max(draft.unit.founded_on, this_year), place_of(work.row)});
  }
  return Fate::added;
}

UnitLanding::Fate UnitLanding::change_known(UnitRow const& was, Work& work, RowReader& reader) {
  auto const& draft = work.draft;
  auto const was_below = above(was.id);
  auto const changed = m_change.attempt([&] { return carry_over(was, draft); });
  if (!changed) {
    reader.fault_row(changed.error().message);
    return Fate::refused;
  }
  if (*changed && m_list == RowList::on) work.changes = changes(was, was_below);
  WrittenDate const founded{draft.unit.founded_on, draft.founded_in_month};
  if (!founded.agrees_with(was.founded_on) && !is_earlier_street(was, draft)) {
    reader.warn(UnitColumn::founded_on,
                fmt::format("与库中的 {} 不同，未更改", to_text(was.founded_on)));
  }
  if (!draft.secretary.empty()) {
    m_secretaries.push_back(
        {was.id, draft.secretary, m_change.today(), place_of(work.row), !*changed});
  }
  if (*changed) m_names.replace(*unit(m_change.transaction(), was.id));
  return *changed ? Fate::changed : Fate::unchanged;
}

UnitId UnitLanding::above(UnitId unit) {
  auto const row = parent_of(m_change.transaction(), unit);
  return row ? row->parent_id : UnitId{};
}

std::vector<FieldChange> UnitLanding::changes(UnitRow const& was, UnitId was_below) {
  auto const name_of = [this](UnitId id) {
    auto const* row = m_names.unit(id);
    return row == nullptr ? std::string{} : row->short_name;
  };
  auto all = changes_of(m_secrets, name_of, was, *unit(m_change.transaction(), was.id));
  if (auto const is_below = above(was.id); is_below != was_below) {
    all.push_back(
        {std::string{column_name(RosterKind::units, static_cast<int>(UnitColumn::parent))},
         name_of(was_below), name_of(is_below)});
  }
  return all;
}

/// Whether anything changed; the steps stand or fall together.
Result<bool> UnitLanding::carry_over(UnitRow const& was, UnitRosterDraft const& draft) {
  auto const today = m_change.today();
  auto const above = parent_of(m_change.transaction(), was.id);
  UnitAdjusting adjusting{.unit = was.id, .day = today, .reason = std::string{import_reason}};
  auto const kind = draft.said_kind ? kind_of(draft, was.kind) : was.kind;
  if (kind != was.kind) adjusting.kind = kind;
  bool const is_moved =
      !draft.unit.parent.is_none() && above && above->parent_id != draft.unit.parent;
  if (is_moved) adjusting.parent = draft.unit.parent;
  bool changed = false;
  if (adjusting.kind || adjusting.parent) {
    if (auto const good = adjust_unit(m_change, adjusting); !good) {
      return std::unexpected{good.error()};
    }
    changed = true;
  }
  if (is_earlier_street(was, draft)) {
    if (auto const good = found_earlier(m_change, was.id, draft.unit.founded_on); !good) {
      return std::unexpected{good.error()};
    }
    changed = true;
  }
  auto const described = describe(was.id, draft.unit);
  if (!described) return described;
  changed = changed || *described;
  if (draft.unit.term_ends_on && draft.unit.term_ends_on != was.term_ends_on) {
    auto const good = set_term(m_change, was.id, *draft.unit.term_ends_on, import_reason);
    if (!good) return std::unexpected{good.error()};
    changed = true;
  }
  return changed;
}

/// Details the roster gives; what it leaves empty stays.
Result<bool> UnitLanding::describe(UnitId id, UnitDraft const& draft) {
  auto const was = *unit(m_change.transaction(), id);
  auto const given = [](std::string const& text, std::string const& old) {
    return text.empty() ? old : text;
  };
  UnitDetails details{.unit = id,
                      .external_code = given(draft.external_code, was.external_code),
                      .community = draft.community.is_none() ? was.community_id : draft.community,
                      .host_name = given(draft.host_name, was.host_name),
                      .host_credit_code = given(draft.host_credit_code, was.host_credit_code),
                      .contact = given(draft.contact, was.contact),
                      .notes = merged_objects(was.notes, draft.notes)};
  if (!draft.contact_phone.empty()) details.contact_phone = draft.contact_phone;
  bool const is_same =
      details.external_code == was.external_code && details.community == was.community_id &&
      details.host_name == was.host_name && details.host_credit_code == was.host_credit_code &&
      details.contact == was.contact && details.notes == was.notes &&
      (!details.contact_phone || m_secrets.open(was.contact_phone) == *details.contact_phone);
  if (is_same) return false;
  auto const good = describe_unit(m_change, m_secrets, details);
  if (!good) return std::unexpected{good.error()};
  return true;
}

}  // namespace hangji::organisation
