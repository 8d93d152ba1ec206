// What changes in the simulated year: members move and are corrected, enterprises close, branches
// are founded, merged, renamed and elect.
#include "application/demo_stage.h"
#include "organisation/enterprises/enterprises_operations.h"
#include "organisation/members/members_operations.h"
#include "organisation/members/members_store.h"
#include "organisation/units/units_operations.h"
#include "organisation/units/units_store.h"
#include "practice/votes/votes_operations.h"

#include <array>

namespace hangji::application {

using database::Transaction;
using organisation::EnterpriseState;
using organisation::MemberBrief;

namespace {
struct Ending {
  EnterpriseState state;
  std::string_view reason;
};
constexpr std::array endings{Ending{EnterpriseState::closed, "走访发现已关门停业"},
                             Ending{EnterpriseState::suspended, "装修歇业"},
                             Ending{EnterpriseState::cancelled, "市场监管部门注销登记"},
                             Ending{EnterpriseState::merged, "并入集团公司"},
                             Ending{EnterpriseState::transformed, "转让后改为个体经营"}};

/// Somebody in the branch who holds no post.
std::optional<MemberBrief> ordinary_member(Stage& stage, Transaction& transaction,
                                           DemoBranch const& branch, Dice& dice) {
  auto const members = members_in_touch(transaction, branch.id, stage.today());
  if (members.size() < 6) return std::nullopt;
  auto const& chosen = members[dice.below(members.size())];
  auto const posts = organisation::posts_held_by(transaction, chosen.id, stage.today());
  if (!posts.empty() || !chosen.full_member_on) return std::nullopt;
  return chosen;
}

void plan_transfer(Stage& stage, Month month, int number) {
  auto dice = stage.dice({61, month.index, number});
  auto const& branches = stage.cast().branches;
  auto const& from = branches[1 + dice.below(branches.size() - 1)];
  auto const& to = branches[dice.below(branches.size())];
  bool const is_possible = from.id != to.id && !from.last_month && !to.last_month;
  if (!is_possible) return;
  stage.at(month.first_day().plus_days(dice.between(3, 24)), [&stage, &from, &to,
                                                              dice](Transaction& transaction) {
    auto again = dice;
    auto const member = ordinary_member(stage, transaction, from, again);
    // Once in a while somebody has just come.
    if (!member) return;
    (void)stage.attempt(transaction, stage.cast().office, "members.transfer", [&](auto& change) {
      return organisation::transfer_member(
          change, {member->id, to.id, stage.today(), "居住地变动，转接组织关系"});
    });
  });
}

void plan_correction(Stage& stage, Month month, int number) {
  auto dice = stage.dice({62, month.index, number});
  auto const& branch = dice.pick(stage.cast().branches);
  if (branch.last_month) return;
  stage.at(month.first_day().plus_days(dice.between(4, 26)), [&stage, &branch,
                                                              dice](Transaction& transaction) {
    auto again = dice;
    auto const member = ordinary_member(stage, transaction, branch, again);
    if (!member) return;
    organisation::MemberDetails details;
    details.phone = fmt::format("10000{:06}", 900'000 + again.between(0, 99'999));
    organisation::MemberDesk const desk{stage.secrets(), stage.rules()};
    stage.operate(transaction, branch.keeper, "members.correct", [&](auto& change) {
      return organisation::correct_member(change, desk, member->id, details, "本人更换手机号码");
    });
  });
}

/// Retired in the course of the year: from 在职 to 无职.
void plan_category(Stage& stage, Month month) {
  auto dice = stage.dice({63, month.index});
  auto const& branch = dice.pick(stage.cast().branches);
  if (branch.last_month) return;
  stage.at(month.first_day().plus_days(dice.between(4, 9)), [&stage, &branch,
                                                             dice](Transaction& transaction) {
    auto again = dice;
    auto const member = ordinary_member(stage, transaction, branch, again);
    if (!member || member->category != organisation::MemberCategory::in_post) return;
    stage.operate(transaction, branch.keeper, "members.change_category", [&](auto& change) {
      return organisation::change_category(change, member->id,
                                           organisation::MemberCategory::no_post, stage.today(),
                                           "已办理退休手续");
    });
  });
}

void plan_ending(Stage& stage, Month month, int number) {
  if (stage.cast().enterprises.empty()) return;
  auto dice = stage.dice({64, month.index, number});
  auto const enterprise = dice.pick(stage.cast().enterprises);
  auto const& ending = dice.pick(endings);
  stage.at(month.first_day().plus_days(dice.between(1, 27)), [&stage, enterprise,
                                                              &ending](Transaction& transaction) {
    // The dice may have met it before.
    (void)stage.attempt(
        transaction, stage.cast().office, "enterprises.change_state", [&](auto& change) {
          return organisation::change_enterprise_state(
              change, {enterprise, ending.state, stage.today(), std::string{ending.reason}});
        });
  });
}

void plan_rename(Stage& stage, DemoBranch const& branch, Date day) {
  stage.at(day, [&stage, &branch](Transaction& transaction) {
    auto const row = organisation::unit(transaction, branch.id);
    auto const at = row->full_name.find("网格");
    if (at == std::string::npos) return;
    auto name = row->full_name;
    name.insert(at, "红岩先锋");
    stage.operate(transaction, stage.cast().office, "units.adjust", [&](auto& change) {
      return organisation::adjust_unit(change, {.unit = branch.id,
                                                .day = stage.today(),
                                                .full_name = name,
                                                .reason = "网格优化调整",
                                                .approval = "解工委〔演示〕8号"});
    });
  });
}

/// Three members of a joint branch get a branch of their own.
void plan_founding(Stage& stage, DemoBranch const& from, Date day) {
  stage.at(day, [&stage, &from, day](Transaction& transaction) {
    auto const parent = organisation::parent_of(transaction, from.id);
    auto const& office = stage.cast().office;
    auto const made = stage.operate(transaction, office, "units.found", [&](auto& change) {
      return organisation::found_unit(change, stage.secrets(),
                                      {.kind = organisation::UnitKind::joint_branch,
                                       .full_name = "中共解放碑商圈新就业群体联合支部委员会",
                                       .parent = parent->parent_id,
                                       .founded_on = day,
                                       .term_ends_on = day.plus_months(36),
                                       .reason = "应建尽建：外卖、快递从业党员较集中",
                                       .approval = "解工委〔演示〕5号"});
    });
    std::vector<MemberId> moved;
    for (auto const& member : organisation::members_of(transaction, from.id, day)) {
      bool const holds_post = !organisation::posts_held_by(transaction, member.id, day).empty();
      if (moved.size() == 3 || holds_post || member.joined_on >= day.plus_months(-24)) continue;
      stage.operate(transaction, office, "members.transfer", [&](auto& change) {
        return organisation::transfer_member(change, {member.id, made, day, "新建党支部"});
      });
      moved.push_back(member.id);
    }
    stage.operate(transaction, office, "units.set_post", [&](auto& change) {
      return organisation::set_post(change, {.unit = made, .member = moved.front(), .from = day});
    });
  });
}

void plan_merger(Stage& stage, DemoBranch const& branch, DemoBranch const& into, Date day) {
  stage.at(day, [&stage, &branch, &into](Transaction& transaction) {
    stage.operate(transaction, stage.cast().office, "units.merge", [&](auto& change) {
      return organisation::merge_unit(change, {.unit = branch.id,
                                               .into = into.id,
                                               .day = stage.today(),
                                               .reason = "项目完工，临时党支部撤销",
                                               .approval = "解工委〔演示〕6号"});
    });
  });
}

/// Probation is over: the branch meeting votes, and the register says so.
void confirm_member(Stage& stage, Transaction& transaction, DemoBranch const& branch,
                    MemberBrief const& member) {
  auto const today = stage.today();
  auto const basis = practice::basis_of_vote(transaction, stage.rules(),
                                             {branch.id, practice::VoteForm::admission, today});
  if (!basis || basis->voters.size() < 3) return;
  auto const present = std::ssize(basis->voters);
  practice::NewVote vote{.unit = branch.id,
                         .day = today,
                         .form = practice::VoteForm::admission,
                         .subject = fmt::format("预备党员{}转正", member.name)};
  vote.count = {.present = present,
                .issued = present,
                .returned = present,
                .valid = present,
                .options = {{.name = member.name, .member = member.id, .yes = present}}};
  stage.operate(transaction, branch.keeper, "votes.record",
                [&](auto& change) { return practice::record_vote(change, stage.rules(), vote); });
  organisation::MemberDetails details;
  details.full_member_on = member.joined_on.plus_months(12);
  organisation::MemberDesk const desk{stage.secrets(), stage.rules()};
  stage.operate(transaction, branch.keeper, "members.correct", [&](auto& change) {
    return organisation::correct_member(change, desk, member.id, details,
                                        "预备期满，支部党员大会通过转正");
  });
}

practice::NewVote election_of(DemoBranch const& branch, Date day, std::int64_t voters) {
  auto const present = voters - voters / 10;
  practice::NewVote vote{.unit = branch.id,
                         .day = day,
                         .form = practice::VoteForm::election,
                         .subject = "支部换届选举：书记"};
  vote.count = {.post = "secretary",
                .seats = 1,
                .present = present,
                .issued = present,
                .returned = present,
                .valid = present,
                .options = {{.name = branch.secretary_name,
                             .member = branch.secretary,
                             .yes = present - 1,
                             .no = 0,
                             .abstain = 1}}};
  return vote;
}
}  // namespace

