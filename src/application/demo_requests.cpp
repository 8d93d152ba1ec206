// What members ask in the simulated year: corrections of their record, objections to a fact after
// the quarter's points were published, a complaint now and then; most are answered in time.
#include "application/demo_stage.h"
#include "kernel/facts/fact_kinds.h"
#include "kernel/requests/requests_operations.h"
#include "organisation/members/members_operations.h"
#include "organisation/members/members_store.h"
#include "organisation/units/units_store.h"

namespace hangji::application {

using database::Transaction;
using requests::RequestForm;

namespace {
using Made = std::shared_ptr<std::optional<requests::RequestId>>;

requests::NewRequest wanted_of(RequestForm form, organisation::MemberBrief const& member) {
  requests::NewRequest wanted{.form = form, .member = member.id, .unit = member.unit_id};
  switch (form) {
    case RequestForm::correction:
      wanted.about = requests::RequestAbout::own_record;
      wanted.text = "工作单位已变动，申请更正名册中的工作岗位。";
      break;
    case RequestForm::objection:
      wanted.about = requests::RequestAbout::fact;
      wanted.text = "当天我已到会，登记为缺席，请核对签到。";
      break;
    case RequestForm::complaint:
      wanted.text = "建议把主题党日安排在周末，方便在职党员参加。";
      break;
    case RequestForm::appeal: wanted.text = "对评定等次有不同意见，请上级复核。"; break;
  }
  return wanted;
}

/// An absence of somebody in the branch, of the quarter before.
std::optional<facts::FactRow> absence_in(Transaction& transaction, DemoBranch const& branch,
                                         Month last) {
  for (auto const& fact : facts::standing_of_unit(transaction, branch.id, last.plus(-2), last,
                                                  facts::kind::activity_absent)) {
    if (!fact.member_id.is_none()) return fact;
  }
  return std::nullopt;
}

void make(Stage& stage, Transaction& transaction, DemoBranch const& branch, RequestForm form,
          Made const& made) {
  made->reset();
  auto const members = members_in_touch(transaction, branch.id, stage.today());
  auto wanted = wanted_of(form, members[members.size() / 2]);
  wanted.street = organisation::line_of(transaction, branch.id).front();
  if (form == RequestForm::objection) {
    auto const absence = absence_in(transaction, branch, Month::of(stage.today()).plus(-1));
    if (!absence) return;
    wanted.member = absence->member_id;
    wanted.about_id = SourceId{absence->id.value};
  }
  // Some objections come too late and are not taken.
  wanted.channel = facts::Channel::paper;
  auto id = stage.attempt(transaction, branch.keeper, "requests.make", [&](auto& change) {
    return requests::make_request(change, stage.rules(), wanted);
  });
  if (id) *made = *id;
}

void answer(Stage& stage, Transaction& transaction, DemoBranch const& branch, RequestForm form,
            Made const& made) {
  if (!*made) return;
  bool const is_upheld = form != RequestForm::objection || branch.number % 2 == 0;
  auto const& actor = stage.cast().office;
  requests::Reader const reader{.user = actor.id, .reach = access::Reach::subtree};
  stage.operate(transaction, actor, "requests.answer", [&](auto& change) {
    return requests::answer_request(
        change, **made,
        is_upheld ? requests::RequestOutcome::upheld : requests::RequestOutcome::rejected,
        is_upheld ? "经核对，情况属实，已予更正。" : "经核对签到记录和活动照片，原登记无误。",
        reader);
  });
}
}  // namespace

void plan_requests(Stage& stage, DemoBranch const& branch, Month month) {
  auto dice = stage.dice({41, branch.number, month.index});
  bool const is_after_quarter = month.month() % 3 == 1;
  auto const thrown = dice.between(1, 1000);
  std::optional<RequestForm> form;
  if (thrown <= 12) form = RequestForm::correction;
  if (thrown > 12 && thrown <= 15) form = RequestForm::complaint;
  if (is_after_quarter && thrown > 15 && thrown <= 60) form = RequestForm::objection;
  if (!form) return;
  auto const made = std::make_shared<std::optional<requests::RequestId>>();
  auto const day = month.first_day().plus_days(dice.between(16, 24));
  stage.at(day, [&stage, &branch, form, made](Transaction& transaction) {
    make(stage, transaction, branch, *form, made);
  });
  // Some are answered late.
  auto const waits = dice.chance(80) ? dice.between(18, 45) : dice.between(1, 9);
  stage.at(day.plus_days(waits), [&stage, &branch, form, made](Transaction& transaction) {
    answer(stage, transaction, branch, *form, made);
  });
}

}  // namespace hangji::application
