// Landing the roster of members: who is new, who is known, and what changed.
#include "foundation/text.h"
#include "organisation/members/member_checks.h"
#include "organisation/members/members_store.h"
#include "organisation/members/registrations.h"
#include "organisation/roster/roster_members.h"
#include "organisation/roster/roster_store.h"

#include <fmt/format.h>

#include <algorithm>

namespace hangji::organisation {

namespace {
constexpr std::string_view import_reason = "花名册导入";

/// A month does not take the day away that the register has.
void keep_exact_days(MemberRow const& was, MemberRosterDraft& draft) {
  auto& details = draft.details;
  if (draft.joined_in_month && WrittenDate{*details.joined_on, true}.agrees_with(was.joined_on)) {
    details.joined_on.reset();
  }
  if (draft.full_in_month && was.full_member_on &&
      WrittenDate{*details.full_member_on, true}.agrees_with(*was.full_member_on)) {
    details.full_member_on.reset();
  }
}

/// Category, suspension or contact is said to be another than the register has.
bool says_otherwise(MemberRow const& was, MemberRosterDraft const& draft) {
  return (draft.category && *draft.category != was.category) ||
         (draft.state && *draft.state != was.state) ||
         (draft.lost_since && draft.lost_since != was.lost_since) ||
         (draft.is_lost == false && was.lost_since);
}
}  // namespace

std::string MemberLanding::person_key(std::string_view name, Date born_on) {
  return std::string{name} + '|' + to_text(born_on);
}

MemberLanding::MemberLanding(Change& change, MemberDesk const& desk, UnitNames const& units,
                             RowList list)
    : m_change{change},
      m_desk{desk},
      m_units{units},
      m_list{list},
      m_first_open{first_open_months(change.transaction())} {
  each_member_key(change.transaction(), [&](MemberKey const& key) {
    MemberRow row;
    row.name = key.name;
    row.born_on = key.born_on;
    row.identity_hash = key.identity_hash;
    remember(row, {key.id, key.unit_id, key.identity_hash.has_value()});
  });
}

void MemberLanding::remember(MemberRow const& row, Known const& known) {
  m_known.push_back(known);
  index(row, m_known.size() - 1);
}

void MemberLanding::index(MemberRow const& row, std::size_t known) {
  if (row.identity_hash) m_by_identity[*row.identity_hash] = known;
  auto& people = m_by_person[person_key(row.name, row.born_on)];
  if (std::find(people.begin(), people.end(), known) == people.end()) people.push_back(known);
}

/// By identity number; by name and birth when one of both sides has no number. Null: a new member,
/// or (a fault) several fit.
MemberLanding::Known* MemberLanding::find(MemberRosterDraft const& draft, RowReader& reader) {
  auto const& row = *draft.row;
  if (row.identity_hash) {
    auto const found = m_by_identity.find(*row.identity_hash);
    if (found != m_by_identity.end()) return &m_known[found->second];
  }
  auto const people = m_by_person.find(person_key(row.name, row.born_on));
  if (people == m_by_person.end()) return nullptr;
  Known* only = nullptr;
  for (auto const index : people->second) {
    auto& known = m_known[index];
    if (row.identity_hash && known.has_identity) {  // another person of the same name
      if (known.unit == draft.unit) {
        reader.warn(
            MemberColumn::identity_number,
            "与本支部同名、同日出生的党员不同，已作为另一人登记；若是号码更正，请核对后合并");
      }
      continue;
    }
    if (only != nullptr) {
      reader.fault(MemberColumn::identity_number,
                   "没有填写或未登记，而同名同日出生的不止一人，请补填公民身份号码");
      return nullptr;
    }
    only = &known;
  }
  return only;
}

void MemberLanding::land(std::vector<MemberRosterDraft>& drafts, std::vector<RosterRow>& rows,
                         RosterTally& tally) {
  m_added.clear();
  m_homes.clear();
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    auto& draft = drafts[i];
    auto fate = Fate::refused;
    m_changes.clear();
    if (draft.row) {
      RowReader reader{rows[i]};
      fate = land_one(draft, reader, rows[i]);
      auto more = reader.take_findings();
      draft.findings.insert(draft.findings.end(), std::make_move_iterator(more.begin()),
                            std::make_move_iterator(more.end()));
    }
    auto const name = draft.details.name ? std::string_view{*draft.details.name} : "";
    tally.note({fate, name, std::move(m_changes), std::move(draft.findings)}, rows[i]);
  }
  if (!m_added.empty()) insert_members(m_change, m_added, m_homes);
}

MemberLanding::Fate MemberLanding::land_one(MemberRosterDraft& draft, RowReader& reader,
                                            RosterRow const& row) {
  auto* known = find(draft, reader);
  if (!reader.is_good()) return Fate::refused;
  if (known == nullptr) return add(draft, reader, place_of(row));
  if (known->place.row != 0) {
    reader.fault_row("与" + place_text(known->place, row) + "是同一名党员，请保留一行");
    return Fate::refused;
  }
  auto const fate = change_known(*known, draft, reader);
  if (fate == Fate::refused) return fate;
  known->place = place_of(row);
  known->has_identity = known->has_identity || draft.row->identity_hash.has_value();
  index(*draft.row, static_cast<std::size_t>(known - m_known.data()));
  if (draft.dues_base) m_dues_bases.push_back({known->id, *draft.dues_base});
  return fate;
}

