// What must be done by whom in every period, as rules. The engine (obligations.h) compares them
// with the facts; nobody declares a duty done.
#pragma once

#include "kernel/periods/periods.h"
#include "kernel/rules/rule_kinds.h"

#include <optional>
#include <string>
#include <vector>

namespace hangji::obligations {

using periods::Every;

/// Whom it must have reached to be done: the unit, or every single member on its list.
enum class Covers { unit, every_member };
BOOST_DESCRIBE_ENUM(Covers, unit, every_member)

/// How often, and until when.
struct Cadence {
  Every every{Every::month};
  int times{1};
  /// The due day is the period's last day plus this: -5 = five days before the end, 5 = the fifth
  /// day after it.
  int due_day_after{0};
  /// Takes the place of `due_day_after`: the n-th day of the period, from 1.
  std::optional<int> due_day{};
  /// Takes their place: the last day of the n-th month after the period.
  std::optional<int> due_month_after{};
  /// Days after the due day on which it can still be made up (late); after them it is missed.
  int grace_days{0};
  /// `every_member`: done when each of the unit's members has taken part in the period, at
  /// whichever of the times. Only activities say who took part.
  Covers covers{Covers::unit};
};
BOOST_DESCRIBE_STRUCT(Cadence, (),
                      (every, times, due_day_after, due_day, due_month_after, grace_days, covers))

/// Which period a fact answers: the one its day lies in, or the one its topic names (`2026-07`,
/// `2026-Q3`, `2026-H2`, `2026`). Reports on a period are made after its end, so they name it.
enum class PeriodOf { day, topic };
BOOST_DESCRIBE_ENUM(PeriodOf, day, topic)

/// A duty of units. YAML:
/// ```
/// parameters:
///   cadence: {every: month, due_day_after: 5, grace_days: 10}
///   fact: dues.reported
///   period_of: topic
///   units: [branch, joint_branch]
///   page: dues/report
/// ```
struct Duty {
  static constexpr std::string_view rule_kind = "duty";

  Cadence cadence{};
  /// The kind of fact that fulfils it (kernel/facts/fact_kinds.h), each counting once.
  std::string fact{};
  /// The fact's topic; empty = any. Not used with `period_of: topic`.
  std::string topic{};
  PeriodOf period_of{PeriodOf::day};
  /// Unit kinds that owe it: street, community, committee, general_branch, branch, joint_branch,
  /// mobile_branch, temporary_branch, group.
  std::vector<std::string> units{};
  /// Where it is done, below the desk's or phone's root: `activities/new?kind=…`; empty: by the
  /// program itself.
  std::string page{};
};
BOOST_DESCRIBE_STRUCT(Duty, (), (cadence, fact, topic, period_of, units, page))

/// Refuses a period, fact kind or unit kind that does not exist, and counts below one.
[[nodiscard]] Result<Done> check_rule(Duty const& duty, rules::KnownRules const& known);
[[nodiscard]] Result<Done> check_cadence(Cadence const& cadence);

/// Refuses a cadence that must reach every member of units that keep no list of members.
[[nodiscard]] Result<Done> check_covers(Cadence const& cadence,
                                        std::vector<std::string> const& units);

/// The unit kinds' codes, as rules write them; the organisation chapter's enum has the same.
[[nodiscard]] bool is_unit_kind(std::string_view code);
/// 每月一次, 每季度两次.
[[nodiscard]] std::string to_text(Cadence const& cadence);

}  // namespace hangji::obligations

template <> inline constexpr bool
    hangji::absent_members_keep_defaults<hangji::obligations::Cadence> = true;
template <> inline constexpr bool hangji::absent_members_keep_defaults<hangji::obligations::Duty> =
    true;
