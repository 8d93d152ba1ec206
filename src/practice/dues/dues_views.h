// What the pages are told about dues: the month's sheet of a branch and where one sum comes from.
#pragma once

#include "kernel/api/explanation.h"
#include "practice/dues/dues.h"

namespace hangji::practice {

struct DuesLine {
  MemberId member{};
  std::string name{};
  std::optional<DuesPopulation> population{};
  std::string population_name{};
  /// Fen a month; none without a basis.
  std::optional<Fen> base{};
  DuesReliefKind relief{DuesReliefKind::none};
  Fen owed{};
  Fen paid{};
  DuesState state{};
  /// Standing payments of this month, for taking one back.
  std::vector<FactId> payments{};
  /// Months in arrears that follow each other, up to the sheet's month.
  std::int64_t arrears_months{};
  Fen arrears{};
  /// What the rules say follows; empty: nothing.
  std::string consequence{};
  std::string consequence_rule{};
};
BOOST_DESCRIBE_STRUCT(DuesLine, (),
                      (member, name, population, population_name, base, relief, owed, paid, state,
                       payments, arrears_months, arrears, consequence, consequence_rule))

/// Amounts in fen. Lines in name order (initials).
struct DuesSheet {
  UnitId unit{};
  Month month{};
  std::vector<DuesLine> rows{};
  Fen owed{};
  Fen paid{};
  /// How many still owe the month.
  std::int64_t owing{};
  std::int64_t without_basis{};
  /// The day of the branch's report and its sum; none: not reported yet.
  std::optional<Date> reported_on{};
  std::optional<Fen> reported{};
};
BOOST_DESCRIBE_STRUCT(DuesSheet, (),
                      (unit, month, rows, owed, paid, owing, without_basis, reported_on, reported))

[[nodiscard]] DuesSheet sheet_of(database::Transaction& transaction, rules::Rulebook const& rules,
                                 UnitId unit, Month month);
/// One month of a member's year.
struct DuesMonth {
  Month month{};
  Fen owed{};
  Fen paid{};
  /// Nothing of what is optional.
  Fen missing{};
  DuesState state{};
};
BOOST_DESCRIBE_STRUCT(DuesMonth, (), (month, owed, paid, missing, state))

struct MemberDuesMonths {
  MemberId member{};
  std::string name{};
  /// Twelve, the newest first.
  std::vector<DuesMonth> rows{};
};
BOOST_DESCRIBE_STRUCT(MemberDuesMonths, (), (member, name, rows))

/// The member's twelve months up to `until`. Refuses: member_unknown (in no branch in that month).
[[nodiscard]] Result<MemberDuesMonths> months_of(database::Transaction& transaction,
                                                 rules::Rulebook const& rules, MemberId member,
                                                 Month until);
/// Why the member owes what in the month, and what was paid of it. Refuses: member_unknown (in no
/// branch in that month).
[[nodiscard]] Result<api::Explanation> explain_dues(database::Transaction& transaction,
                                                    rules::Rulebook const& rules, MemberId member,
                                                    Month month);

}  // namespace hangji::practice
