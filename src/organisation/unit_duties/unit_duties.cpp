#include "organisation/unit_duties/unit_duties.h"

#include "foundation/text.h"
#include "kernel/rules/values.h"
#include "organisation/members/suspensions.h"
#include "organisation/organisation_rules.h"
#include "organisation/unit_duties/unit_duties_store.h"
#include "organisation/units/units_store.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace hangji::organisation {

using database::Transaction;
using obligations::DutyInForce;
using obligations::DutyUnit;

namespace {
std::vector<DutyUnit> duty_units(std::vector<UnitUnderDuty> const& units) {
  std::vector<DutyUnit> list;
  list.reserve(units.size());
  for (auto const& unit : units) list.push_back(unit.duty);
  return list;
}

using obligations::DutyMember;

/// What `judge` looks at: units as on the day, facts of the window.
struct Held {
  Date day{};
  obligations::Window window{};
  std::vector<obligations::DutyFact> facts{};
  std::vector<DutyMember> members{};
  std::vector<obligations::DutyPresence> presences{};

  [[nodiscard]] obligations::Known known() const { return {facts, members, presences}; }
};

/// The stretches of a time on the list in which membership was not suspended: who is suspended is
/// not expected either.
void add_unsuspended(ListedMember const& listed, Suspensions const& suspensions,
                     std::vector<DutyMember>& into) {
  auto from = listed.from_day;
  auto const add_until = [&](std::optional<Date> until) {
    if (until && *until <= from) return;
    into.push_back({listed.unit_id, listed.member_id, listed.name, from, until});
  };
  for (auto const& each : suspensions) {
    if (listed.until_day && *listed.until_day <= each.from) break;
    add_until(each.from);
    if (!each.until) return;
    from = std::max(from, *each.until);
  }
  add_until(listed.until_day);
}

/// Who must be reached: those on the lists, as for every sitting to which all are asked.
void add_members(Transaction& transaction, DutyQuestion const& question, Held& into) {
  auto suspensions = suspensions_of_all(transaction);
  for (auto const& listed : listed_below(transaction, question.root, into.day,
                                         into.window.from.first_day(), question.today)) {
    auto& stopped = suspensions[listed.member_id];
    add_untold(stopped, listed.state);
    add_unsuspended(listed, stopped, into.members);
  }
}

/// For the duties that must reach every member; the others ask for nothing.
void add_persons(Transaction& transaction, DutyQuestion const& question,
                 std::vector<DutyInForce> const& duties, Held& into) {
  std::set<std::string_view> topics;
  for (auto const& duty : duties) {
    if (duty.duty.cadence.covers == obligations::Covers::every_member)
      topics.insert(duty.duty.topic);
  }
  if (topics.empty()) return;
  add_members(transaction, question, into);
  for (auto const topic : topics) {
    std::ranges::move(presences_below(transaction, question.root, into.day, topic, into.window),
                      std::back_inserter(into.presences));
  }
  std::ranges::sort(into.presences, {}, &obligations::DutyPresence::source_id);
}

/// Those of rules that are not there yet.
void add_new(std::vector<DutyInForce>& into, std::vector<DutyInForce> const& duties) {
  for (auto const& duty : duties) {
    auto const is_same = [&](DutyInForce const& known) { return known.rule->id == duty.rule->id; };
    if (std::ranges::none_of(into, is_same)) into.push_back(duty);
  }
}

/// A unit by itself; whether it has a committee is not asked.
UnitUnderDuty under_duty(UnitRow const& row) {
  return {.id = row.id,
          .kind = row.kind,
          .name = row.short_name,
          .community = row.kind == UnitKind::community ? row.id : row.community_id,
          .duty = {.id = row.id,
                   .kind = std::string{rule_code(row.kind)},
                   .founded_on = row.founded_on,
                   .dissolved_on = row.dissolved_on}};
}
/// Units that have a committee or, by the number of their formal members, must have one: what a
/// committee owes is owed without it too.
std::unordered_set<UnitId> committees(Transaction& transaction, rules::Rulebook const& rules,
                                      UnitId root, Date day) {
  std::unordered_set<UnitId> ids;
  for (auto const id : committees_below(transaction, root, day)) ids.insert(id);
  auto const rule = rules.find<rules::Threshold>(threshold::branch_committee_members, day);
  if (!rule) return ids;
  for (auto const id : large_below(transaction, root, day, (*rule)->value)) ids.insert(id);
  return ids;
}

/// The units of a question, those with a committee marked.
std::vector<UnitUnderDuty> asked_units(Transaction& transaction, DutyQuestion const& question,
                                       Date day) {
  auto units = units_under_duty(transaction, question.root, day);
  auto const with_committee = committees(transaction, question.rules, question.root, day);
  for (auto& unit : units) unit.duty.has_committee = with_committee.contains(unit.id);
  return units;
}
}  // namespace

