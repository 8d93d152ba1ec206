// The SQL of dues: bases and what was paid.
#pragma once

#include "practice/dues/dues.h"

namespace hangji::practice {

/// By first month.
[[nodiscard]] std::vector<DuesBasisRow> bases_of_member(database::Transaction& transaction,
                                                        MemberId member);

/// Everyone who belonged to the unit on `day`, by initials, with their bases, what they paid for
/// the months [from, until], wherever they paid it, and when they were suspended. Five queries,
/// whatever the size of the branch.
[[nodiscard]] std::vector<MemberDues> dues_of_unit(database::Transaction& transaction, UnitId unit,
                                                   Date day, Month from, Month until);
/// Standing facts of a kind (dues.paid, dues.unpaid) about one member's month, in order.
[[nodiscard]] std::vector<facts::FactRow> standing_about(database::Transaction& transaction,
                                                         MemberId member, std::string_view kind,
                                                         Month month);
/// What a branch reported of a month, and when.
struct ReportRow {
  Date day{};
  Fen amount{};
};
BOOST_DESCRIBE_STRUCT(ReportRow, (), (day, amount))
/// The branch's report of the month, when it was made.
[[nodiscard]] std::optional<ReportRow> report_of(database::Transaction& transaction, UnitId unit,
                                                 Month month);
/// A month that a branch reported as unpaid and that was not paid since.
struct UnpaidRow {
  MemberId member_id{};
  std::string name{};
  UnitId unit_id{};
  std::string unit_name{};
  Month topic{};
  Fen amount{};
};
BOOST_DESCRIBE_STRUCT(UnpaidRow, (), (member_id, name, unit_id, unit_name, topic, amount))
/// Of the units at or below `root` and the months [from, until], by unit, member and month.
[[nodiscard]] std::vector<UnpaidRow> unpaid_below(database::Transaction& transaction, UnitId root,
                                                  Month from, Month until);

/// A branch and the last month it has reported; none: it never did.
struct ReportedUnitRow {
  UnitId unit_id{};
  std::string unit_name{};
  std::optional<Month> reported{};
};
BOOST_DESCRIBE_STRUCT(ReportedUnitRow, (), (unit_id, unit_name, reported))
/// The units at or below `root` to which members belong on `day`, in the order of the tree.
[[nodiscard]] std::vector<ReportedUnitRow> reported_below(database::Transaction& transaction,
                                                          UnitId root, Date day);
/// The last month the unit has reported; none: it never did.
[[nodiscard]] std::optional<Month> last_reported_month(database::Transaction& transaction,
                                                       UnitId unit);

}  // namespace hangji::practice
