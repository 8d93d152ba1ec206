#include "application/dues_bases.h"

#include "kernel/rules/values.h"
#include "organisation/members/members_store.h"
#include "practice/dues/dues_operations.h"
#include "practice/dues/dues_store.h"

namespace hangji::application {

namespace {
using organisation::MemberCategory;
using practice::DuesPopulation;

/// Those who have no post draw a pension from the age of dues.pension_age on; who is younger is
/// taken for a wage earner until the branch says otherwise. Source: dues.pension_age
DuesPopulation population_of(rules::Rulebook const& rules, organisation::MemberRow const& member,
                             Date day) {
  auto const pension_age = rules.find<rules::Threshold>("dues.pension_age", day);
  bool const may_be_retired = member.category == MemberCategory::old_weak_ill_disabled ||
                              member.category == MemberCategory::no_post;
  bool const is_retired =
      may_be_retired && pension_age && whole_years(member.born_on, day) >= (*pension_age)->value;
  return is_retired ? DuesPopulation::retired : DuesPopulation::salaried;
}

/// False: nothing to set.
Result<bool> set_one(journal::Change& change, rules::Rulebook const& rules,
                     organisation::DuesBase const& wanted) {
  // Nothing says why there is no base: the branch sets it.
  if (wanted.base == Fen{}) return false;
  auto const member = organisation::member(change.transaction(), wanted.member);
  if (!member) return false;
  auto const bases = practice::bases_of_member(change.transaction(), wanted.member);
  if (!bases.empty() && bases.back().base == wanted.base) return false;
  auto const unit = organisation::unit_of(change.transaction(), wanted.member);
  auto const reported = practice::last_reported_month(change.transaction(), unit);
  auto const present = Month::of(change.today());
  auto const from = reported ? std::max(present, reported->plus(1)) : present;
  if (!bases.empty() && bases.back().from_month > from) return false;
  auto const set = practice::set_basis(change, rules,
                                       {.member = wanted.member,
                                        .from = from,
                                        .population = population_of(rules, *member, change.today()),
                                        .base = wanted.base});
  if (!set) return std::unexpected{set.error()};
  return true;
}
}  // namespace

Result<bool> set_dues_bases(journal::Change& change, rules::Rulebook const& rules,
                            std::vector<organisation::DuesBase> const& bases) {
  bool changed = false;
  for (auto const& wanted : bases) {
    auto const one = set_one(change, rules, wanted);
    if (!one) return one;
    changed = changed || *one;
  }
  return changed;
}

}  // namespace hangji::application
