// Who is in arrears and which branches have not reported, for a community and the street: from what
// the branches' monthly reports entered as unpaid and was not paid since.
#pragma once

#include "kernel/rules/rulebook.h"
#include "practice/dues/dues.h"

namespace hangji::practice {

struct ArrearsLine {
  UnitId unit{};
  std::string unit_name{};
  MemberId member{};
  std::string name{};
  std::int64_t months{};
  /// Those that follow each other up to the last reported one.
  std::int64_t successive{};
  Fen missing{};
  /// What the rules say follows; empty: nothing.
  std::string consequence{};
  std::optional<rules::RuleCitation> rule{};
};
BOOST_DESCRIBE_STRUCT(ArrearsLine, (),
                      (unit, unit_name, member, name, months, successive, missing, consequence,
                       rule))

struct UnreportedLine {
  UnitId unit{};
  std::string unit_name{};
  /// The last month it reported; none: it never did.
  std::optional<Month> reported{};
};
BOOST_DESCRIBE_STRUCT(UnreportedLine, (), (unit, unit_name, reported))

struct ArrearsSheet {
  UnitId unit{};
  /// The last month that is over.
  Month month{};
  /// In the order of the tree.
  std::vector<ArrearsLine> rows{};
  std::vector<UnreportedLine> unreported{};
};
BOOST_DESCRIBE_STRUCT(ArrearsSheet, (), (unit, month, rows, unreported))

/// Of the units at or below `unit`: who has not paid for at least so many months.
/// Source: dues.arrears.remind, dues.arrears.warn, dues.arrears.removal
[[nodiscard]] ArrearsSheet arrears_below(database::Transaction& transaction,
                                         rules::Rulebook const& rules, UnitId unit,
                                         std::int64_t least_months);

}  // namespace hangji::practice
