#include "organisation/unit_duties/unit_duties.h"

#include "foundation/text.h"
#include "kernel/rules/values.h"
#include "organisation/organisation_rules.h"
#include "organisation/unit_duties/unit_duties_store.h"
#include "organisation/units/units_store.h"

#include <algorithm>
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
  auto const facts = duty_facts_below(transaction, question.root, day, window);
  judged.obligations =
      obligations::judge(judged.duties, duty_units(judged.units), facts, month, question.today);
  return judged;
}

JudgedUnits judge_months(Transaction& transaction, DutyQuestion const& question, Month from,
                         Month until) {
  auto const day = day_of(until, question.today);
  JudgedUnits judged{.units = asked_units(transaction, question, day)};
  auto const units = duty_units(judged.units);
  auto const window = obligations::window_for(from, question.today);
  auto const facts = duty_facts_below(transaction, question.root, day, window);
  for (auto month = from; month <= until; month = month.plus(1)) {
    auto const duties = question.sources.in_force(question.rules, month.first_day());
    for (auto& one : obligations::judge(duties, units, facts, month, question.today)) {
      if (one.period.last() == month) judged.obligations.push_back(std::move(one));
    }
    add_new(judged.duties, duties);
  }
  return judged;
}

JudgedUnits judge_open(Transaction& transaction, DutyQuestion const& question, int ahead) {
  JudgedUnits judged{
      .units = asked_units(transaction, question, question.today),
      .duties = question.sources.in_force(question.rules, Month::of(question.today).first_day())};
  auto const window = obligations::window_for_open(judged.duties, question.today, ahead);
  auto const facts = duty_facts_below(transaction, question.root, question.today, window);
  judged.obligations = obligations::judge_open(judged.duties, duty_units(judged.units), facts,
                                               question.today, ahead);
  return judged;
}

JudgedUnits judge_open_of(Transaction& transaction, DutyQuestion const& question, int ahead) {
  JudgedUnits judged{
      .duties = question.sources.in_force(question.rules, Month::of(question.today).first_day())};
  auto const row = unit(transaction, question.root);
  if (!row) return judged;
  judged.units.push_back(under_duty(*row));
  auto const window = obligations::window_for_open(judged.duties, question.today, ahead);
  auto const facts = duty_facts_of(transaction, question.root, window);
  judged.obligations = obligations::judge_open(judged.duties, duty_units(judged.units), facts,
                                               question.today, ahead);
  return judged;
}

Date day_of(Month month, Date today) { return std::min(month.last_day(), today); }

bool is_before_by_name(std::string_view one, std::string_view other) {
  return std::pair{pinyin_initials(one), one} < std::pair{pinyin_initials(other), other};
}

}  // namespace hangji::organisation
