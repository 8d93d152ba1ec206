#include "practice/member_facts/review_grades.h"

#include "kernel/facts/fact_kinds.h"
#include "kernel/facts/facts.h"
#include "kernel/rules/values.h"
#include "organisation/members/members_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace hangji::practice {

using database::Transaction;
using facts::FactRow;
using journal::Change;

namespace {
Month first_month(int year) { return Month::from_ym(year, 1).value_or(Month{}); }

/// The standing grades of the year that the unit gave.
std::map<MemberId, FactRow> grades_of(Transaction& transaction, UnitId unit, int year) {
  std::map<MemberId, FactRow> grades;
  for (auto& fact : facts::standing_of_unit(transaction, unit, first_month(year),
                                            Month::of(transaction.today()).plus(1),
                                            facts::kind::review_graded)) {
    if (fact.amount == year) grades.emplace(fact.member_id, std::move(fact));
  }
  return grades;
}

Result<Done> correct(Change& change, FactRow const& old, Grade const& wanted, Date day) {
  auto corrected = facts::append(change, {.kind = old.kind,
                                          .topic = wanted.grade,
                                          .day = day,
                                          .unit = old.unit_id,
                                          .member = old.member_id,
                                          .amount = old.amount,
                                          .source = old.source_id,
                                          .supersedes = old.id,
                                          .note = "更正民主评议等次"});
  if (!corrected) return std::unexpected{std::move(corrected.error())};
  return Done{};
}

Result<Done> grade(Change& change, rules::Rulebook const& rules, NewGrades const& of,
                   Grade const& wanted) {
  auto const home = organisation::membership_on(change.transaction(), wanted.member, of.day);
  if (!home || home->unit_id != of.unit) {
    return refuse(MemberFactRefusal::member_unknown, "这名党员当日不在这个党组织中",
                  {.field = "grades", .status = 404});
  }
  auto const entered = enter_member_fact(change, rules,
                                         {.member = wanted.member,
                                          .kind = std::string{facts::kind::review_graded},
                                          .topic = wanted.grade,
                                          .day = of.day,
                                          .year = of.year});
  if (!entered) return std::unexpected{entered.error()};
  return Done{};
}

bool is_grade(std::string_view code) {
  for (auto const& kind : member_fact_kinds()) {
    if (!kind.of_review) continue;
    return std::ranges::find(kind.topics, code, &MemberFactTopic::code) != kind.topics.end();
  }
  return false;
}
}  // namespace

Result<Done> grade_members(Change& change, rules::Rulebook const& rules, NewGrades const& wanted) {
  auto const standing = grades_of(change.transaction(), wanted.unit, wanted.year);
  for (auto const& one : wanted.grades) {
    auto const old = standing.find(one.member);
    if (old != standing.end() && old->second.topic == one.grade) continue;
    bool const is_corrected = old != standing.end() && is_grade(one.grade);
    auto good = is_corrected ? correct(change, old->second, one, wanted.day)
                             : grade(change, rules, wanted, one);
    if (!good) return good;
  }
  change.about(wanted.unit, fmt::format("登记{}年度民主评议等次", wanted.year));
  return Done{};
}

ReviewSheet review_sheet(Transaction& transaction, rules::Rulebook const& rules, UnitId unit,
                         int year) {
  ReviewSheet sheet{.unit = unit, .year = year};
  auto const today = transaction.today();
  auto const grades = grades_of(transaction, unit, year);
  for (auto& member : organisation::members_of(transaction, unit, today)) {
    auto& line =
        sheet.rows.emplace_back(ReviewLine{.member = member.id, .name = std::move(member.name)});
    line.probationary = !member.full_member_on || *member.full_member_on > today;
    auto const found = grades.find(member.id);
    if (found == grades.end()) continue;
    line.grade = found->second.topic;
    line.graded_on = found->second.day;
    sheet.excellent += line.grade == topic::excellent ? 1 : 0;
  }
  auto const last_day = first_month(year).plus(11).last_day();
  auto const limit = rules.find<rules::ShareLimit>("review.excellent.most_share", last_day);
  if (!limit) return sheet;
  auto const members = std::ssize(sheet.rows);
  sheet.most_excellent = (*limit)->most_of(members);
  sheet.rule = rules::citation_of(*limit->rule);
  if (sheet.excellent > *sheet.most_excellent) {
    sheet.warning = fmt::format("优秀 {} 人，党员总数 {} 人，按比例一般不超过 {} 人",
                                sheet.excellent, members, *sheet.most_excellent);
  }
  return sheet;
}

}  // namespace hangji::practice
