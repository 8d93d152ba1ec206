// Laws of every judgement; see broken_laws.
#include "foundation/result.h"
#include "kernel/obligations/obligations.h"

#include <fmt/format.h>

#include <set>
#include <tuple>

namespace hangji::obligations {

namespace {
/// Empty when the state is what the facts, the due day and today say.
std::string fault_of(Obligation const& judged, Date today) {
  bool const is_by_members = judged.covers == Covers::every_member;
  bool const has_all = std::ssize(judged.facts) >= judged.needed && judged.unreached.empty();
  if (!is_by_members && std::ssize(judged.facts) > judged.needed) return "计入的事实多于应办次数";
  if (!is_by_members && !judged.unreached.empty()) return "不须逐人的职责列出了人";
  if (judged.grace_until < judged.due_on) return "补办期限早于应办日期";
  if (has_all != judged.done_on.has_value()) return "事实齐全与办结日期不一致";
  if (judged.done_on && *judged.done_on > today) return "办结日期晚于今天";
  if (has_all != is_done(judged.state)) return "事实齐全与办结状态不一致";
  auto const count = std::set<FactId>{judged.facts.begin(), judged.facts.end()}.size();
  if (count != judged.facts.size()) return "同一事实计入两次";
  switch (judged.state) {
    case State::done: return *judged.done_on <= judged.due_on ? "" : "逾期办结记作按期";
    case State::done_late: return *judged.done_on > judged.due_on ? "" : "按期办结记作逾期";
    case State::due: return today <= judged.due_on ? "" : "已过应办日期仍记作待办";
    case State::late:
      return today > judged.due_on && today <= judged.grace_until ? "" : "不在补办期内记作逾期";
    case State::missed: return today > judged.grace_until ? "" : "尚可补办记作缺办";
  }
  stop_at_bug("a state is one of five", std::source_location::current());
}
}  // namespace

std::vector<std::string> broken_laws(std::span<Obligation const> obligations, Date today) {
  std::vector<std::string> faults;
  std::set<std::tuple<UnitId, std::string, std::string>> seen;
  for (auto const& judged : obligations) {
    auto const rule = judged.rule == nullptr ? std::string{} : judged.rule->id;
    auto const period = periods::to_text(judged.period);
    auto fault = fault_of(judged, today);
    if (fault.empty() && !seen.emplace(judged.unit, rule, period).second) fault = "判定了两次";
    if (fault.empty()) continue;
    faults.push_back(fmt::format("党组织 {} 的 {}({}):{}", judged.unit.value, rule, period, fault));
  }
  return faults;
}

}  // namespace hangji::obligations
