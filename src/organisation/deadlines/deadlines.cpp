#include "organisation/deadlines/deadlines.h"

#include "kernel/rules/lengths.h"
#include "organisation/deadlines/deadlines_store.h"
#include "organisation/organisation_rules.h"
#include "organisation/punishments/punishments.h"

#include <fmt/format.h>

#include <algorithm>

namespace hangji::organisation {

using database::Transaction;
using rules::InForce;
using rules::Rulebook;
using rules::Threshold;

namespace {
/// Puts together what runs, under the rules of one day.
class Watch {
public:
  Watch(Rulebook const& rules, Date today)
      : m_rules{rules},
        m_today{today},
        m_probation{rules.find<Threshold>(threshold::probation, today)},
        m_suspension{rules.find<Threshold>(threshold::lost_contact_after, today)},
        m_removal{rules.find<Threshold>(threshold::removal_after, today)} {
    if (auto const ahead = rules.find<Threshold>(threshold::deadline_remind, today))
      m_known_until = rules::after(today, **ahead);
  }

  /// The furthest day to ask terms for.
  [[nodiscard]] Date terms_until() const {
    int months = 0;
    for (auto const& term : m_rules.all<Term>(m_today))
      months = std::max(months, term->remind_months_before);
    return m_today.plus_months(months);
  }

  void add(TermRow const& row) {
    for (auto const& term : m_rules.all<Term>(m_today)) {
      bool const is_meant =
          std::ranges::find(term->units, rule_code(row.kind)) != term->units.end();
      if (!is_meant || row.term_ends_on > m_today.plus_months(term->remind_months_before)) continue;
      bool const is_late = row.term_ends_on < m_today;
      m_deadlines.push_back(
          {.kind = DeadlineKind::term,
           .title = std::string{label(DeadlineKind::term)},
           .unit = row.unit_id,
           .unit_name = row.unit_name,
           .due_on = row.term_ends_on,
           .is_late = is_late,
           .why = fmt::format("本届任期（{} 年）{} {}，应按期换届选举", term->years,
                              to_chinese(row.term_ends_on), is_late ? "已届满" : "届满"),
           .rule = rules::citation_of(*term.rule)});
      return;
    }
  }

  void add(RunningRow const& row) {
    bool const is_lost = row.lost_since.has_value();
    if (is_lost && row.state == MemberState::suspended) {
      add(row, DeadlineKind::removal, m_removal, row.state_since,
          "停止党籍满 {} 仍没有联系上，按自行脱党予以除名");
    } else if (is_lost) {
      add(row, DeadlineKind::suspension, m_suspension, *row.lost_since,
          "失去联系满 {}，经多方查找仍没有联系上的，应停止党籍");
    } else if (row.state == MemberState::active && !row.full_member_on) {
      add(row, DeadlineKind::probation, m_probation, row.joined_on,
          "预备期 {}期满，应及时召开党员大会讨论能否转正");
    }
  }

  /// Periods that run out ask for nothing: 影响期满，无需取消处分.
  void add(PunishmentRow const& row) {
    Punishment const decided{.form = row.form,
                             .decided_on = row.decided_on,
                             .months = row.months,
                             .announced_on = row.announced_on,
                             .reported_on = row.reported_on,
                             .restored_on = row.restored_on,
                             .is_followed = row.followed_by > 0 || !belongs(row.state)};
    for (auto const& task : consequences_of(decided, m_rules, m_today)) {
      if (!task.step || task.done_on || task.until > m_known_until) continue;
      add(row, kind_of(*task.step), task);
    }
  }

  void add(BranchRow const& row) {
    auto const is_below = std::less<std::int64_t>{};
    auto const is_above = std::greater<std::int64_t>{};
    add(row, DeadlineKind::too_few_members, threshold::branch_members, row.formal_members, is_below,
        "有正式党员 {} 人，不足 {}，应与其他单位联合组建或者撤并");
    if (row.committee_members == 0) {
      add(row, DeadlineKind::committee, threshold::branch_committee_members, row.formal_members,
          std::greater_equal<std::int64_t>{},
          "有正式党员 {} 人，已满 {}，应设支部委员会，还没有登记委员");
    }
    add(row, DeadlineKind::too_many_members, threshold::branch_size, row.members, is_above,
        "有党员 {} 人，一般不超过 {}，人数过多的可以分设");
    if (row.kind == UnitKind::joint_branch) {
      add(row, DeadlineKind::too_many_units, threshold::joint_branch_units, row.covered, is_above,
          "覆盖单位 {} 个，一般不超过 {}");
    }
  }