std::vector<UnitUnderDuty> units_under_duty(Transaction& transaction, UnitId root, Date day) {
  std::vector<UnitUnderDuty> units;
  std::unordered_map<UnitId, UnitId> community_of;
  for (auto& node : tree(transaction, root, day)) {
    auto const above = community_of.find(node.parent_id);
    auto community = above == community_of.end() ? UnitId{} : above->second;
    if (node.kind == UnitKind::community) community = node.id;
    community_of[node.id] = community;
    units.push_back({.id = node.id,
                     .parent = node.parent_id,
                     .kind = node.kind,
                     .name = std::move(node.short_name),
                     .community = community,
                     .duty = {.id = node.id,
                              .kind = std::string{rule_code(node.kind)},
                              .founded_on = node.founded_on,
                              .dissolved_on = node.dissolved_on}});
  }
  return units;
}

JudgedUnits judge_month(Transaction& transaction, DutyQuestion const& question, Month month) {
  auto const day = day_of(month, question.today);
  JudgedUnits judged{.units = asked_units(transaction, question, day),
                     .duties = question.sources.in_force(question.rules, month.first_day())};
  auto const window = obligations::window_for(month, question.today);
  Held held{.day = day,
            .window = window,
            .facts = duty_facts_below(transaction, question.root, day, window)};
  add_persons(transaction, question, judged.duties, held);
  judged.obligations = obligations::judge(judged.duties, duty_units(judged.units), held.known(),
                                          month, question.today);
  return judged;
}

JudgedUnits judge_months(Transaction& transaction, DutyQuestion const& question, Month from,
                         Month until) {
  auto const day = day_of(until, question.today);
  JudgedUnits judged{.units = asked_units(transaction, question, day)};
  auto const units = duty_units(judged.units);
  auto const window = obligations::window_for(from, question.today);
  Held held{.day = day,
            .window = window,
            .facts = duty_facts_below(transaction, question.root, day, window)};
  std::vector<std::vector<DutyInForce>> duties_of_months;
  std::vector<DutyInForce> ending;
  for (auto month = from; month <= until; month = month.plus(1)) {
    duties_of_months.push_back(question.sources.in_force(question.rules, month.first_day()));
    auto const& duties = duties_of_months.back();
    add_new(judged.duties, duties);
    std::ranges::copy_if(duties, std::back_inserter(ending), [&](DutyInForce const& duty) {
      auto const every = duty.duty.cadence.every;
      return periods::CalendarPeriod::containing(every, month).last() == month;
    });
  }
  add_persons(transaction, question, ending, held);
  auto month = from;
  for (auto const& duties : duties_of_months) {
    for (auto& one : obligations::judge(duties, units, held.known(), month, question.today)) {
      if (one.period.last() == month) judged.obligations.push_back(std::move(one));
    }
    month = month.plus(1);
  }
  return judged;
}

JudgedUnits judge_open(Transaction& transaction, DutyQuestion const& question, int ahead) {
  JudgedUnits judged{
      .units = asked_units(transaction, question, question.today),
      .duties = question.sources.in_force(question.rules, Month::of(question.today).first_day())};
  auto const window = obligations::window_for_open(judged.duties, question.today, ahead);
  Held held{.day = question.today,
            .window = window,
            .facts = duty_facts_below(transaction, question.root, question.today, window)};
  add_persons(transaction, question, judged.duties, held);
  judged.obligations = obligations::judge_open(judged.duties, duty_units(judged.units),
                                               held.known(), question.today, ahead);
  return judged;
}

JudgedUnits judge_open_of(Transaction& transaction, DutyQuestion const& question, int ahead) {
  JudgedUnits judged{
      .duties = question.sources.in_force(question.rules, Month::of(question.today).first_day())};
  auto const row = unit(transaction, question.root);
  if (!row) return judged;
  judged.units.push_back(under_duty(*row));
  auto const window = obligations::window_for_open(judged.duties, question.today, ahead);
  Held held{.day = question.today,
            .window = window,
            .facts = duty_facts_of(transaction, question.root, window)};
  // Below who has a list of members nobody else has one.
  if (holds_members(row->kind)) add_persons(transaction, question, judged.duties, held);
  judged.obligations = obligations::judge_open(judged.duties, duty_units(judged.units),
                                               held.known(), question.today, ahead);
  return judged;
}

Date day_of(Month month, Date today) { return std::min(month.last_day(), today); }

bool is_before_by_name(std::string_view one, std::string_view other) {
  return std::pair{pinyin_initials(one), one} < std::pair{pinyin_initials(other), other};
}

}  // namespace hangji::organisation
