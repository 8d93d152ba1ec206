#include "practice/votes/votes_operations.h"

#include "kernel/facts/fact_kinds.h"
#include "kernel/facts/facts.h"
#include "organisation/units/units_store.h"
#include "practice/activities/activities_store.h"
#include "practice/activities/activity_kind.h"
#include "practice/votes/votes_store.h"

#include <fmt/format.h>

#include <algorithm>

namespace hangji::practice {

using facts::FactDraft;
using journal::Change;
using rules::Rulebook;

namespace {
using RuleOfDay = rules::InForce<VoteRule>;

Result<Done> check_excluded(RuleOfDay const& rule, NewVote const& wanted,
                            std::vector<MemberId> const& voters) {
  std::vector<MemberId> seen;
  for (auto const& one : wanted.excluded) {
    auto const& reasons = rule->excluded_from_expected;
    bool const is_known = std::ranges::find(reasons, one.reason) != reasons.end();
    bool const is_twice = std::ranges::find(seen, one.member) != seen.end();
    if (!is_known || is_twice || !std::ranges::binary_search(voters, one.member)) {
      return refuse(VoteRefusal::exclusion_wrong,
                    is_known ? "不计入应到的人应当是有表决权的党员，每人一次"
                             : fmt::format("这类表决不能以“{}”为由不计入应到", label(one.reason)),
                    {.field = "excluded", .rule = rule.rule->id});
    }
    seen.push_back(one.member);
  }
  if (!wanted.excluded.empty() && rule->exclusion_needs_approval && wanted.approval.empty()) {
    return refuse(VoteRefusal::approval_missing, "不计入应到须经上级党组织同意，请填写文号",
                  {.field = "approval", .rule = rule.rule->id});
  }
  return Done{};
}

Result<Done> check_margin(RuleOfDay const& rule, VoteCount const& count) {
  if (rule->form != VoteForm::election || rule.rule->severity != rules::Severity::binding)
    return Done{};
  auto const listed = std::ranges::count(count.options, Candidacy::listed, &VoteOption::candidacy);
  auto const least = least_candidates(*rule, count.post, count.seats);
  bool const is_equal = is_without_margin(*rule, count.post);
  if (is_equal ? listed == least : listed >= least) return Done{};
  return refuse(VoteRefusal::margin_missing,
                fmt::format("应选 {} 人，{}{} 人，现有 {} 人", count.seats,
                            is_equal ? "等额选举，候选人应为 " : "候选人至少 ", least, listed),
                {.field = "options", .rule = rule.rule->id});
}

/// The first refusal in the order of the header; `expected` is already filled in.
Result<Done> check_wanted(RuleOfDay const& rule, NewVote const& wanted, VoteCount const& count,
                          std::vector<MemberId> const& voters) {
  if (wanted.subject.empty()) {
    return refuse(VoteRefusal::subject_missing, "请填写表决的事项", {.field = "subject"});
  }
  if (auto good = check_options(*rule, count); !good) return good;
  if (auto good = check_excluded(rule, wanted, voters); !good) return good;
  if (auto good = check_count(*rule, count); !good) return good;
  if (auto good = check_margin(rule, count); !good) return good;
  auto const by_register = std::ssize(voters) - std::ssize(wanted.excluded);
  if (count.expected != by_register && wanted.expected_note.empty()) {
    return refuse(VoteRefusal::reason_missing,
                  fmt::format("名册上有表决权的党员 {} 人，与填写的 {} 人不一致，请说明原因",
                              by_register, count.expected),
                  {.field = "expected_note"});
  }
  return Done{};
}

VoteRow row_of(VoteId id, NewVote const& wanted, VoteCount const& count) {
  return {.id = id,
          .unit_id = wanted.unit,
          .day = wanted.day,
          .form = wanted.form,
          .subject = wanted.subject,
          .activity_id = wanted.activity,
          .post = count.post,
          .seats = count.seats,
          .expected = count.expected,
          .expected_note = wanted.expected_note,
          .present = count.present,
          .issued = count.issued,
          .returned = count.returned,
          .valid = count.valid,
          .excluded = to_json(wanted.excluded),
          .approval = wanted.approval,
          .options = to_json(count.options)};
}

/// Whose meeting it is: null when the rules know no such kind of meeting any more.
using MeetingKind = std::optional<rules::InForce<ActivityKind>>;

/// A vote is held at a meeting of the same unit whose kind decides so.
Result<MeetingKind> meeting_kind(database::Transaction& transaction, Rulebook const& rules,
                                 VoteOccasion const& occasion) {
  if (occasion.meeting.is_none()) return MeetingKind{};
  auto const meeting = activity(transaction, occasion.meeting);
  if (!meeting || meeting->unit_id != occasion.unit) {
    return refuse(VoteRefusal::meeting_unknown, "没有这次会议，或不是这个党组织的会议",
                  {.field = "activity"});
  }
  auto kind = rules.find<ActivityKind>(meeting->kind, meeting->day);
  bool const is_committee = kind && (*kind)->audience == Audience::branch_committee;
  bool const decides = !kind || !(*kind)->vote_rule.empty();
  if (decides && (!is_committee || occasion.form == VoteForm::ordinary)) return kind;
  return refuse(VoteRefusal::meeting_unknown,
                fmt::format("{}不进行{}", kind->rule->title, label(occasion.form)),
                {.field = "activity", .rule = kind->rule->id});
}

/// Those of the voters who hold a post of the unit.
std::vector<MemberId> committee_of(database::Transaction& transaction, VoteOccasion const& occasion,
                                   std::vector<MemberId> const& voters) {
  std::vector<MemberId> committee;
  for (auto const& post : organisation::posts_of(transaction, occasion.unit, occasion.day)) {
    if (std::ranges::binary_search(voters, post.member_id)) committee.push_back(post.member_id);
  }
  std::ranges::sort(committee);
  auto const again = std::ranges::unique(committee);
  committee.erase(again.begin(), again.end());
  return committee;
}

bool may_hold(database::Transaction& transaction, VoteRule const& rule,
              VoteOccasion const& occasion) {
  if (rule.units.empty()) return true;
  auto const unit = organisation::unit_on(transaction, occasion.unit, occasion.day);
  auto const kind = unit ? boost::describe::enum_to_string(unit->kind, "") : "";
  return std::ranges::find(rule.units, kind) != rule.units.end();
}

/// Whether a day is to come is the fact ledger's to say, also for a vote that comes to no fact.
Result<Done> check_day(Change const& change, Date day) {
  if (day <= change.today()) return Done{};
  return refuse(facts::FactRefusal::in_the_future, "日期在今天之后", {.field = "day"});
}
}  // namespace

Result<VoteBasisOfDay> basis_of_vote(database::Transaction& transaction, Rulebook const& rules,
                                     VoteOccasion const& occasion) {
  auto const rule = vote_rule_of(rules, occasion.form, occasion.day);
  if (!rule) {
    return refuse(VoteRefusal::rule_missing,
                  fmt::format("{}还没有{}的规则", to_chinese(occasion.day), label(occasion.form)),
                  {.field = "day"});
  }
  if (!may_hold(transaction, **rule, occasion)) {
    return refuse(VoteRefusal::unit_wrong,
                  fmt::format("这个党组织不能进行{}", label(occasion.form)),
                  {.field = "unit", .rule = rule->rule->id});
  }
  auto const kind = meeting_kind(transaction, rules, occasion);
  if (!kind) return std::unexpected{kind.error()};
  VoteBasisOfDay basis{*rule, voters_on(transaction, occasion.unit, occasion.day)};
  if (*kind && (**kind)->audience == Audience::branch_committee)
    basis.voters = committee_of(transaction, occasion, basis.voters);
  return basis;
}

Result<VoteId> record_vote(Change& change, Rulebook const& rules, NewVote const& wanted) {
  auto const basis = basis_of_vote(change.transaction(), rules,
                                   {wanted.unit, wanted.form, wanted.day, wanted.activity});
  if (!basis) return std::unexpected{basis.error()};
  auto const& voters = basis->voters;
  auto count = wanted.count;
  count.expected = wanted.expected.value_or(std::ssize(voters) - std::ssize(wanted.excluded));
  if (auto good = check_wanted(basis->rule, wanted, count, voters); !good)
    return std::unexpected{std::move(good.error())};
  if (auto good = check_day(change, wanted.day); !good)
    return std::unexpected{std::move(good.error())};

  auto const row = row_of(change.new_id<VoteId>(), wanted, count);
  change.insert(row);
  auto const outcome = outcome_of(*basis->rule, count);
  if (is_decided(outcome.verdict)) {
    auto fact = facts::append(change, {.kind = std::string{facts::kind::vote_held},
                                       .topic = basis->rule.rule->id,
                                       .day = row.day,
                                       .unit = row.unit_id,
                                       .amount = votes_in_favour(count),
                                       .source = source_of(row.id),
                                       .note = row.subject});
    if (!fact) return std::unexpected{std::move(fact.error())};
  }
  change.about(row.unit_id, fmt::format("{}{}“{}”:{}", to_chinese(row.day), label(row.form),
                                        row.subject, label(outcome.verdict)));
  return row.id;
}

Result<Done> annul_vote(Change& change, VoteId id, std::string_view reason) {
  if (reason.empty()) {
    return refuse(VoteRefusal::reason_missing, "请写明为什么作废", {.field = "reason"});
  }
  auto const before = vote(change.transaction(), id);
  if (!before) return refuse(VoteRefusal::not_found, "没有这次表决", {.status = 404});
  if (before->state == VoteState::annulled) {
    return refuse(VoteRefusal::annulled_already, "这次表决已经作废", {.status = 409});
  }
  auto after = *before;
  after.state = VoteState::annulled;
  after.annulled_note = reason;
  change.update(*before, after);
  for (auto const& fact : facts::standing_of_source(change.transaction(), source_of(id))) {
    auto taken_back = facts::append(change, {.kind = fact.kind,
                                             .topic = fact.topic,
                                             .day = fact.day,
                                             .unit = fact.unit_id,
                                             .amount = 0,
                                             .source = fact.source_id,
                                             .supersedes = fact.id,
                                             .note = std::string{reason}});
    if (!taken_back) return std::unexpected{std::move(taken_back.error())};
  }
  change.about(before->unit_id,
               fmt::format("作废{}“{}”的登记", label(before->form), before->subject));
  return Done{};
}

}  // namespace hangji::practice
