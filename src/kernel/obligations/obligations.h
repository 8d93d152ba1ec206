// Obligations: what every unit must do in every period, judged by the facts. Nobody declares a duty
// done. Pure: it is given the duties in force, the units, their facts and the day, and knows no
// table.
#pragma once

#include "foundation/id.h"
#include "kernel/obligations/duty_rules.h"
#include "kernel/rules/rule.h"

#include <span>

namespace hangji::obligations {

/// `done`: fulfilled by the due day. `done_late`: fulfilled after it. `due`: the day has not come.
/// `late`: it has, and it can still be made up. `missed`: it cannot.
enum class State { done, done_late, due, late, missed };
BOOST_DESCRIBE_ENUM(State, done, done_late, due, late, missed)

/// 按期办结, 逾期办结, 待办, 逾期, 缺办.
[[nodiscard]] std::string_view label(State state);
[[nodiscard]] constexpr bool is_done(State state) {
  return state == State::done || state == State::done_late;
}

/// Who of the unit kinds named by the duty owes it.
enum class OwedBy { every_unit, units_with_committee };

/// A duty with the rule it comes from; the chapters turn their rules into these.
struct DutyInForce {
  rules::Rule const* rule{};
  Duty duty{};
  OwedBy owed_by{OwedBy::every_unit};
};

/// What of a unit matters to its duties.
struct DutyUnit {
  UnitId id{};
  /// Code of its kind, as rules write it.
  std::string kind{};
  /// Owes nothing for periods that had begun before it was founded, or end after it was dissolved.
  Date founded_on{};
  std::optional<Date> dissolved_on{};
  bool has_committee{false};
};

/// What of a unit's own fact matters to duties.
struct DutyFact {
  FactId id{};
  UnitId unit_id{};
  std::string kind{};
  std::string topic{};
  Date day{};
  Instant entered_at{};
  SourceId source_id{};
  FactId supersedes{};
  /// None: it stands.
  FactId superseded_by{};
};
BOOST_DESCRIBE_STRUCT(DutyFact, (),
                      (id, unit_id, kind, topic, day, entered_at, source_id, supersedes,
                       superseded_by))

/// Somebody on a unit's list from a day on, and until when; not while membership was suspended.
struct DutyMember {
  UnitId unit_id{};
  MemberId member_id{};
  std::string name{};
  Date from_day{};
  std::optional<Date> until_day{};
};

/// That a member took part in what the facts with this source are about.
struct DutyPresence {
  SourceId source_id{};
  MemberId member_id{};
};
BOOST_DESCRIBE_STRUCT(DutyPresence, (), (source_id, member_id))

/// What is judged by.
struct Known {
  /// By unit and id.
  std::span<DutyFact const> facts{};
  /// For duties that must reach every member. By unit, in the order in which they shall be named.
  std::span<DutyMember const> members{};
  /// By source.
  std::span<DutyPresence const> presences{};
};

struct Obligation {
  rules::Rule const* rule{};
  UnitId unit{};
  periods::CalendarPeriod period{};
  Date due_on{};
  /// The last day on which it can be made up.
  Date grace_until{};
  int needed{1};
  State state{State::due};
  /// The day of the fact that fulfilled it, or of its entry when that came after the last day on
  /// which it could be made up; none while it is open.
  std::optional<Date> done_on{};
  /// The facts that count by day: at most `needed`; all of the period when every member must be
  /// reached.
  std::vector<FactId> facts{};
  std::string page{};
  Covers covers{Covers::unit};
  /// Names of the members who were on the list on the period's last day (or today) and had not
  /// taken part by then.
  std::vector<std::string> unreached{};
};

/// The day by which a cadence is due in a period.
[[nodiscard]] Date due_day(Cadence const& cadence, periods::CalendarPeriod period);

/// Judges each duty of each unit for the period of the duty's own cadence that contains `month`.
/// `known.facts`: the units' own facts of `window_for(month, today)`, by unit and id, the
/// superseded among them; what lies after `today` does not count yet. What was entered after the
/// last day on which it could be made up is late, unless it only corrects what was entered for the
/// same period before. Result by unit in the given order, then duty in the given order.
[[nodiscard]] std::vector<Obligation> judge(std::span<DutyInForce const> duties,
                                            std::span<DutyUnit const> units, Known const& known,
                                            Month month, Date today);

/// What can still be done on `today`: of each duty's running period and the one before it, the
/// obligations that are late or due within `ahead` days. Late ones first, then by due day, unit and
/// duty. `known.facts`: those of `window_for_open`.
[[nodiscard]] std::vector<Obligation> judge_open(std::span<DutyInForce const> duties,
                                                 std::span<DutyUnit const> units,
                                                 Known const& known, Date today, int ahead);

/// The months whose facts a judgement must be given.
struct Window {
  Month from{};
  Month until{};
};
/// The longest period around `month`, and on to what counts in the months open today.
[[nodiscard]] Window window_for(Month month, Date today);
[[nodiscard]] Window window_for_open(std::span<DutyInForce const> duties, Date today, int ahead);

/// How many obligations are in each state.
struct Tally {
  std::int64_t owed{};
  std::int64_t done{};
  std::int64_t done_late{};
  std::int64_t due{};
  std::int64_t late{};
  std::int64_t missed{};
  bool operator==(Tally const&) const = default;

  void add(State state);
};
BOOST_DESCRIBE_STRUCT(Tally, (), (owed, done, done_late, due, late, missed))
[[nodiscard]] Tally tally_of(std::span<Obligation const> obligations);

/// Laws every judgement keeps, as sentences about those that are broken: an obligation is judged
/// once; it is done exactly when the facts needed are there, by the due day or after it; no fact
/// counts twice for one obligation; nobody is left unreached by one that is done.
[[nodiscard]] std::vector<std::string> broken_laws(std::span<Obligation const> obligations,
                                                   Date today);

}  // namespace hangji::obligations
