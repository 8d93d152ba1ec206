#include "practice/points/points_operations.h"

#include "kernel/facts/fact_kinds.h"
#include "practice/points/points_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace hangji::practice {

using journal::Change;
using periods::CalendarPeriod;
using rules::Rulebook;

namespace {
/// What may be proposed: its title, and what it gives at most; none for a red line or a waiver.
struct Proposable {
  rules::Rule const* rule{nullptr};
  PointsItem const* item{nullptr};
};

std::optional<Proposable> proposable(Rulebook const& rules, std::string_view id, Date day) {
  if (auto const item = rules.find<PointsItem>(id, day); item) {
    if ((*item)->award != Award::proposed) return std::nullopt;
    return Proposable{item->rule, item->parameters};
  }
  if (auto const line = rules.find<PointsRedLine>(id, day); line) {
    bool const is_by_hand =
        (*line)->fact == facts::kind::points_confirmed && (*line)->topic.empty();
    if (!is_by_hand) return std::nullopt;
    return Proposable{line->rule};
  }
  auto const standard = rules.find<PointsStandard>(id, day);
  if (!standard || !(*standard)->daily_can_be_waived) return std::nullopt;
  return Proposable{standard->rule};
}

Result<std::int64_t> amount_of(Proposable const& meant, NewProposal const& wanted,
                               MemberCategory category) {
  if (meant.item == nullptr) {
    if (!wanted.amount) return 1;
    return refuse(PointsRefusal::amount_wrong, "这一项没有分值", {.field = "amount"});
  }
  auto const most = meant.item->amount.of(category);
  if (!most) {
    return refuse(PointsRefusal::not_for_category,
                  fmt::format("“{}”不适用于这一类党员", meant.rule->title),
                  {.field = "item", .rule = meant.rule->id});
  }
  auto const amount = wanted.amount.value_or(*most);
  bool const is_other_sign = (amount < Points{}) != (*most < Points{});
  if (amount == Points{} || is_other_sign || std::abs(amount.value) > std::abs(most->value)) {
    return refuse(PointsRefusal::amount_wrong,
                  fmt::format("“{}”每次 {} 分，不能超过", meant.rule->title, to_text(*most)),
                  {.field = "amount", .rule = meant.rule->id});
  }
  return amount.value;
}

bool needs_evidence(Proposable const& meant) {
  return meant.item == nullptr || meant.item->evidence_required;
}

}  // namespace

Result<ProposalId> propose_points(Change& change, Rulebook const& rules,
                                  NewProposal const& wanted) {
  auto const row = organisation::member(change.transaction(), wanted.member);
  auto const membership =
      organisation::membership_on(change.transaction(), wanted.member, wanted.day);
  if (!row || !membership) {
    return refuse(PointsRefusal::member_unknown, "这名党员当日不在任何党组织中",
                  {.field = "member", .status = 404});
  }
  auto const meant = proposable(rules, wanted.item, wanted.day);
  if (!meant) {
    return refuse(PointsRefusal::item_unknown, "没有这一积分项目，或不能由人提议",
                  {.field = "item"});
  }
  auto const category = organisation::category_on(change.transaction(), *row, wanted.day);
  auto const amount = amount_of(*meant, wanted, category);
  if (!amount) return std::unexpected{amount.error()};
  if (needs_evidence(*meant) && wanted.reason.empty() && wanted.evidence.is_none()) {
    return refuse(PointsRefusal::reason_missing, "须附证据或写明事由",
                  {.field = "reason", .rule = meant->rule->id});
  }
  if (wanted.day > change.today()) {
    return refuse(PointsRefusal::in_the_future, "日期尚未到来", {.field = "day"});
  }
  ProposalRow const proposed{.id = change.new_id<ProposalId>(),
                             .member_id = wanted.member,
                             .unit_id = membership->unit_id,
                             .item = wanted.item,
                             .day = wanted.day,
                             .amount = *amount,
                             .reason = wanted.reason,
                             .evidence = wanted.evidence,
                             .proposed_by = change.actor().id};
  change.insert(proposed);
  change.about(membership->unit_id, fmt::format("提议积分“{}”：{}", meant->rule->title, row->name));
  return proposed.id;
}

