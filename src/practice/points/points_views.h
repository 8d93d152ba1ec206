// What the pages are told about points. Lists are in name order, never by rank.
#pragma once

#include "kernel/api/explanation.h"
#include "kernel/periods/periods.h"
#include "practice/points/points.h"
#include "practice/points/points_store.h"

namespace hangji::practice {

/// Amounts in hundredths of a point.
struct RegisterLine {
  MemberId member{};
  std::string name{};
  MemberCategory category{};
  std::string category_name{};
  Points base{};
  Points daily{};
  Points review{};
  /// Of earlier closed months.
  Points correction{};
  Points total{};
  std::string grade{};
  /// 约谈, 整改; empty: nothing follows.
  std::string consequence{};
  /// Title of the red line that limits the grade; empty: none.
  std::string red_line{};
  /// On probation and below the standard's line for them: brought to the branch's attention.
  bool below_probationary_line{false};
};
BOOST_DESCRIBE_STRUCT(RegisterLine, (),
                      (member, name, category, category_name, base, daily, review, correction,
                       total, grade, consequence, red_line, below_probationary_line))

/// A branch's month, in name order (initials).
struct Register {
  UnitId unit{};
  Month month{};
  /// The day it was closed; none: open, and the numbers are as of now.
  std::optional<Date> closed_on{};
  /// By when it is to be closed.
  Date close_by{};
  std::int64_t pending_proposals{};
  std::vector<RegisterLine> rows{};
};
BOOST_DESCRIBE_STRUCT(Register, (), (unit, month, closed_on, close_by, pending_proposals, rows))

[[nodiscard]] Register register_of(database::Transaction& transaction, rules::Rulebook const& rules,
                                   UnitId unit, Month month);

/// A member's month, every point explained.
struct MemberPoints {
  UnitId unit{};
  Month month{};
  bool is_closed{false};
  RegisterLine score{};
  api::Explanation explanation{};
};
BOOST_DESCRIBE_STRUCT(MemberPoints, (), (unit, month, is_closed, score, explanation))

/// Refuses: member_unknown (in no branch at the end of the month), suspended (all through it).
[[nodiscard]] Result<MemberPoints> member_points(database::Transaction& transaction,
                                                 rules::Rulebook const& rules, MemberId member,
                                                 Month month);

struct ProposalView {
  ProposalId id{};
  MemberId member{};
  std::string name{};
  std::string item{};
  std::string title{};
  /// Of the item, as in force on the day.
  std::optional<rules::RuleCitation> rule{};
  Date day{};
  Points amount{};
  std::string reason{};
  SourceId evidence{};
  UserId proposed_by{};
  ProposalState state{};
  std::string answer{};
  /// True when the asking person may not decide it: their own proposal or their own points.
  bool is_own{false};
  /// The asking person proposed it, and may take it back while it waits.
  bool is_mine{false};
};
BOOST_DESCRIBE_STRUCT(ProposalView, (),
                      (id, member, name, item, title, rule, day, amount, reason, evidence,
                       proposed_by, state, answer, is_own, is_mine))

/// What can be proposed today, for the form.
struct ProposableItem {
  std::string id{};
  std::string title{};
  bool evidence_required{false};
  /// What it gives each category; none: it gives no points (a red line, a waiver).
  std::optional<CategoryPoints> amount{};
  /// The one category it concerns; none: those it gives points, or all.
  std::optional<MemberCategory> only_for{};
};
BOOST_DESCRIBE_STRUCT(ProposableItem, (), (id, title, evidence_required, amount, only_for))

struct ProposalList {
  std::vector<ProposalView> rows{};
  std::vector<ProposableItem> items{};
};
BOOST_DESCRIBE_STRUCT(ProposalList, (), (rows, items))

/// Pending first; at most 200.
[[nodiscard]] ProposalList proposal_list(database::Transaction& transaction,
                                         rules::Rulebook const& rules, UnitId unit,
                                         Asking const& asking);

struct QuarterLine {
  MemberId member{};
  std::string name{};
  /// The three months' totals; none: not closed, or not in the branch.
  std::vector<std::optional<Points>> months{};
  /// Of those there are, half up to a hundredth.
  std::optional<Points> mean{};
};
BOOST_DESCRIBE_STRUCT(QuarterLine, (), (member, name, months, mean))

struct QuarterSheet {
  UnitId unit{};
  std::string quarter{};
  std::vector<Month> months{};
  std::optional<Date> published_on{};
  /// The last day for objections.
  std::optional<Date> objections_until{};
  std::vector<QuarterLine> rows{};
};
BOOST_DESCRIBE_STRUCT(QuarterSheet, (),
                      (unit, quarter, months, published_on, objections_until, rows))

/// From closed registers, in name order.
[[nodiscard]] QuarterSheet quarter_sheet(database::Transaction& transaction,
                                         rules::Rulebook const& rules, UnitId unit,
                                         periods::CalendarPeriod quarter);

}  // namespace hangji::practice
