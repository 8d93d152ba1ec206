// What the units of a subtree owe: the units as they stood, their own facts, and the judgement of
// both by the duties in force. It knows no chapter's duty by name.
#pragma once

#include "database/transaction.h"
#include "kernel/obligations/duty_sources.h"
#include "organisation/units/units.h"

#include <vector>

namespace hangji::organisation {

/// A unit of the tree as duties and pages see it.
struct UnitUnderDuty {
  UnitId id{};
  /// None at the root that was asked for.
  UnitId parent{};
  UnitKind kind{};
  std::string name{};
  /// The community it is or stands under, as far as the root reaches; none else.
  UnitId community{};
  obligations::DutyUnit duty{};
};

/// `root` and all below it as they stood on `day`, each after its parent. Empty: `root` did not
/// stand then. Which have a committee is left open.
[[nodiscard]] std::vector<UnitUnderDuty> units_under_duty(database::Transaction& transaction,
                                                          UnitId root, Date day);

struct JudgedUnits {
  std::vector<UnitUnderDuty> units{};
  std::vector<obligations::DutyInForce> duties{};
  /// By unit in the order of `units`, then duty in the order of `duties`.
  std::vector<obligations::Obligation> obligations{};
};

/// How duties are asked.
struct DutyQuestion {
  rules::Rulebook const& rules;
  obligations::DutySources const& sources;
  UnitId root{};
  Date today{};
};

/// The obligations of `month` of `root` and all below, units as on the month's last day (or today),
/// duties as on its first. Units with as many formal members as the committee rule names owe as
/// those with a committee. A few reads, whatever the number of units. Source:
/// organisation.branch_committee.least_formal_members
[[nodiscard]] JudgedUnits judge_month(database::Transaction& transaction,
                                      DutyQuestion const& question, Month month);
/// Every obligation whose period ends within the months [from, until], by month: what a bulletin on
/// them counts. Units as on the last day (or today); `duties` are those of any of the
/// months.
[[nodiscard]] JudgedUnits judge_months(database::Transaction& transaction,
                                       DutyQuestion const& question, Month from, Month until);
/// What can be done today or within `ahead` days: late first, then by due day.
[[nodiscard]] JudgedUnits judge_open(database::Transaction& transaction,
                                     DutyQuestion const& question, int ahead);

/// As judge_open, of the root alone.
[[nodiscard]] JudgedUnits judge_open_of(database::Transaction& transaction,
                                        DutyQuestion const& question, int ahead);

/// The last day of the month, or today when that is earlier.
[[nodiscard]] Date day_of(Month month, Date today);
/// Names as a list shows them: by the initials of their pinyin, then by themselves.
[[nodiscard]] bool is_before_by_name(std::string_view one, std::string_view other);

}  // namespace hangji::organisation
