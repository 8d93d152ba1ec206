#include "organisation/punishments/punishments.h"

#include "kernel/rules/lengths.h"

#include <algorithm>

namespace hangji::organisation {

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
  void task(std::string_view rule_id, PunishmentStep step, std::string text,
            std::optional<Date> done_on) {
    if (auto const rule = find(rule_id))
      add(*rule, step, std::move(text), after(m_decided_on, **rule), done_on);
  }
  void task_on(std::string_view rule_id, PunishmentStep step, std::string text, Date day,
               std::optional<Date> done_on) {
    if (auto const rule = find(rule_id)) add(*rule, step, std::move(text), day, done_on);
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
  void add(Found const& rule, PunishmentStep step, std::string text, Date until,
           std::optional<Date> done_on) {
    add(rule, std::move(text), m_decided_on, until);
    m_all.back().step = step;
    m_all.back().done_on = done_on;
    m_all.back().is_over = !done_on && until < m_today;
  }

  Date m_decided_on;
  rules::Rulebook const& m_rules;
  Date m_today;
  std::vector<Consequence> m_all{};
};

constexpr std::string_view probation_rule = "discipline.probation_in_party.most_months";
}  // namespace

std::string_view punishment_name(std::string_view code) {
  auto const* found = std::ranges::find(punishment::all, code, &PunishmentForm::code);
  return found == punishment::all.end() ? std::string_view{} : found->name;
}

std::optional<Date> rights_stopped_until(Punishment const& punishment) {
  if (punishment.form != punishment::probation_in_party.code) return std::nullopt;
  return punishment.decided_on.plus_months(static_cast<int>(punishment.months));
}

std::vector<Consequence> consequences_of(Punishment const& punishment, rules::Rulebook const& rules,
                                         Date today) {
  Consequences all{punishment, rules, today};
  auto const day = punishment.decided_on;
  auto const form = punishment.form;
  if (form == punishment::warning.code)
    all.period("discipline.warning.months", "不得提升职务", day);
  if (form == punishment::serious_warning.code)
    all.period("discipline.serious_warning.months", "不得提升职务", day);
  if (form == punishment::removal_from_post.code)
    all.period("discipline.removal_from_post.months", "不得担任与原职务相当或者更高的职务", day);
  auto const stopped_until = rights_stopped_until(punishment);
  if (stopped_until) {
    all.period_until(probation_rule, "没有表决权、选举权和被选举权", *stopped_until);
    all.period("discipline.probation_in_party.afterwards",
               "恢复党员权利后，不得担任与原职务相当或者更高的职务",
               punishment.restored_on.value_or(*stopped_until));
  }
  if (form == punishment::expulsion.code)
    all.period("discipline.expulsion.rejoin_years", "不得重新入党", day);
  all.task("discipline.announced_within", PunishmentStep::announced,
           "向所在党组织全体党员和本人宣布", punishment.announced_on);
  all.task("discipline.execution_report_within", PunishmentStep::reported, "报告处分决定执行情况",
           punishment.reported_on);
  if (stopped_until && !punishment.is_followed) {
    all.task_on(probation_rule, PunishmentStep::restored, "留党察看期满，讨论决定恢复党员权利",
                *stopped_until, punishment.restored_on);
  }
  return all.take();
}

}  // namespace hangji::organisation
