#include "duty/inspection/inspection_views.h"

#include <fmt/format.h>

#include <unordered_map>

namespace hangji::duty {

using obligations::Obligation;

namespace {
std::string conclusion_of(Obligation const& judged, Date today) {
  auto const due_on = to_chinese(judged.due_on);
  switch (judged.state) {
    case State::done: return fmt::format("{} 办结，不晚于 {}", to_chinese(*judged.done_on), due_on);
    case State::done_late:
      return fmt::format("{} 办结，晚于 {}", to_chinese(*judged.done_on), due_on);
    case State::due: return fmt::format("今天是 {}，未过 {}", to_chinese(today), due_on);
    case State::late:
      return fmt::format("今天是 {}，已过 {}，{} 前可补办", to_chinese(today), due_on,
                         to_chinese(judged.grace_until));
    case State::missed:
      return fmt::format("今天是 {}，补办期 {} 已过", to_chinese(today),
                         to_chinese(judged.grace_until));
  }
  stop_at_bug("a state is one of five", std::source_location::current());
}
}  // namespace

ObligationList obligations_of(organisation::JudgedUnits const& judged, UnitId unit, Month month) {
  ObligationList list{.unit = unit, .month = month};
  std::unordered_map<std::string_view, std::string> cadences;
  for (auto const& duty : judged.duties) {
    cadences.emplace(duty.rule->id, obligations::to_text(duty.duty.cadence));
  }
  for (auto const& each : judged.units) {
    if (each.id == unit) list.unit_name = each.name;
  }
  for (auto const& one : judged.obligations) {
    if (one.unit != unit) continue;
    bool const running = one.period.last() > month;
    if (!running) list.tally.add(one.state);
    list.rows.push_back({.rule = rules::citation_of(*one.rule),
                         .cadence = cadences.at(one.rule->id),
                         .unit = one.unit,
                         .period = periods::to_text(one.period),
                         .period_name = periods::to_chinese(one.period),
                         .due_on = one.due_on,
                         .grace_until = one.grace_until,
                         .needed = one.needed,
                         .state = one.state,
                         .running = running,
                         .done_on = one.done_on,
                         .facts = one.facts,
                         .unreached = unreached_text(one),
                         .page = page_of(one)});
  }
  return list;
}

api::Explanation explain_obligation(database::Transaction& transaction, Obligation const& judged,
                                    Date today) {
  auto const period = periods::to_chinese(judged.period);
  api::Explanation explanation{.title = fmt::format("{}({})", judged.rule->title, period),
                               .value = std::string{obligations::label(judged.state)}};
  explanation.steps.push_back(
      {.text = fmt::format("{}：{}", rules::to_text(judged.rule->source), judged.rule->title),
       .rule = rules::citation_of(*judged.rule)});
  auto const covered = judged.covers == obligations::Covers::every_member ? "、每名党员都参加" : "";
  explanation.steps.push_back(
      {.text = fmt::format("{}应办 {} 次{}，{} 前办结，{} 前可补办", period, judged.needed, covered,
                           to_chinese(judged.due_on), to_chinese(judged.grace_until)),
       .amount = std::to_string(judged.needed)});
  for (auto const id : judged.facts) {
    auto const fact = facts::fact(transaction, id);
    verify(fact.has_value(), "a fact that counts is in the ledger");
    auto mention = api::mention_of(transaction, *fact);
    auto const& what = mention.note.empty() ? judged.rule->title : mention.note;
    explanation.steps.push_back({.text = fmt::format("{}：{}", to_chinese(fact->day), what),
                                 .amount = "1",
                                 .fact = std::move(mention)});
  }
  if (auto sentence = unreached_text(judged); !sentence.empty())
    explanation.steps.push_back({.text = std::move(sentence)});
  explanation.steps.push_back({.text = conclusion_of(judged, today)});
  return explanation;
}

}  // namespace hangji::duty