  [[nodiscard]] std::vector<Deadline> finish() {
    std::ranges::stable_sort(m_deadlines, {}, &Deadline::due_on);
    return std::move(m_deadlines);
  }

private:
  void add(RunningRow const& row, DeadlineKind kind, std::optional<InForce<Threshold>> const& rule,
           Date since, fmt::format_string<std::string> text) {
    if (!rule) return;
    auto const due_on = std::max(rules::after(since, **rule), row.extended_until.value_or(since));
    if (due_on > m_known_until) return;
    m_deadlines.push_back(
        {.kind = kind,
         .title = std::string{label(kind)},
         .unit = row.unit_id,
         .unit_name = row.unit_name,
         .member = row.member_id,
         .member_name = row.member_name,
         .due_on = due_on,
         .is_late = due_on < m_today,
         .why = fmt::format("自 {} 起，", to_chinese(since)) + fmt::format(text, to_text(**rule)),
         .rule = rules::citation_of(*rule->rule)});
  }

  static DeadlineKind kind_of(PunishmentStep step) {
    switch (step) {
      case PunishmentStep::announced: return DeadlineKind::announcement;
      case PunishmentStep::reported: return DeadlineKind::execution_report;
      case PunishmentStep::restored: return DeadlineKind::restoration;
    }
    return {};
  }

  void add(PunishmentRow const& row, DeadlineKind kind, Consequence const& task) {
    m_deadlines.push_back(
        {.kind = kind,
         .title = std::string{label(kind)},
         .unit = row.unit_id,
         .unit_name = row.unit_name,
         .member = row.member_id,
         .member_name = row.member_name,
         .due_on = task.until,
         .is_late = task.is_over,
         .why = fmt::format("{} 决定给予{}处分，应{}，由社区或街道在党员资料中登记",
                            to_chinese(row.decided_on), punishment_name(row.form), task.text),
         .rule = task.rule});
  }

  /// What is so today: known today, due at once, late by no day that the books tell.
  template <class Breaks>
  void add(BranchRow const& row, DeadlineKind kind, std::string_view rule_id, std::int64_t number,
           Breaks breaks, fmt::format_string<std::int64_t&, std::string> text) {
    auto const rule = m_rules.find<Threshold>(rule_id, m_today);
    if (!rule || !breaks(number, (*rule)->value)) return;
    m_deadlines.push_back({.kind = kind,
                           .title = std::string{label(kind)},
                           .unit = row.unit_id,
                           .unit_name = row.unit_name,
                           .due_on = m_today,
                           .why = fmt::format(text, number, to_text(**rule)),
                           .rule = rules::citation_of(*rule->rule)});
  }

  Rulebook const& m_rules;
  Date m_today;
  Date m_known_until{m_today};
  std::optional<InForce<Threshold>> m_probation;
  std::optional<InForce<Threshold>> m_suspension;
  std::optional<InForce<Threshold>> m_removal;
  std::vector<Deadline> m_deadlines{};
};
}  // namespace

bool is_of_punishment(DeadlineKind kind) {
  return kind == DeadlineKind::announcement || kind == DeadlineKind::execution_report ||
         kind == DeadlineKind::restoration;
}

std::string_view label(DeadlineKind kind) {
  switch (kind) {
    case DeadlineKind::term: return "换届";
    case DeadlineKind::probation: return "预备党员转正";
    case DeadlineKind::suspension: return "失联党员停止党籍";
    case DeadlineKind::removal: return "停止党籍期满除名";
    case DeadlineKind::announcement: return "处分决定宣布";
    case DeadlineKind::execution_report: return "处分执行情况报告";
    case DeadlineKind::restoration: return "留党察看期满";
    case DeadlineKind::too_few_members: return "正式党员不足以设支部";
    case DeadlineKind::committee: return "应设支部委员会";
    case DeadlineKind::too_many_members: return "支部党员人数过多";
    case DeadlineKind::too_many_units: return "联合党支部覆盖单位过多";
  }
  return {};
}

std::vector<Deadline> deadlines_below(Transaction& transaction, Rulebook const& rules, UnitId root,
                                      Date today) {
  Watch watch{rules, today};
  for (auto const& row : terms_ending(transaction, root, watch.terms_until())) watch.add(row);
  for (auto const& row : running_members(transaction, root)) watch.add(row);
  for (auto const& row : punishments_below(transaction, root)) watch.add(row);
  for (auto const& row : branches_below(transaction, root, today)) watch.add(row);
  return watch.finish();
}

}  // namespace hangji::organisation
