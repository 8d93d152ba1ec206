#include "practice/dues/dues_tasks.h"

#include "kernel/api/gate.h"
#include "organisation/units/units_store.h"
#include "practice/dues/dues_store.h"

#include <fmt/format.h>

#include <map>

namespace hangji::practice {

using obligations::Task;
using obligations::TaskState;

namespace {
/// Who of the branch has reached a step, by the step's rule.
struct Step {
  DuesArrears const* step{nullptr};
  std::vector<std::string> names{};
};
using Steps = std::map<std::string, std::pair<rules::Rule const*, Step>>;

Steps steps_of(api::Reading& reading, UnitId unit) {
  auto const today = reading.today();
  auto const last = Month::of(today).plus(-1);
  Steps steps;
  for (auto const& dues :
       dues_of_unit(reading.transaction, unit, today,
                    last.plus(-months_looked_back(reading.rulebook, last)), last)) {
    auto const arrears = arrears_of(reading.rulebook, dues, last, today);
    if (arrears.step == nullptr) continue;
    auto& [rule, step] = steps[arrears.rule->id];
    rule = arrears.rule;
    step.step = arrears.step;
    step.names.push_back(dues.member.name);
  }
  return steps;
}

Task task_of(UnitId unit, std::string_view unit_name, rules::Rule const& rule, Step const& step) {
  constexpr std::size_t names_shown = 3;
  auto const shown = std::min(names_shown, step.names.size());
  auto who = fmt::format(
      "{}",
      fmt::join(step.names.begin(), step.names.begin() + static_cast<std::ptrdiff_t>(shown), "、"));
  if (step.names.size() > shown) who += fmt::format("等 {} 人", step.names.size());
  bool const is_grave = step.step->action != ArrearsAction::remind;
  return {.id = fmt::format("dues/arrears/{}/{}", rule.id, unit.value),
          .title = fmt::format("{}：{}", rule.title, who),
          .why = step.step->consequence,
          .state = is_grave ? TaskState::late : TaskState::due,
          .unit = unit,
          .unit_name = std::string{unit_name},
          .page = fmt::format("dues?unit={}", unit.value),
          .rule = rules::citation_of(rule)};
}
}  // namespace

void add_arrears_tasks(api::Reading& reading, std::vector<Task>& into) {
  for (auto const& reached :
       access::reached_units(reading.session, access::Permission::record_dues)) {
    if (reached.reach != access::Reach::unit) continue;
    auto const unit = organisation::unit(reading.transaction, reached.unit);
    if (!unit) continue;
    for (auto const& [id, reached_step] : steps_of(reading, reached.unit)) {
      auto const& [rule, step] = reached_step;
      into.push_back(task_of(reached.unit, unit->short_name, *rule, step));
    }
  }
}

}  // namespace hangji::practice