void plan_changes(Stage& stage, Month month) {
  if (stage.cast().branches.size() < 2) return;
  auto dice = stage.dice({65, month.index});
  for (int i = 0; i < 2; ++i) plan_transfer(stage, month, i);
  for (int i = 0; i < 3; ++i) plan_correction(stage, month, i);
  plan_category(stage, month);
  auto const endings_this_month = dice.between(4, 9);
  for (int i = 0; i < endings_this_month; ++i) plan_ending(stage, month, i);
}

void plan_confirmations(Stage& stage, DemoBranch const& branch, Month month) {
  bool const forgets = branch.care == Care::careless || branch.last_month;
  if (forgets) return;
  auto dice = stage.dice({67, branch.number, month.index});
  stage.at(month.first_day().plus_days(dice.between(8, 24)), [&stage,
                                                              &branch](Transaction& transaction) {
    for (auto const& member : organisation::members_of(transaction, branch.id, stage.today())) {
      bool const is_over = !member.full_member_on && !member.lost_since &&
                           member.registration == organisation::Registration::registered &&
                           member.joined_on.plus_months(12) <= stage.today();
      if (is_over) confirm_member(stage, transaction, branch, member);
    }
  });
}

void plan_elections(Stage& stage, DemoBranch const& branch, Date until) {
  bool const is_held = branch.term_ends_on && *branch.term_ends_on <= until &&
                       branch.care != Care::careless && !branch.last_month;
  if (!is_held) return;
  auto dice = stage.dice({66, branch.number});
  auto const day =
      std::max(branch.term_ends_on->plus_days(-dice.between(2, 20)), stage.today().plus_days(20));
  stage.at(day, [&stage, &branch, day](Transaction& transaction) {
    auto const basis = practice::basis_of_vote(transaction, stage.rules(),
                                               {branch.id, practice::VoteForm::election, day});
    if (!basis || basis->voters.size() < 3) return;
    auto const vote = election_of(branch, day, std::ssize(basis->voters));
    stage.operate(transaction, branch.keeper, "votes.record",
                  [&](auto& change) { return practice::record_vote(change, stage.rules(), vote); });
    stage.operate(transaction, stage.cast().office, "units.set_term", [&](auto& change) {
      return organisation::set_term(change, branch.id, day.plus_months(36), "支部换届选举");
    });
  });
}

void plan_adjustments(Stage& stage, Month first) {
  auto& branches = stage.cast().branches;
  auto const day = first.plus(3).first_day().plus_days(11);
  int renamed = 0;
  DemoBranch* large_joint = nullptr;
  DemoBranch* temporary = nullptr;
  for (auto& branch : branches) {
    if (branch.kind == organisation::UnitKind::branch && branch.number > 10 && renamed < 4)
      plan_rename(stage, branch, day.plus_days(++renamed * 23));
    if (branch.kind == organisation::UnitKind::joint_branch && !large_joint) large_joint = &branch;
    if (branch.kind == organisation::UnitKind::temporary_branch) temporary = &branch;
  }
  if (large_joint != nullptr) plan_founding(stage, *large_joint, day);
  if (temporary == nullptr) return;
  // Its books of the last month are done before it goes.
  temporary->last_month = first.plus(4);
  temporary->care = Care::usual;
  plan_merger(stage, *temporary, branches.front(), first.plus(5).last_day().plus_days(-1));
}

}  // namespace hangji::application