MemberLanding::Fate MemberLanding::add(MemberRosterDraft& draft, RowReader& reader,
                                       RowPlace const& place) {
  auto& row = *draft.row;
  if (!belongs(row.state)) {
    reader.fault(MemberColumn::state,
                 fmt::format("是“{}”，不再编入党支部，无需导入", label(row.state)));
    return Fate::refused;
  }
  if (draft.standing_is_missing) {
    reader.fault(MemberColumn::full_member_on,
                 "没有填写，而入党已久：请补填转正日期，或在“人员类别”列写明仍是预备党员");
    return Fate::refused;
  }
  // What is closed stays as it was: nobody was there.
  if (auto const closed = m_first_open.find(draft.unit); closed != m_first_open.end()) {
    draft.from = std::max(draft.arrived_on.value_or(m_change.today()), closed->second.first_day());
    row.state_since = draft.lost_since.value_or(draft.from);
  }
  row.id = m_change.new_id<MemberId>();
  if (draft.dues_base) m_dues_bases.push_back({row.id, *draft.dues_base});
  remember(row, {row.id, draft.unit, row.identity_hash.has_value(), place});
  m_homes.push_back({m_change.new_id<decltype(MembershipRow::id)>(),
                     row.id,
                     draft.unit,
                     draft.from,
                     {},
                     MembershipReason::roster});
  m_added.push_back(std::move(row));
  return Fate::added;
}

MemberLanding::Fate MemberLanding::change_known(Known const& known, MemberRosterDraft& draft,
                                                RowReader& reader) {
  auto const was = member(m_change.transaction(), known.id);
  verify(was.has_value(), "a member whose key was read exists");
  bool const stays = belongs(draft.state.value_or(MemberState::active));
  if (known.unit.is_none()) {
    if (!stays) return Fate::unchanged;
    reader.fault_row(fmt::format("{}已离开（{}），如已恢复或转回，请在系统中办理", was->name,
                                 label(was->state)));
    return Fate::refused;
  }
  keep_exact_days(*was, draft);
  auto const is =
      stays ? with_details(m_desk, *was, draft.details, m_change.today()) : Result<MemberRow>{*was};
  if (!is) {
    reader.fault_row(is.error().message);
    return Fate::refused;
  }
  bool const is_same = stays && draft.unit == known.unit && to_json(*is) == to_json(*was) &&
                       !says_otherwise(*was, draft);
  if (is_same) return Fate::unchanged;
  auto const carried = m_change.attempt([&] { return carry_over(*was, *is, known.unit, draft); });
  if (!carried) {
    reader.fault_row(carried.error().message);
    return Fate::refused;
  }
  if (m_list == RowList::on) tell_changes(*was, known.unit, draft);
  if (is->name != was->name) {
    reader.warn(MemberColumn::name, fmt::format("与登记的姓名“{}”不同，已更改，请核对", was->name));
  }
  return Fate::changed;
}

void MemberLanding::tell_changes(MemberRow const& was, UnitId home,
                                 MemberRosterDraft const& draft) {
  m_changes = changes_of(m_desk.secrets, was, *member(m_change.transaction(), was.id));
  bool const is_moved = draft.unit != home && belongs(draft.state.value_or(MemberState::active));
  if (!is_moved) return;
  auto const name_of = [&](UnitId id) {
    auto const* row = m_units.unit(id);
    return row == nullptr ? std::string{} : row->short_name;
  };
  m_changes.push_back(
      {std::string{column_name(RosterKind::members, static_cast<int>(MemberColumn::unit))},
       name_of(home), name_of(draft.unit)});
}

/// The steps stand or fall together.
Result<Done> MemberLanding::carry_over(MemberRow const& was, MemberRow const& is, UnitId home,
                                       MemberRosterDraft const& draft) {
  auto const today = m_change.today();
  if (draft.state && !belongs(*draft.state)) {
    return end_membership(m_change, {was.id, *draft.state, today, std::string{import_reason}});
  }
  if (draft.unit != home) {
    auto const moved =
        transfer_member(m_change, {was.id, draft.unit, today, std::string{import_reason}});
    if (!moved) return moved;
  }
  if (to_json(is) != to_json(was)) {
    keep_registration(m_change, was, is);
    m_change.update(was, is);
    note_event(m_change, was.id, MemberEvent::corrected, today, import_reason);
  }
  return put_standing(was, draft);
}

/// Category, suspension and contact, each only when the row says something else than the register.
Result<Done> MemberLanding::put_standing(MemberRow const& was, MemberRosterDraft const& draft) {
  auto const today = m_change.today();
  if (draft.category && *draft.category != was.category) {
    auto const good = change_category(m_change, was.id, *draft.category, today, import_reason);
    if (!good) return good;
  }
  if (draft.state && *draft.state != was.state) {
    auto const good = set_suspended(m_change, was.id, *draft.state, today, import_reason);
    if (!good) return good;
  }
  if (draft.lost_since && draft.lost_since != was.lost_since) {
    return mark_lost_contact(m_change, was.id, *draft.lost_since, import_reason);
  }
  if (draft.is_lost == false && was.lost_since) {
    return mark_found(m_change, was.id, today, import_reason);
  }
  return Done{};
}

}  // namespace hangji::organisation
