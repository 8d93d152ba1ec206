// The month's inspection 月督查: every unit below a unit × every duty, with its state, counted by
// community and by duty. Derived whenever it is asked, nothing of it is stored. It is about units;
// no person is counted or ranked.
#pragma once

#include "kernel/facts/facts.h"
#include "organisation/unit_duties/unit_duties.h"

#include <optional>
#include <string>
#include <vector>

namespace hangji::duty {

using obligations::State;
using obligations::Tally;

enum class InspectionRefusal { unit_unknown, month_not_begun, already_issued, not_owed };
BOOST_DESCRIBE_ENUM(InspectionRefusal, unit_unknown, month_not_begun, already_issued, not_owed)

/// A duty of the table, with its rule in words.
struct DutyColumn {
  rules::RuleCitation rule{};
  /// 每月 1 次
  std::string cadence{};
  Tally tally{};
};
BOOST_DESCRIBE_STRUCT(DutyColumn, (), (rule, cadence, tally))

/// One unit's one duty.
struct DutyCell {
  /// Its column.
  std::string rule{};
  std::string period{};
  State state{State::due};
  /// Its period goes on after the month: shown, not counted.
  bool running{false};
  Date due_on{};
  std::optional<Date> done_on{};
  int needed{1};
  std::vector<FactId> facts{};
};
BOOST_DESCRIBE_STRUCT(DutyCell, (), (rule, period, state, running, due_on, done_on, needed, facts))

struct UnitLine {
  UnitId unit{};
  std::string name{};
  std::string kind_name{};
  UnitId community{};
  Tally tally{};
  std::vector<DutyCell> cells{};
};
BOOST_DESCRIBE_STRUCT(UnitLine, (), (unit, name, kind_name, community, tally, cells))

/// A community with all below it.
struct CommunityLine {
  /// None: what lies in no community (the street itself and its own units).
  UnitId unit{};
  std::string name{};
  std::int64_t units{};
  Tally tally{};
};
BOOST_DESCRIBE_STRUCT(CommunityLine, (), (unit, name, units, tally))

struct Inspection {
  UnitId unit{};
  Month month{};
  Date as_of{};
  Tally tally{};
  std::vector<DutyColumn> duties{};
  /// In name order.
  std::vector<CommunityLine> communities{};
  /// By community and name; units that owe nothing are absent.
  std::vector<UnitLine> units{};
  /// The fact by which it was issued; none: not yet.
  std::optional<FactId> issued{};
};
BOOST_DESCRIBE_STRUCT(Inspection, (),
                      (unit, month, as_of, tally, duties, communities, units, issued))

/// The table of a month, from what judge_month found.
[[nodiscard]] Inspection inspect(organisation::JudgedUnits const& judged, Month month, Date as_of);

/// Communities with their tallies, in name order; the street's own line last.
[[nodiscard]] std::vector<CommunityLine> count_by_community(
    std::vector<organisation::UnitUnderDuty> const& units, std::vector<UnitLine> const& lines);

/// Where it is done, with unit and period, below the desk's or phone's root; empty: nowhere, or it
/// can no longer be done.
[[nodiscard]] std::string page_of(obligations::Obligation const& open);

/// 还有 2 人没有参加谈心谈话：张三、李四; empty when nobody is left, or it need not reach each.
[[nodiscard]] std::string unreached_text(obligations::Obligation const& judged);

/// One thing to look at on the spot: an obligation that counts as done, by the fact that says so.
struct SampleRow {
  FactId fact{};
  UnitId unit{};
  std::string unit_name{};
  rules::RuleCitation rule{};
  std::string period{};
  Date done_on{};
};
BOOST_DESCRIBE_STRUCT(SampleRow, (), (fact, unit, unit_name, rule, period, done_on))

/// `count` of the obligations done, drawn by lot: those whose SM3 of seed and fact comes first. The
/// same seed gives the same sample to everyone who draws again; with the hash of the journal's head
/// as seed nobody could choose it.
[[nodiscard]] std::vector<SampleRow> draw_sample(organisation::JudgedUnits const& judged,
                                                 std::string_view seed, std::size_t count);

}  // namespace hangji::duty

template <> inline constexpr std::string_view
    hangji::refusal_prefix<hangji::duty::InspectionRefusal> = "inspection";