Result<Done> decide_proposal(Change& change, ProposalId id, ProposalDecision const& decision) {
  bool const is_confirmed = decision.decision == Decision::confirm;
  if (!is_confirmed && decision.answer.empty()) {
    return refuse(PointsRefusal::reason_missing, "不同意须写明理由",
                  {.field = "answer", .status = 400});
  }
  auto const before = proposal(change.transaction(), id);
  if (!before) return refuse(PointsRefusal::proposal_unknown, "没有这条提议", {.status = 404});
  if (before->state != ProposalState::pending) {
    return refuse(PointsRefusal::already_decided, "这条提议已经处理", {.status = 409});
  }
  if (before->proposed_by == change.actor().id) {
    return refuse(PointsRefusal::own_proposal, "提议须由第二人确认，不能自己确认");
  }
  if (!decision.decider.is_none() && before->member_id == decision.decider) {
    return refuse(PointsRefusal::own_points, "不能确认自己的积分");
  }
  auto after = *before;
  after.state = is_confirmed ? ProposalState::confirmed : ProposalState::declined;
  after.decided_by = change.actor().id;
  after.decided_at = change.now();
  after.answer = decision.answer;
  change.update(*before, after);
  if (is_confirmed) {
    auto const fact = facts::append(change, {.kind = std::string{facts::kind::points_confirmed},
                                             .topic = before->item,
                                             .day = before->day,
                                             .unit = before->unit_id,
                                             .member = before->member_id,
                                             .amount = before->amount,
                                             .source = SourceId{id.value},
                                             .note = before->reason});
    if (!fact) return std::unexpected{fact.error()};
  }
  change.about(before->unit_id, is_confirmed ? "确认积分提议" : "不同意积分提议");
  return Done{};
}

Result<Done> take_back_proposal(Change& change, ProposalId id) {
  auto const before = proposal(change.transaction(), id);
  if (!before) return refuse(PointsRefusal::proposal_unknown, "没有这条提议", {.status = 404});
  if (before->state != ProposalState::pending)
    return refuse(PointsRefusal::already_decided, "这条提议已经处理", {.status = 409});
  if (before->proposed_by != change.actor().id)
    return refuse(PointsRefusal::not_proposer, "提议由提议人本人撤回");
  auto after = *before;
  after.state = ProposalState::taken_back;
  after.decided_by = change.actor().id;
  after.decided_at = change.now();
  change.update(*before, after);
  change.about(before->unit_id, "撤回积分提议");
  return Done{};
}

Result<Done> withdraw_proposal(Change& change, ProposalId id, std::string_view reason,
                               MemberId decider) {
  if (reason.empty()) {
    return refuse(PointsRefusal::reason_missing, "更正须写明理由",
                  {.field = "reason", .status = 400});
  }
  auto const before = proposal(change.transaction(), id);
  if (!before) return refuse(PointsRefusal::proposal_unknown, "没有这条提议", {.status = 404});
  if (before->state != ProposalState::confirmed)
    return refuse(PointsRefusal::not_confirmed, "这条提议没有计分，不须更正", {.status = 409});
  if (!decider.is_none() && before->member_id == decider)
    return refuse(PointsRefusal::own_points, "不能更正自己的积分");
  auto after = *before;
  after.state = ProposalState::withdrawn;
  after.answer = reason;
  change.update(*before, after);
  for (auto const& fact : facts::standing_of_source(change.transaction(), SourceId{id.value})) {
    auto const taken_back = facts::append(change, {.kind = fact.kind,
                                                   .topic = fact.topic,
                                                   .day = fact.day,
                                                   .unit = fact.unit_id,
                                                   .member = fact.member_id,
                                                   .amount = 0,
                                                   .source = fact.source_id,
                                                   .supersedes = fact.id,
                                                   .note = std::string{reason}});
    if (!taken_back) return std::unexpected{taken_back.error()};
  }
  change.about(before->unit_id, "更正已确认的积分");
  return Done{};
}

Result<Done> publish_quarter(Change& change, UnitId unit, CalendarPeriod quarter) {
  if (quarter.every != periods::Every::quarter) {
    return refuse(PointsRefusal::period_wrong, "请写明季度，如 2026-Q3",
                  {.field = "quarter", .status = 400});
  }
  for (auto month = quarter.first; month <= quarter.last(); month = month.plus(1)) {
    if (facts::is_closed(change.transaction(), unit, month)) continue;
    return refuse(PointsRefusal::register_open,
                  fmt::format("{}的积分登记还没有关闭", to_chinese(month)), {.status = 409});
  }
  auto const topic = periods::to_text(quarter);
  if (publication_of(change.transaction(), unit, topic)) {
    return refuse(PointsRefusal::already_published,
                  fmt::format("{}的积分已经公开", periods::to_chinese(quarter)), {.status = 409});
  }
  auto const fact = facts::append(change, {.kind = std::string{facts::kind::points_published},
                                           .topic = topic,
                                           .day = change.today(),
                                           .unit = unit});
  if (!fact) return std::unexpected{fact.error()};
  change.about(unit, fmt::format("公开{}积分", periods::to_chinese(quarter)));
  return Done{};
}

}  // namespace hangji::practice
