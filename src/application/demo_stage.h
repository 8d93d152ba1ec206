// The stage of the simulated year: who is there, what is to happen on which day, and the clock that
// goes from day to day. What happens goes through the operations of the pages, one journal entry
// each; a day is one transaction. It knows no chapter beyond units and members.
#pragma once

#include "application/demo_dice.h"
#include "application/program.h"
#include "organisation/members/members_store.h"
#include "organisation/units/units.h"

#include <fmt/format.h>

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace hangji::application {

/// How a branch keeps its books.
enum class Care { exemplary, usual, late, careless };

struct DemoBranch {
  UnitId id{};
  /// From 0, in the order of the roster.
  int number{};
  organisation::UnitKind kind{};
  std::string name{};
  std::string secretary_name{};
  MemberId secretary{};
  bool has_committee{false};
  std::vector<UnitId> groups{};
  Care care{Care::usual};
  std::optional<Date> term_ends_on{};
  /// It is merged into another one at this month's end; none: it goes on.
  std::optional<Month> last_month{};
  /// Who enters what the branch does, and the second person for points.
  journal::Actor keeper{};
  journal::Actor confirmer{};
  /// Of the branch itself, whose own points somebody else confirms; none: the street's office.
  MemberId confirming_member{};
};

/// A community, or a committee of a large enterprise that keeps the books of its branches.
struct DemoCommunity {
  UnitId id{};
  organisation::UnitKind kind{};
  std::string name{};
  journal::Actor worker{};
};

/// Everybody who acts.
struct DemoCast {
  UnitId street{};
  journal::Actor office{};
  std::vector<DemoCommunity> communities{};
  std::vector<DemoBranch> branches{};
  /// Those whose fate the year may change.
  std::vector<EnterpriseId> enterprises{};
};

class Stage {
public:
  Stage(Program& program, ManualClock& clock, std::uint64_t seed);

  /// Something to be done on a day. Run again from the start of its day when the database asks for
  /// it, so it changes nothing but the transaction and what it sets anew each time.
  using Deed = std::function<void(database::Transaction&)>;
  /// Deeds of a day are done in the order in which they were added. Days before the present one are
  /// brought forward to it.
  void at(Date day, Deed deed);
  /// Does everything up to the day, which becomes the clock's.
  void play_until(Date day);
  /// At once, at the clock's present time, as a transaction of its own.
  void now(Deed const& deed);

  /// One operation with its journal entry. Throws Refused when it refuses: a bug of the demo.
  template <class Work>
  auto operate(database::Transaction& transaction, journal::Actor const& actor,
               std::string_view operation, Work const& work) {
    auto result = attempt(transaction, actor, operation, work);
    if (!result)
      throw Refused{fmt::format("演示数据（{}）：{}", operation, result.error().message)};
    return std::move(*result);
  }
  /// The same where a refusal is part of life: a meeting without quorum. The operation must refuse
  /// before it writes.
  template <class Work>
  auto attempt(database::Transaction& transaction, journal::Actor const& actor,
               std::string_view operation, Work const& work) {
    journal::Change change{transaction, actor, operation};
    auto result = work(change);
    if (result) change.finish();
    return result;
  }

  [[nodiscard]] Dice dice(std::initializer_list<std::int64_t> matter) const {
    return {m_seed, matter};
  }
  [[nodiscard]] Program& program() { return m_program; }
  [[nodiscard]] rules::Rulebook const& rules() const { return *m_rules; }
  [[nodiscard]] secrets::Secrets const& secrets() { return m_program.services().secrets; }
  [[nodiscard]] Date today() const { return m_clock.today(); }
  [[nodiscard]] DemoCast const& cast() const { return m_cast; }
  [[nodiscard]] DemoCast& cast() { return m_cast; }

private:
  void play(Date day, std::vector<Deed> const& deeds);

  Program& m_program;
  ManualClock& m_clock;
  std::uint64_t m_seed;
  std::shared_ptr<rules::Rulebook const> m_rules;
  DemoCast m_cast{};
  std::map<Date, std::vector<Deed>> m_deeds{};
};

/// Members of the branch on the day without those it has lost contact with.
[[nodiscard]] std::vector<organisation::MemberBrief> members_in_touch(
    database::Transaction& transaction, UnitId branch, Date day);
/// Fills the cast from the imported books and settles committees, groups, accounts and who covers
/// which enterprise.
void settle(Stage& stage);
/// What a branch does in a month, planned ahead.
void plan_meetings(Stage& stage, DemoBranch const& branch, Month month);
void plan_dues(Stage& stage, DemoBranch const& branch, Month month);
void plan_points(Stage& stage, DemoBranch const& branch, Month month);
void plan_requests(Stage& stage, DemoBranch const& branch, Month month);
/// What the street and its communities do in a month.
void plan_supervision(Stage& stage, Month month);
/// Changes among members and enterprises in a month.
void plan_changes(Stage& stage, Month month);
/// Members whose probation is over are voted on and become formal; the careless forget them.
void plan_confirmations(Stage& stage, DemoBranch const& branch, Month month);
/// Elections whose term ends within the year.
void plan_elections(Stage& stage, DemoBranch const& branch, Date until);
/// The article's adjustments of a year: one unit founded, one merged, some renamed. Settles which
/// branch has a last month, so it is called before anything is planned for branches.
void plan_adjustments(Stage& stage, Month first);

}  // namespace hangji::application
