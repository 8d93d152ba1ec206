#include "practice/member_facts/punishments.h"

#include "kernel/rules/lengths.h"
#include "practice/member_facts/member_facts.h"

namespace hangji::practice {

namespace {
using rules::Threshold;

class Consequences {
public:
  Consequences(Punishment const& punishment, rules::Rulebook const& rules, Date today)
      : m_decided_on{punishment.decided_on}, m_rules{rules}, m_today{today} {}

  void period(std::string_view rule_id, std::string text, Date from) {
    if (auto const rule = find(rule_id)) add(*rule, std::move(text), from, after(from, **rule));
  }
  /// Of a length that the decision itself sets.
  void period_until(std::string_view rule_id, std::string text, Date until) {
    if (auto const rule = find(rule_id)) add(*rule, std::move(text), m_decided_on, until);
  }
  void task(std::string_view rule_id, std::string text) {
    auto const rule = find(rule_id);
    if (!rule) return;
    add(*rule, std::move(text), m_decided_on, after(m_decided_on, **rule));
    m_all.back().is_task = true;
    m_all.back().is_over = m_all.back().until < m_today;
  }
  [[nodiscard]] std::vector<Consequence> take() { return std::move(m_all); }

private:
  using Found = rules::InForce<Threshold>;
  [[nodiscard]] std::optional<Found> find(std::string_view rule_id) const {
    return m_rules.find<Threshold>(rule_id, m_decided_on);
  }
  void add(Found const& rule, std::string text, Date from, Date until) {
    m_all.push_back({.text = std::move(text),
                     .from = from,
                     .until = until,
                     .is_over = until <= m_today,
                     .rule = rules::citation_of(*rule.rule)});
  }

  Date m_decided_on;
  rules::Rulebook const& m_rules;
  Date m_today;
  std::vector<Consequence> m_all{};
};
}  // namespace

std::vector<Consequence> consequences_of(Punishment const& punishment, rules::Rulebook const& rules,
                                         Date today) {
  Consequences all{punishment, rules, today};
  auto const day = punishment.decided_on;
  auto const form = punishment.form;
  if (form == "warning") all.period("discipline.warning.months", "不得提升职务", day);
  if (form == "serious_warning")
    all.period("discipline.serious_warning.months", "不得提升职务", day);
  if (form == "removal_from_post")
    all.period("discipline.removal_from_post.months", "不得担任与原职务相当或者更高的职务", day);
  if (form == topic::probation_in_party) {
    auto const restored = day.plus_months(static_cast<int>(punishment.months));
    all.period_until("discipline.probation_in_party.most_months", "没有表决权、选举权和被选举权",
                     restored);
    all.period("discipline.probation_in_party.afterwards",
               "恢复党员权利后，不得担任与原职务相当或者更高的职务", restored);
  }
  if (form == "expulsion") all.period("discipline.expulsion.rejoin_years", "不得重新入党", day);
  all.task("discipline.announced_within", "向所在党组织全体党员和本人宣布");
  all.task("discipline.execution_report_within", "报告处分决定执行情况");
  return all.take();
}

}  // namespace hangji::practice
