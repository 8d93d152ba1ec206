#include "duty/workbench/workbench.h"

#include "kernel/api/chapters.h"
#include "kernel/rules/values.h"
#include "organisation/units/units_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace hangji::duty {

using api::Reading;
using obligations::Obligation;
using obligations::TaskState;
using organisation::DutyQuestion;
using organisation::UnitKind;
using organisation::UnitUnderDuty;

namespace {
std::string when_due(Obligation const& open, Date today) {
  auto const period = periods::to_chinese(open.period);
  auto owed = fmt::format("{}的应在 {} 前办结", period, to_chinese(open.due_on));
  switch (open.state) {
    case State::late:
      return fmt::format("{}，已逾期 {} 天，{} 前可补办", owed, today.days - open.due_on.days,
                         to_chinese(open.grace_until));
    case State::missed: return owed + "，补办期已过";
    case State::done:
    case State::done_late:
    case State::due: break;
  }
  return owed;
}

/// Beside it stands the rule.
std::string why(Obligation const& open, Date today) {
  auto const left = unreached_text(open);
  return left.empty() ? when_due(open, today) : when_due(open, today) + "；" + left;
}

DutyQuestion question_of(Reading& reading, UnitId root) {
  return {reading.rulebook, reading.services.chapters->duties, root, reading.today()};
}

/// How many days ahead tasks are shown: one's own, and those of units below. Without the rule only
/// what is due today.
int days_ahead(Reading& reading, std::string_view rule) {
  auto const found = reading.rulebook.find<rules::Threshold>(rule, reading.today());
  return found ? static_cast<int>((*found)->value) : 0;
}
int own_days_ahead(Reading& reading) { return days_ahead(reading, "duty.workbench.own_days"); }

class UnitList {
public:
  explicit UnitList(std::vector<UnitUnderDuty> const& units) {
    for (auto const& unit : units) m_units.emplace(unit.id, &unit);
  }
  [[nodiscard]] UnitUnderDuty const& of(UnitId id) const { return *m_units.at(id); }
  [[nodiscard]] std::string name_of(UnitId id) const {
    auto const found = m_units.find(id);
    return found == m_units.end() ? "" : found->second->name;
  }

private:
  std::unordered_map<UnitId, UnitUnderDuty const*> m_units{};
};

/// One entry a unit, in the order in which units come.
class Behind {
public:
  explicit Behind(UnitList const& units) : m_units{units} {}

  void add(Obligation const& open, Date today) {
    auto const [found, is_new] = m_place.try_emplace(open.unit, m_list.size());
    auto const& unit = m_units.of(open.unit);
    if (is_new) {
      m_list.push_back({.unit = unit.id,
                        .name = unit.name,
                        .kind_name = std::string{organisation::label(unit.kind)},
                        .community_name = m_units.name_of(unit.community)});
    }
    auto& line = m_list[found->second];
    if (open.state == State::late) ++line.late;
    if (open.state == State::due) ++line.due;
    if (open.state == State::missed) ++line.missed;
    line.tasks.push_back(task_of(open, unit.name, today));
  }

