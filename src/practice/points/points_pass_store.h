// The SQL of the pass in which a month of everybody is scored. Rows are given one by one; what is
// borrowed lives until the next.
#pragma once

#include "database/transaction.h"
#include "organisation/members/members.h"
#include "practice/points/points_bulk.h"

namespace hangji::practice {

/// A text that lives until the next row: what is looked up at once need not be copied.
struct BorrowedText {
  std::string_view text{};
};

}  // namespace hangji::practice

namespace hangji::database {
template <> struct Column<practice::BorrowedText> {
  static constexpr ColumnKind kind = ColumnKind::text;
  static practice::BorrowedText take(Cell const& cell) { return {cell.text}; }
};
}  // namespace hangji::database

namespace hangji::practice {

struct MonthFact {
  MemberId member_id{};
  FactId id{};
  FactId supersedes{};
  Date day{};
  std::int64_t amount{};
  BorrowedText kind{};
  BorrowedText topic{};
};
BOOST_DESCRIBE_STRUCT(MonthFact, (), (member_id, id, supersedes, day, amount, kind, topic))

struct OldFact {
  MemberId member_id{};
  FactId id{};
  Month counted_month{};
  Date day{};
  std::int64_t amount{};
  BorrowedText topic{};
};
BOOST_DESCRIBE_STRUCT(OldFact, (), (member_id, id, counted_month, day, amount, topic))

/// Who belonged to a unit on the month's last day, with the category of that day, by member; nobody
/// who was suspended all through it (停止党籍).
[[nodiscard]] std::vector<ScoredMember> scored_members(database::Transaction& transaction,
                                                       Month month);
/// All facts about members that count in the month, by member, the superseded among them. No join:
/// corrections within the month are told apart in memory.
void each_fact_of_month(database::Transaction& transaction, Month month,
                        std::function<void(MonthFact const&)> const& visit);
/// Facts of the kind and topic that count in [from, until] and stand as of the month after, in no
/// order.
void each_remembered_fact(database::Transaction& transaction, RememberedFact const& wanted,
                          Month from, Month until,
                          std::function<void(OldFact const&)> const& visit);
/// All facts that count in [from, until] of members one of whose facts was corrected there in
/// another month than its own, in no order.
void each_fact_of_corrected(database::Transaction& transaction, Month from, Month until,
                            std::function<void(facts::FactRow const&)> const& visit);
/// Categories that ended after `day`, by member and day.
void each_former_category(database::Transaction& transaction, Date day,
                          std::function<void(organisation::FormerCategoryRow const&)> const& visit);

}  // namespace hangji::practice
