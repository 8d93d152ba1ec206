#include "practice/member_facts/member_facts_api.h"

#include "organisation/members/members_store.h"
#include "practice/member_facts/member_facts.h"
#include "practice/member_facts/punishment_steps.h"
#include "practice/member_facts/review_grades.h"

namespace hangji::practice {

using access::Permission;
using api::Reading;
using api::Writing;

namespace {
struct MemberQuery {
  MemberId id{};
};
BOOST_DESCRIBE_STRUCT(MemberQuery, (), (id))

struct Topic {
  std::string code{};
  std::string name{};
  /// Months are entered with it.
  bool has_term{};
};
BOOST_DESCRIBE_STRUCT(Topic, (), (code, name, has_term))

struct Kind {
  std::string kind{};
  std::string name{};
  std::vector<Topic> topics{};
  std::string note_required{};
  /// The year reviewed is entered with it.
  bool of_review{};
  /// Entered with the punishment it is about.
  bool of_punishment{};
};
BOOST_DESCRIBE_STRUCT(Kind, (), (kind, name, topics, note_required, of_review, of_punishment))

struct MemberFactList {
  std::vector<MemberFactView> rows{};
  /// What the person may enter about this member.
  std::vector<Kind> kinds{};
};
BOOST_DESCRIBE_STRUCT(MemberFactList, (), (rows, kinds))

struct NewInput {
  MemberId id{};
  std::string kind{};
  std::optional<std::string> topic{};
  Date day{};
  std::optional<std::string> note{};
  /// Of a topic with a term.
  std::optional<int> months{};
  /// Of a review; absent: the day's.
  std::optional<int> year{};
};
BOOST_DESCRIBE_STRUCT(NewInput, (), (id, kind, topic, day, note, months, year))

struct Entered {
  FactId fact{};
};
BOOST_DESCRIBE_STRUCT(Entered, (), (fact))

struct ReviewQuery {
  UnitId unit{};
  int year{};
};
BOOST_DESCRIBE_STRUCT(ReviewQuery, (), (unit, year))

struct GradesInput {
  UnitId unit{};
  int year{};
  Date day{};
  std::vector<Grade> grades{};
};
BOOST_DESCRIBE_STRUCT(GradesInput, (), (unit, year, day, grades))

struct StepInput {
  FactId fact{};
  organisation::PunishmentStep step{};
  Date day{};
  std::string note{};
};
BOOST_DESCRIBE_STRUCT(StepInput, (), (fact, step, day, note))

struct WithdrawInput {
  FactId fact{};
  std::string reason{};
};
BOOST_DESCRIBE_STRUCT(WithdrawInput, (), (fact, reason))

/// Punishments come from above: who may change the register of members enters them.
Permission permission_for(std::string_view fact) {
  for (auto const& kind : member_fact_kinds()) {
    if (kind.fact == fact && kind.from_above) return Permission::edit_members;
  }
  return Permission::record_activities;
}

// The route is open to whoever may see rules; the handler asks whose record it is.
Result<MemberFactList> list(Reading& reading, MemberQuery const& query) {
  auto const unit = organisation::unit_of(reading.transaction, query.id);
  if (auto good = reading.require_or_own(Permission::see_points, unit, query.id); !good)
    return std::unexpected{std::move(good.error())};
  MemberFactList all{member_facts_of(reading.transaction, reading.rulebook, query.id), {}};
  for (auto const& kind : member_fact_kinds()) {
    if (!reading.require(permission_for(kind.fact), unit)) continue;
    auto& shown = all.kinds.emplace_back(Kind{std::string{kind.fact},
                                              std::string{kind.name},
                                              {},
                                              std::string{kind.note_required},
                                              kind.of_review,
                                              kind.of_punishment});
    for (auto const& topic : kind.topics)
      shown.topics.push_back(
          {std::string{topic.code}, std::string{topic.name}, !topic.most_months_rule.empty()});
  }
  return all;
}

Result<Entered> enter(Writing& writing, NewInput const& input) {
  auto const home = organisation::membership_on(writing.transaction, input.id, input.day);
  auto const unit = home ? home->unit_id : UnitId{};
  if (auto good = writing.require(permission_for(input.kind), unit); !good)
    return std::unexpected{std::move(good.error())};
  auto fact = enter_member_fact(writing.change, writing.rulebook,
                                {.member = input.id,
                                 .kind = input.kind,
                                 .topic = input.topic.value_or(""),
                                 .day = input.day,
                                 .note = input.note.value_or(""),
                                 .months = input.months,
                                 .year = input.year});
  if (!fact) return std::unexpected{std::move(fact.error())};
  return Entered{*fact};
}

Result<Done> withdraw(Writing& writing, WithdrawInput const& input) {
  // What does not exist and what is not one's own are answered alike.
  auto const fact = facts::fact(writing.transaction, input.fact);
  auto const permission = fact ? permission_for(fact->kind) : Permission::record_activities;
  if (auto good = writing.require(permission, fact ? fact->unit_id : UnitId{}); !good) return good;
  return withdraw_member_fact(writing.change, input.fact, input.reason);
}

Result<Entered> enter_step(Writing& writing, StepInput const& input) {
  auto const fact = facts::fact(writing.transaction, input.fact);
  if (auto good = writing.require(Permission::edit_members, fact ? fact->unit_id : UnitId{}); !good)
    return std::unexpected{std::move(good.error())};
  auto entered =
      enter_punishment_step(writing.change, {input.fact, input.step, input.day, input.note});
  if (!entered) return std::unexpected{std::move(entered.error())};
  return Entered{*entered};
}

Result<ReviewSheet> show_review(Reading& reading, ReviewQuery const& query) {
  if (auto good = reading.require(Permission::record_activities, query.unit); !good)
    return std::unexpected{std::move(good.error())};
  return review_sheet(reading.transaction, reading.rulebook, query.unit, query.year);
}

Result<ReviewSheet> enter_grades(Writing& writing, GradesInput const& input) {
  if (auto good = writing.require(Permission::record_activities, input.unit); !good)
    return std::unexpected{std::move(good.error())};
  auto const done = grade_members(writing.change, writing.rulebook,
                                  {input.unit, input.year, input.day, input.grades});
  if (!done) return std::unexpected{done.error()};
  return review_sheet(writing.transaction, writing.rulebook, input.unit, input.year);
}
}  // namespace

void add_member_fact_routes(http::RouteTable& table, api::Services& services) {
  api::Endpoints endpoints{table, services, "practice.member_facts"};
  endpoints.question("/api/members/{id}/facts", "一名党员考评、奖惩等登记，和可以登记的种类",
                     Permission::see_rules, list);
  endpoints.operation({.path = "/api/members/{id}/facts",
                       .operation = "member_facts.enter",
                       .summary = "登记民主评议等次、讲课、联系汇报、处分",
                       .permission = Permission::record_activities},
                      enter);
  endpoints.operation({.path = "/api/member-facts/{fact}/steps",
                       .operation = "member_facts.enter_step",
                       .summary = "登记处分的宣布、执行情况的报告、党员权利的恢复",
                       .permission = Permission::edit_members},
                      enter_step);
  endpoints.operation({.path = "/api/member-facts/{fact}/withdraw",
                       .operation = "member_facts.withdraw",
                       .summary = "撤回误登的事实",
                       .permission = Permission::record_activities},
                      withdraw);
  endpoints.question("/api/review-grades", "一个党组织一个年度的民主评议等次",
                     Permission::record_activities, show_review);
  endpoints.operation({.path = "/api/review-grades",
                       .operation = "member_facts.grade",
                       .summary = "登记或更正一个党组织的民主评议等次",
                       .permission = Permission::record_activities},
                      enter_grades);
}

}  // namespace hangji::practice
