// The grades of a branch's democratic review (民主评议党员) of one year, entered together after the
// meeting. The share of the excellent is told, never enforced.
#pragma once

#include "kernel/rules/rulebook.h"
#include "practice/member_facts/member_facts.h"

namespace hangji::practice {

/// `grade`: excellent, qualified, basically_qualified, unqualified.
struct Grade {
  MemberId member{};
  std::string grade{};
};
BOOST_DESCRIBE_STRUCT(Grade, (), (member, grade))

struct NewGrades {
  UnitId unit{};
  /// The year reviewed.
  int year{};
  /// Of the meeting.
  Date day{};
  std::vector<Grade> grades{};
};

/// Enters the grades, all or none; one that differs from the standing grade of that year corrects
/// it. Refuses what `enter_member_fact` refuses, in the order of the grades.
[[nodiscard]] Result<Done> grade_members(journal::Change& change, rules::Rulebook const& rules,
                                         NewGrades const& wanted);

struct ReviewLine {
  MemberId member{};
  std::string name{};
  /// Takes part and is not graded.
  bool probationary{false};
  /// Empty: not graded yet.
  std::string grade{};
  std::optional<Date> graded_on{};
};
BOOST_DESCRIBE_STRUCT(ReviewLine, (), (member, name, probationary, grade, graded_on))

struct ReviewSheet {
  UnitId unit{};
  int year{};
  /// By initials.
  std::vector<ReviewLine> rows{};
  std::int64_t excellent{};
  /// By the rule of the end of the year, of all members of the branch; none: no rule says so.
  std::optional<std::int64_t> most_excellent{};
  std::optional<rules::RuleCitation> rule{};
  /// Empty: the excellent are within their share.
  std::string warning{};
};
BOOST_DESCRIBE_STRUCT(ReviewSheet, (), (unit, year, rows, excellent, most_excellent, rule, warning))

/// Source: review.excellent.most_share
[[nodiscard]] ReviewSheet review_sheet(database::Transaction& transaction,
                                       rules::Rulebook const& rules, UnitId unit, int year);

}  // namespace hangji::practice
