// Days that come by themselves: a committee's term ends, a probation is over, a member has been out
// of contact for as long as the rules bear, a punishment is to be announced. Derived from the
// registers and the rules of the day; nothing is entered for them, and each goes away with the
// operation that answers it.
#pragma once

#include "kernel/rules/rulebook.h"
#include "organisation/units/units.h"

#include <optional>
#include <string>
#include <vector>

namespace hangji::organisation {

/// `term`: 换届. `probation`: 预备党员转正. `suspension`: 停止党籍 of who is out of contact.
/// `removal`: 按自行脱党除名 of whom it did not bring back. `announcement`, `execution_report`,
/// `restoration`: of a punishment, 宣布, 报告执行情况, 留党察看期满恢复权利. The last four are of
/// how a branch is set up today: too few formal members for a branch, no committee where one is
/// due, more members or covered units than is usual.
enum class DeadlineKind {
  term,
  probation,
  suspension,
  removal,
  announcement,
  execution_report,
  restoration,
  too_few_members,
  committee,
  too_many_members,
  too_many_units
};
BOOST_DESCRIBE_ENUM(DeadlineKind, term, probation, suspension, removal, announcement,
                    execution_report, restoration, too_few_members, committee, too_many_members,
                    too_many_units)

/// For whoever may see what is entered about a member.
[[nodiscard]] bool is_of_punishment(DeadlineKind kind);
/// 换届, 预备党员转正 …: what lists print.
[[nodiscard]] std::string_view label(DeadlineKind kind);

struct Deadline {
  DeadlineKind kind{};
  /// 换届
  std::string title{};
  UnitId unit{};
  std::string unit_name{};
  /// None: a deadline of the unit.
  std::optional<MemberId> member{};
  std::string member_name{};
  /// 2026-12-01: the last day of a term, the day a period is over.
  Date due_on{};
  bool is_late{false};
  /// One sentence: what runs since when, and what is to be done.
  std::string why{};
  rules::RuleCitation rule{};
};
BOOST_DESCRIBE_STRUCT(Deadline, (),
                      (kind, title, unit, unit_name, member, member_name, due_on, is_late, why,
                       rule))

/// Those of the standing units and of the members at or below `root` that are to be known today, by
/// day: terms as early as their rule reminds (remind_months_before), members' as early as
/// member.deadline.remind. Members registered elsewhere are their own branch's. How branches are
/// set up is held against the rules as it is today. Source:
/// organisation.term.five_years, organisation.term.three_years, member.probation.length,
/// member.lost_contact.*, discipline.announced_within, discipline.execution_report_within,
/// organisation.branch.*,
/// organisation.branch_committee.least_formal_members, organisation.joint_branch.most_units
[[nodiscard]] std::vector<Deadline> deadlines_below(database::Transaction& transaction,
                                                    rules::Rulebook const& rules, UnitId root,
                                                    Date today);

}  // namespace hangji::organisation
