#include "practice/member_facts/member_facts_api.h"

#include "organisation/members/members_store.h"
#include "practice/member_facts/member_facts.h"

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
};
BOOST_DESCRIBE_STRUCT(Topic, (), (code, name))

struct Kind {
  std::string kind{};
  std::string name{};
  std::vector<Topic> topics{};
  std::string note_required{};
};
BOOST_DESCRIBE_STRUCT(Kind, (), (kind, name, topics, note_required))

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
};
BOOST_DESCRIBE_STRUCT(NewInput, (), (id, kind, topic, day, note))

struct Entered {
  FactId fact{};
};
BOOST_DESCRIBE_STRUCT(Entered, (), (fact))

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
  MemberFactList all{member_facts_of(reading.transaction, query.id), {}};
  for (auto const& kind : member_fact_kinds()) {
    if (!reading.require(permission_for(kind.fact), unit)) continue;
    auto& shown = all.kinds.emplace_back(
        Kind{std::string{kind.fact}, std::string{kind.name}, {}, std::string{kind.note_required}});
    for (auto const& topic : kind.topics)
      shown.topics.push_back({std::string{topic.code}, std::string{topic.name}});
  }
  return all;
}

Result<Entered> enter(Writing& writing, NewInput const& input) {
  auto const home = organisation::membership_on(writing.transaction, input.id, input.day);
  auto const unit = home ? home->unit_id : UnitId{};
  if (auto good = writing.require(permission_for(input.kind), unit); !good)
    return std::unexpected{std::move(good.error())};
  auto fact = enter_member_fact(writing.change, {.member = input.id,
                                                 .kind = input.kind,
                                                 .topic = input.topic.value_or(""),
                                                 .day = input.day,
                                                 .note = input.note.value_or("")});
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
  endpoints.operation({.path = "/api/member-facts/{fact}/withdraw",
                       .operation = "member_facts.withdraw",
                       .summary = "撤回误登的事实",
                       .permission = Permission::record_activities},
                      withdraw);
}

}  // namespace hangji::practice