  void move_into(std::vector<UnitTasks>& into) {
    std::ranges::sort(m_list, [](UnitTasks const& one, UnitTasks const& other) {
      if (one.community_name != other.community_name) {
        return organisation::is_before_by_name(one.community_name, other.community_name);
      }
      return organisation::is_before_by_name(one.name, other.name);
    });
    std::ranges::move(m_list, std::back_inserter(into));
  }

private:
  UnitList const& m_units;
  std::vector<UnitTasks> m_list{};
  std::unordered_map<UnitId, std::size_t> m_place{};
};

/// A branch: all that is open in it and in its groups.
void add_own(Reading& reading, UnitId unit, Workbench& workbench) {
  auto const judged = organisation::judge_open(reading.transaction, question_of(reading, unit),
                                               own_days_ahead(reading));
  UnitList const units{judged.units};
  for (auto const& open : judged.obligations) {
    workbench.rows.push_back(task_of(open, units.of(open.unit).name, workbench.today));
  }
}

/// A community, a committee, a general branch: its own, and each unit below.
void add_community(Reading& reading, UnitId root, Workbench& workbench) {
  auto const judged = organisation::judge_open(reading.transaction, question_of(reading, root),
                                               own_days_ahead(reading));
  UnitList const units{judged.units};
  Behind behind{units};
  auto const until =
      workbench.today.plus_days(days_ahead(reading, "duty.workbench.days_of_units_below"));
  for (auto const& open : judged.obligations) {
    if (open.unit == root) {
      workbench.rows.push_back(task_of(open, units.of(open.unit).name, workbench.today));
    } else if (open.due_on <= until) {
      behind.add(open, workbench.today);
    }
  }
  behind.move_into(workbench.units);
}

/// The street: its own, the units that are behind in this month and the last, and the month.
void add_street(Reading& reading, UnitId root, Workbench& workbench) {
  auto const month = Month::of(workbench.today);
  auto const question = question_of(reading, root);
  auto judged = organisation::judge_months(reading.transaction, question, month.plus(-1), month);
  UnitList const units{judged.units};
  Behind behind{units};
  for (auto const& one : judged.obligations) {
    if (one.state != State::late && one.state != State::missed) continue;
    if (one.unit != root) behind.add(one, workbench.today);
  }
  behind.move_into(workbench.units);
  std::erase_if(judged.obligations,
                [&](Obligation const& one) { return one.period.last() != month; });
  auto inspection = inspect(judged, month, workbench.today);
  workbench.summaries.push_back({.unit = root,
                                 .name = units.of(root).name,
                                 .month = month,
                                 .tally = inspection.tally,
                                 .communities = std::move(inspection.communities)});
}

/// The street's own duties, without reading what is below it.
void add_alone(Reading& reading, UnitId unit, Workbench& workbench) {
  auto const judged = organisation::judge_open_of(reading.transaction, question_of(reading, unit),
                                                  own_days_ahead(reading));
  UnitList const units{judged.units};
  for (auto const& open : judged.obligations) {
    workbench.rows.push_back(task_of(open, units.of(open.unit).name, workbench.today));
  }
}

void add_unit(Reading& reading, access::ReachedUnit reached, Workbench& workbench) {
  auto const unit = organisation::unit(reading.transaction, reached.unit);
  if (!unit || unit->dissolved_on) return;
  bool const is_street = unit->kind == UnitKind::street;
  if (is_street) add_alone(reading, unit->id, workbench);
  if (reached.reach == access::Reach::unit || organisation::holds_members(unit->kind)) {
    if (!is_street) add_own(reading, unit->id, workbench);
  } else if (is_street) {
    add_street(reading, unit->id, workbench);
  } else {
    add_community(reading, unit->id, workbench);
  }
}

int rank_of(TaskState state) {
  switch (state) {
    case TaskState::late: return 0;
    case TaskState::due: return 1;
    case TaskState::waiting: return 2;
    case TaskState::coming: return 3;
  }
  return 3;
}

void sort_rows(std::vector<Task>& rows) {
  std::ranges::stable_sort(rows, [](Task const& one, Task const& other) {
    auto const key = [](Task const& task) {
      return std::tuple{rank_of(task.state), !task.due_on.has_value(),
                        task.due_on.value_or(Date{})};
    };
    return key(one) < key(other);
  });
}
}  // namespace

Task task_of(Obligation const& open, std::string unit_name, Date today) {
  bool const is_late = open.state == State::late || open.state == State::missed;
  return {
      .id = fmt::format("{}/{}/{}", open.rule->id, open.unit.value, periods::to_text(open.period)),
      .title = open.rule->title,
      .why = why(open, today),
      .state = is_late ? TaskState::late : TaskState::due,
      .due_on = open.due_on,
      .unit = open.unit,
      .unit_name = std::move(unit_name),
      .page = page_of(open),
      .rule = rules::citation_of(*open.rule)};
}

Workbench make_workbench(Reading& reading) {
  Workbench workbench{.today = reading.today()};
  std::unordered_set<UnitId> seen;
  // Whoever only sees what a unit owes (支部委员) can do none of it: it stands on their list of
  // duties, not here.
  for (auto const& reached :
       access::reached_units(reading.session, access::Permission::record_activities)) {
    if (seen.insert(reached.unit).second) add_unit(reading, reached, workbench);
  }
  for (auto const& source : reading.services.chapters->tasks) source(reading, workbench.rows);
  sort_rows(workbench.rows);
  for (auto const& task : workbench.rows) {
    if (task.state == TaskState::late) ++workbench.late;
    if (task.state == TaskState::due) ++workbench.due;
  }
  return workbench;
}

}  // namespace hangji::duty
