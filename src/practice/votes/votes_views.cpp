#include "practice/votes/votes_views.h"

#include <fmt/format.h>

namespace hangji::practice {

using api::Explanation;
using rules::Rulebook;

namespace {
rules::InForce<VoteRule> rule_of(Rulebook const& rules, VoteRow const& row) {
  auto const rule = vote_rule_of(rules, row.form, row.day);
  verify(rule.has_value(), "a recorded vote has a rule on its day");
  return *rule;
}

OptionView view_of(VoteOption const& option, OptionResult result) {
  OptionView view{.name = option.name};
  if (!option.member.is_none()) view.member = option.member;
  view.candidacy = option.candidacy;
  view.yes = option.yes;
  view.no = option.no;
  view.abstain = option.abstain;
  view.written_yes = option.written_yes;
  view.written_no = option.written_no;
  view.written_abstain = option.written_abstain;
  view.in_favour = option.in_favour();
  view.result = result;
  return view;
}

std::string_view label(OptionResult result) {
  switch (result) {
    case OptionResult::undecided: return "未表决";
    case OptionResult::not_passed: return "未过半数";
    case OptionResult::passed: return "通过";
    case OptionResult::elected: return "当选";
    case OptionResult::run_off: return "票数相等，再次投票";
  }
  return "";
}

std::string_view label(VoteBasis basis) { return basis == VoteBasis::expected ? "应到" : "实到"; }

void explain_expected(Explanation& all, VoteRow const& row) {
  auto text = fmt::format("应到会的有表决权党员 {} 人", row.expected);
  auto const excluded = excluded_of(row);
  if (!excluded.empty())
    text += fmt::format("，另有 {} 人经同意不计入应到（{}）", excluded.size(), row.approval);
  if (!row.expected_note.empty()) text += "；" + row.expected_note;
  all.steps.push_back({.text = std::move(text), .amount = std::to_string(row.expected)});
}

void explain_quorum(Explanation& all, rules::InForce<VoteRule> const& rule, VoteRow const& row,
                    VoteOutcome const& outcome) {
  bool const is_enough = row.present >= outcome.quorum;
  all.steps.push_back({.text = fmt::format("到会须{}应到，即至少 {} 人；实到 {} 人，{}",
                                           rules::to_text(rule->quorum), outcome.quorum,
                                           row.present, is_enough ? "可以表决" : "不能表决"),
                       .amount = std::to_string(row.present),
                       .rule = rules::citation_of(*rule.rule)});
}

void explain_ballots(Explanation& all, VoteRow const& row, VoteOutcome const& outcome) {
  auto text =
      fmt::format("发出 {} 票，收回 {} 票，有效 {} 票", row.issued, row.returned, row.valid);
  if (outcome.verdict == VoteVerdict::void_ballots)
    text += "；收回多于发出，投票无效，应当重新投票";
  all.steps.push_back({.text = std::move(text), .amount = std::to_string(row.valid)});
}

void explain_options(Explanation& all, rules::InForce<VoteRule> const& rule, VoteView const& view) {
  auto const whole = rule->basis == VoteBasis::expected ? view.expected : view.present;
  all.steps.push_back(
      {.text = fmt::format("赞成须{}{}人数（{} 人），即至少 {} 票", rules::to_text(rule->majority),
                           label(rule->basis), whole, view.majority),
       .amount = std::to_string(view.majority),
       .rule = rules::citation_of(*rule.rule)});
  for (auto const& option : view.options) {
    auto text = fmt::format("{}：赞成 {}，反对 {}，弃权 {}", option.name, option.yes, option.no,
                            option.abstain);
    if (option.written_yes + option.written_no + option.written_abstain > 0) {
      text += fmt::format("；会前书面意见赞成 {}，反对 {}，弃权 {}，计入票数", option.written_yes,
                          option.written_no, option.written_abstain);
    }
    text += fmt::format("；{}", label(option.result));
    all.steps.push_back({.text = std::move(text), .amount = std::to_string(option.in_favour)});
  }
}

/// The `vote.held` fact, or what took it back.
void explain_fact(Explanation& all, database::Transaction& transaction, VoteRow const& row) {
  for (auto const& fact : facts::standing_of_source(transaction, source_of(row.id))) {
    all.steps.push_back({.text = row.state == VoteState::annulled
                                     ? "登记有误，已作废：" + row.annulled_note
                                     : "据此登记为已经表决",
                         .fact = api::mention_of(transaction, fact)});
  }
}
}  // namespace

VoteView view_of(Rulebook const& rules, VoteRow const& row) {
  auto const count = count_of(row);
  auto const outcome = outcome_of(*rule_of(rules, row), count);
  VoteView view{.id = row.id, .unit = row.unit_id, .day = row.day, .form = row.form};
  view.form_name = label(row.form);
  view.subject = row.subject;
  if (!row.activity_id.is_none()) view.activity = row.activity_id;
  view.post = row.post;
  view.seats = row.seats;
  view.expected = row.expected;
  view.expected_note = row.expected_note;
  view.present = row.present;
  view.issued = row.issued;
  view.returned = row.returned;
  view.valid = row.valid;
  view.excluded = excluded_of(row);
  view.approval = row.approval;
  view.state = row.state;
  view.annulled_note = row.annulled_note;
  view.verdict = outcome.verdict;
  view.verdict_name = label(outcome.verdict);
  view.quorum = outcome.quorum;
  view.majority = outcome.majority;
  for (std::size_t i = 0; i < count.options.size(); ++i)
    view.options.push_back(view_of(count.options[i], outcome.options[i]));
  return view;
}

Explanation explain_vote(database::Transaction& transaction, Rulebook const& rules,
                         VoteRow const& row) {
  auto const rule = rule_of(rules, row);
  auto const view = view_of(rules, row);
  auto const outcome = outcome_of(*rule, count_of(row));
  Explanation all{
      .title = fmt::format("{}{}“{}”", to_chinese(row.day), label(row.form), row.subject),
      .value = view.verdict_name};
  explain_expected(all, row);
  explain_quorum(all, rule, row, outcome);
  if (outcome.verdict != VoteVerdict::no_quorum) explain_ballots(all, row, outcome);
  if (is_decided(outcome.verdict)) explain_options(all, rule, view);
  explain_fact(all, transaction, row);
  return all;
}

VoteBasisView view_of(VoteBasisOfDay const& basis, std::string_view post, std::int64_t seats) {
  auto const& rule = *basis.rule;
  VoteBasisView view{.rule = rules::citation_of(*basis.rule.rule), .form = rule.form};
  view.expected = std::ssize(basis.voters);
  view.quorum = least_of(rule.quorum, view.expected);
  view.quorum_text = fmt::format("到会须{}应到", rules::to_text(rule.quorum));
  view.majority_text =
      fmt::format("赞成须{}{}人数", rules::to_text(rule.majority), label(rule.basis));
  view.basis = rule.basis;
  view.secret = rule.secret;
  view.written_opinions_counted = rule.written_opinions_counted;
  view.one_by_one = rule.one_by_one;
  view.excluded_from_expected = rule.excluded_from_expected;
  view.least_candidates = least_candidates(rule, post, seats);
  return view;
}

}  // namespace hangji::practice
