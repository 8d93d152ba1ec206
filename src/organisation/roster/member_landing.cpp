// Landing the roster of members: who is new, who is known, and what changed.
#include "foundation/text.h"
#include "organisation/members/member_checks.h"
#include "organisation/members/members_store.h"
#include "organisation/roster/roster_members.h"
#include "organisation/roster/roster_store.h"

#include <fmt/format.h>

namespace hangji::organisation {

namespace {
constexpr std::string_view import_reason = "花名册导入";

template <class Answer> Result<bool> done(Result<Answer> const& answer) {
  if (!answer) return std::unexpected{answer.error()};
  return true;
}
}  // namespace

/// What was done to a known member so far. Once something is written, a refusal cannot keep the row
/// out any more and is only told.
struct MemberLanding::Steps {
  RowReader& reader;
  bool changed{false};

  void take(Result<bool> const& step) {
    if (step) {
      changed = changed || *step;
    } else if (changed) {
      reader.warn_row("其余内容已更新，但" + step.error().message);
    } else {
      reader.fault_row(step.error().message);
    }
  }
};

std::string MemberLanding::person_key(std::string_view name, Date born_on) {
  return std::string{name} + '|' + to_text(born_on);
}

MemberLanding::MemberLanding(Change& change, MemberDesk const& desk, UnitNames const& units)
    : m_change{change}, m_desk{desk}, m_units{units} {
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
  if (row.identity_hash) m_by_identity[*row.identity_hash] = m_known.size() - 1;
  m_by_person[person_key(row.name, row.born_on)].push_back(m_known.size() - 1);
}

/// By identity number; by name and birth when one of both sides has no number. Null: a new member,
/// or (a fault) several fit.
MemberLanding::Known* MemberLanding::find(MemberRow const& row, RowReader& reader) {
  if (row.identity_hash) {
    auto const found = m_by_identity.find(*row.identity_hash);
    if (found != m_by_identity.end()) return &m_known[found->second];
  }
  auto const people = m_by_person.find(person_key(row.name, row.born_on));
  if (people == m_by_person.end()) return nullptr;
  Known* only = nullptr;
  for (auto const index : people->second) {
    auto& known = m_known[index];
    if (row.identity_hash && known.has_identity) continue;  // another person of the same name
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
    ++tally.counts.rows;
    auto fate = Fate::refused;
    if (draft.row) {
      RowReader reader{rows[i]};
      fate = land_one(draft, reader, rows[i].row.number);
      auto more = reader.take_findings();
      draft.findings.insert(draft.findings.end(), std::make_move_iterator(more.begin()),
                            std::make_move_iterator(more.end()));
    }
    tally.counts.added += fate == Fate::added ? 1 : 0;
    tally.counts.changed += fate == Fate::changed ? 1 : 0;
    tally.counts.unchanged += fate == Fate::unchanged ? 1 : 0;
    if (!draft.findings.empty()) tally.note(std::move(draft.findings), rows[i]);
  }
  if (!m_added.empty()) insert_members(m_change, m_added, m_homes);
}

MemberLanding::Fate MemberLanding::land_one(MemberRosterDraft& draft, RowReader& reader,
                                            std::int64_t number) {
  auto* known = find(*draft.row, reader);
  if (!reader.is_good()) return Fate::refused;
  if (known != nullptr && known->row != 0) {
    reader.fault_row(fmt::format("与第 {} 行是同一名党员，请保留一行", known->row));
    return Fate::refused;
  }
  if (known == nullptr) return add(draft, reader, number);
  known->row = number;
  auto const id = known->id;
  auto const fate = change_known(*known, draft, reader);
  if (fate != Fate::refused && draft.dues_base) m_dues_bases.push_back({id, *draft.dues_base});
  return fate;
}

MemberLanding::Fate MemberLanding::add(MemberRosterDraft& draft, RowReader& reader,
                                       std::int64_t number) {
  auto& row = *draft.row;
  if (!belongs(row.state)) {
    reader.fault(MemberColumn::state,
                 fmt::format("是“{}”，不再编入党支部，无需导入", label(row.state)));
    return Fate::refused;
  }
  row.id = m_change.new_id<MemberId>();
  if (draft.dues_base) m_dues_bases.push_back({row.id, *draft.dues_base});
  remember(row, {row.id, draft.unit, row.identity_hash.has_value(), number});
  m_homes.push_back({m_change.new_id<decltype(MembershipRow::id)>(),
                     row.id,
                     draft.unit,
                     draft.from,
                     {},
                     MembershipReason::roster});
  m_added.push_back(std::move(row));
  return Fate::added;
}

MemberLanding::Fate MemberLanding::change_known(Known& known, MemberRosterDraft& draft,
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
  Steps steps{reader};
  if (!stays) {
    steps.take(done(end_membership(
        m_change, {known.id, *draft.state, m_change.today(), std::string{import_reason}})));
  } else {
    auto const is = with_details(m_desk, *was, draft.details, m_change.today());
    if (!is) {
      reader.fault_row(is.error().message);
      return Fate::refused;
    }
    if (draft.unit != known.unit) steps.take(transfer(known.id, draft.unit));
    if (reader.is_good()) steps.take(put_details(*was, *is));
    if (reader.is_good()) apply_standing(*was, draft, steps);
  }
  if (!reader.is_good()) return Fate::refused;
  return steps.changed ? Fate::changed : Fate::unchanged;
}

Result<bool> MemberLanding::transfer(MemberId id, UnitId to) {
  return done(transfer_member(m_change, {id, to, m_change.today(), std::string{import_reason}}));
}

bool MemberLanding::put_details(MemberRow const& was, MemberRow const& is) {
  if (to_json(is) == to_json(was)) return false;
  m_change.update(was, is);
  note_event(m_change, was.id, MemberEvent::corrected, m_change.today(), import_reason);
  return true;
}

/// Category, suspension and contact, each only when the row says something else than the register.
void MemberLanding::apply_standing(MemberRow const& was, MemberRosterDraft const& draft,
                                   Steps& steps) {
  auto const today = m_change.today();
  if (draft.category && *draft.category != was.category) {
    steps.take(done(change_category(m_change, was.id, *draft.category, today, import_reason)));
  }
  if (draft.state && *draft.state != was.state) {
    steps.take(done(set_suspended(m_change, was.id, *draft.state, today, import_reason)));
  }
  if (draft.lost_since && draft.lost_since != was.lost_since) {
    steps.take(done(mark_lost_contact(m_change, was.id, *draft.lost_since, import_reason)));
  } else if (draft.is_lost == false && was.lost_since) {
    steps.take(done(mark_found(m_change, was.id, today, import_reason)));
  }
}

}  // namespace hangji::organisation
