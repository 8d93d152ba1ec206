// Dues and points of the simulated year: most pay in time, some are in arrears and pay later, a few
// do not; proposals are decided by a second person; registers are closed and published, by some
// branches late.
#include "application/demo_stage.h"
#include "organisation/members/members_store.h"
#include "practice/dues/dues_operations.h"
#include "practice/dues/dues_store.h"
#include "practice/points/points_operations.h"
#include "practice/points/points_store.h"

#include <array>

namespace hangji::application {

using database::Transaction;
using organisation::MemberCategory;

namespace {
constexpr int forgetful_in_thousand = 50;
/// How often somebody forgetful forgets.
constexpr int forgotten_in_thousand = 400;
constexpr int never_in_thousand = 2;

/// How a person pays, the same the whole year.
enum class Habit { early, late_in_month, forgetful, never };

Habit habit_of(Stage const& stage, MemberId member) {
  auto dice = stage.dice({31, member.value});
  if (dice.chance(never_in_thousand)) return Habit::never;
  if (dice.chance(forgetful_in_thousand)) return Habit::forgetful;
  return dice.chance(650) ? Habit::early : Habit::late_in_month;
}

bool is_one_of(Habit habit, std::initializer_list<Habit> habits) {
  return std::ranges::find(habits, habit) != habits.end();
}

bool has_forgotten(Stage const& stage, MemberId member, Month month) {
  return stage.dice({35, member.value, month.index}).chance(forgotten_in_thousand);
}

void add_payment(Stage& stage, practice::MemberDues const& dues, Month month,
                 std::vector<practice::Payment>& into) {
  auto const due = practice::due_of(stage.rules(), dues, month);
  auto const left = due.owed - dues.paid_for(month);
  if (left <= Fen{}) return;
  bool const is_old = dues.member.category == MemberCategory::old_weak_ill_disabled;
  into.push_back({.member = dues.member.id,
                  .month = month,
                  .amount = left,
                  .channel = is_old ? facts::Channel::paper : facts::Channel::page});
}

/// Of whom the roster names no income: the branch says what they pay by. Ahead of the rosters
/// nobody has a basis.
void set_missing_bases(Stage& stage, Transaction& transaction, DemoBranch const& branch,
                       Month month) {
  auto const all = practice::dues_of_unit(transaction, branch.id, stage.today(), month, month);
  bool const is_landed = std::ranges::any_of(
      all, [&](practice::MemberDues const& dues) { return dues.basis_of(month) != nullptr; });
  if (!is_landed) return;
  for (auto const& dues : all) {
    if (practice::due_of(stage.rules(), dues, month).cause != practice::DueCause::basis_missing)
      continue;
    stage.operate(transaction, branch.keeper, "dues.set_basis", [&](auto& change) {
      return practice::set_basis(change, stage.rules(),
                                 {.member = dues.member.id,
                                  .from = month,
                                  .population = practice::DuesPopulation::unemployed});
    });
  }
}

/// What members of these habits still owe for the month. With the early ones come those who forgot
/// the month before and pay it now; ahead of the rosters nobody had a basis and owed nothing.
std::vector<practice::Payment> payments_of(Stage& stage, Transaction& transaction,
                                           DemoBranch const& branch, Month month,
                                           std::initializer_list<Habit> habits) {
  set_missing_bases(stage, transaction, branch, month);
  std::vector<practice::Payment> payments;
  bool const is_early = is_one_of(Habit::early, habits);
  for (auto const& dues :
       practice::dues_of_unit(transaction, branch.id, stage.today(), month.plus(-1), month)) {
    if (dues.member.lost_since) continue;
    auto const habit = habit_of(stage, dues.member.id);
    bool const pays_back = habit == Habit::forgetful && is_early;
    bool const pays_late = habit == Habit::forgetful && is_one_of(Habit::late_in_month, habits) &&
                           !has_forgotten(stage, dues.member.id, month);
    if (pays_back) add_payment(stage, dues, month.plus(-1), payments);
    if (pays_late || is_one_of(habit, habits)) add_payment(stage, dues, month, payments);
  }
  return payments;
}

std::vector<FactId> pay(Stage& stage, Transaction& transaction, DemoBranch const& branch,
                        std::vector<practice::Payment> const& payments) {
  if (payments.empty()) return {};
  return stage.operate(transaction, branch.keeper, "dues.record_payments", [&](auto& change) {
    return practice::record_payments(change, stage.rules(), branch.id, payments);
  });
}

/// The first payment was entered for the wrong person: taken back and entered anew.
void take_back(Stage& stage, Transaction& transaction, DemoBranch const& branch, Month month,
               FactId payment) {
  stage.operate(transaction, branch.keeper, "dues.reverse_payment", [&](auto& change) {
    return practice::reverse_payment(change, stage.rules(), payment, "登记有误，核对后重新登记");
  });
  pay(stage, transaction, branch,
      payments_of(stage, transaction, branch, month, {Habit::early, Habit::late_in_month}));
}

/// How many days after the month's end the books are done; none: not before the next month's.
std::optional<int> days_after(Care care, Dice& dice) {
  switch (care) {
    case Care::exemplary: return 1;
    case Care::usual: return dice.chance(30) ? dice.between(7, 12) : dice.between(2, 4);
    case Care::late: return dice.chance(500) ? dice.between(6, 14) : dice.between(3, 5);
    case Care::careless:
      if (dice.chance(350)) return std::nullopt;
      return dice.between(5, 20);
  }
  return std::nullopt;
}

/// Months from the simulation's first that are over.
std::vector<Month> months_before(Month last, Month first) {
  std::vector<Month> months;
  for (auto month = first; month <= last; month = month.plus(1)) months.push_back(month);
  return months;
}

void report_until(Stage& stage, Transaction& transaction, DemoBranch const& branch, Month last) {
  auto const reported = practice::last_reported_month(transaction, branch.id);
  for (auto const month : months_before(last, reported ? reported->plus(1) : last)) {
    stage.operate(transaction, branch.keeper, "dues.report_month", [&](auto& change) {
      return practice::report_month(change, stage.rules(), branch.id, month);
    });
  }
}

void close_until(Stage& stage, Transaction& transaction, DemoBranch const& branch, Month last) {
  auto const closed = practice::last_closed_month(transaction, branch.id);
  for (auto const month : months_before(last, closed ? closed->plus(1) : last)) {
    // A proposal may still wait.
    auto const good =
        stage.attempt(transaction, branch.keeper, "points.close_register", [&](auto& change) {
          return practice::close_register(change, stage.rules(), branch.id, month);
        });
    if (!good) return;
  }
}

void publish(Stage& stage, Transaction& transaction, DemoBranch const& branch, Month last) {
  auto const quarter = periods::CalendarPeriod::containing(periods::Every::quarter, last);
  // Only a quarter whose three registers are closed.
  (void)stage.attempt(transaction, branch.keeper, "points.publish_quarter", [&](auto& change) {
    return practice::publish_quarter(change, branch.id, quarter);
  });
}

struct Proposable {
  std::string_view item;
  std::array<std::string_view, 2> reasons;
};
constexpr std::array proposables{
    Proposable{"points.daily.suggestion", {"建议增设楼道扶手，已采纳", "提出停车整治建议，已采纳"}},
    Proposable{"points.daily.urgent_task", {"参加防汛值守", "协助夜间消防隐患排查"}},
    Proposable{"points.daily.post_duty", {"认领楼栋长岗位，履职到位", "兑现为老服务承诺"}},
    Proposable{"points.daily.work_merit", {"获评岗位能手", "完成重点项目攻关"}},
    Proposable{"points.base.task_undone", {"未完成支部交办的走访任务", "未按要求完成入户登记"}}};

/// What fits the category: unemployed members have no post to excel in.
Proposable const& proposable_for(MemberCategory category, Dice& dice) {
  auto const& general = proposables[dice.below(2)];
  if (dice.chance(450)) return general;
  switch (category) {
    case MemberCategory::in_post: return proposables[2 + dice.below(3)];
    case MemberCategory::no_post: return proposables[dice.chance(850) ? 2 : 4];
    case MemberCategory::non_public:
    case MemberCategory::floating: return proposables[3];
    case MemberCategory::old_weak_ill_disabled: return general;
  }
  return general;
}

using Proposed = std::shared_ptr<practice::ProposalId>;

void plan_proposal(Stage& stage, DemoBranch const& branch, Date day, int number) {
  auto const made = std::make_shared<practice::ProposalId>();
  auto dice = stage.dice({32, branch.number, day.days, number});
  auto const waits = dice.between(1, 4);
  bool const is_declined = dice.chance(60);
  stage.at(day, [&stage, &branch, made, day, dice](Transaction& transaction) {
    auto again = dice;
    auto const members = members_in_touch(transaction, branch.id, day);
    auto const& member = members[again.below(members.size())];
    auto const& what = proposable_for(member.category, again);
    *made = stage.operate(transaction, branch.keeper, "points.propose", [&](auto& change) {
      return practice::propose_points(
          change, stage.rules(),
          {.member = member.id,
           .item = std::string{what.item},
           .day = day,
           .reason = std::string{what.reasons[again.below(what.reasons.size())]}});
    });
  });
  stage.at(day.plus_days(waits), [&stage, &branch, made, is_declined](Transaction& transaction) {
    auto const about = practice::proposal(transaction, *made)->member_id;
    bool const is_own = about == branch.confirming_member;
    practice::ProposalDecision decision{.decider = is_own ? MemberId{} : branch.confirming_member};
    if (is_declined) {
      decision.decision = practice::Decision::decline;
      decision.answer = "事由不具体，请补充佐证";
    }
    stage.operate(transaction, is_own ? stage.cast().office : branch.confirmer, "points.decide",
                  [&](auto& change) { return practice::decide_proposal(change, *made, decision); });
  });
}
}  // namespace

void plan_dues(Stage& stage, DemoBranch const& branch, Month month) {
  auto dice = stage.dice({33, branch.number, month.index});
  auto const early = month.first_day().plus_days(dice.between(6, 12));
  auto const later = month.first_day().plus_days(dice.between(17, 25));
  bool const is_corrected = dice.chance(40);
  // Half of the branches collect everything at once.
  bool const is_once = dice.chance(500);
  if (!is_once) {
    stage.at(early, [&stage, &branch, month](Transaction& transaction) {
      pay(stage, transaction, branch,
          payments_of(stage, transaction, branch, month, {Habit::early}));
    });
  }
  stage.at(later, [&stage, &branch, month, is_once, is_corrected](Transaction& transaction) {
    auto const payments =
        is_once
            ? payments_of(stage, transaction, branch, month, {Habit::early, Habit::late_in_month})
            : payments_of(stage, transaction, branch, month, {Habit::late_in_month});
    auto const paid = pay(stage, transaction, branch, payments);
    if (is_corrected && !paid.empty() && payments.front().month == month)
      take_back(stage, transaction, branch, month, paid.front());
  });
  auto const days = days_after(branch.care, dice);
  if (!days) return;
  stage.at(month.last_day().plus_days(*days), [&stage, &branch, month](Transaction& transaction) {
    report_until(stage, transaction, branch, month);
  });
}

void plan_points(Stage& stage, DemoBranch const& branch, Month month) {
  auto dice = stage.dice({34, branch.number, month.index});
  int const count = branch.number == 0 ? 4 : dice.between(0, 3);
  for (int i = 0; i < count; ++i) {
    plan_proposal(stage, branch, month.first_day().plus_days(dice.between(2, 25)), i);
  }
  auto const days = days_after(branch.care, dice);
  if (!days) return;
  auto const closed_on = month.last_day().plus_days(*days + 1);
  stage.at(closed_on, [&stage, &branch, month](Transaction& transaction) {
    close_until(stage, transaction, branch, month);
  });
  bool const is_quarter_end = month.month() % 3 == 0;
  if (!is_quarter_end || branch.care == Care::careless) return;
  auto const published_on = std::max(closed_on, month.last_day().plus_days(dice.between(7, 14)));
  stage.at(published_on, [&stage, &branch, month](Transaction& transaction) {
    publish(stage, transaction, branch, month);
  });
}

}  // namespace hangji::application
