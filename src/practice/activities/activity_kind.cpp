#include "practice/activities/activity_kind.h"

#include "kernel/facts/fact_kinds.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace hangji::practice {

namespace {

bool has_step(ActivityKind const& kind, Step step) {
  return std::ranges::find(kind.steps, step) != kind.steps.end();
}

Result<Done> check_steps(ActivityKind const& kind) {
  bool const rises =
      std::ranges::adjacent_find(kind.steps, std::greater_equal{}) == kind.steps.end();
  if (!rises)
    return rules::refuse_parameter("steps", "应按确定主题、组织发动、现场实践、实效测评的次序");
  if (!has_step(kind, Step::on_site)) {
    return rules::refuse_parameter("steps", "不能没有现场实践（on_site）");
  }
  bool const evaluates = has_step(kind, Step::evaluate);
  if (evaluates == kind.evaluation.empty()) {
    return rules::refuse_parameter(
        "evaluation", evaluates ? "有测评步骤就要有测评问题" : "没有测评步骤就不能有测评问题");
  }
  return Done{};
}

Result<Done> check_units(ActivityKind const& kind) {
  if (kind.units.empty()) return rules::refuse_parameter("units", "至少有一类党组织");
  for (std::size_t i = 0; i < kind.units.size(); ++i) {
    if (obligations::is_unit_kind(kind.units[i])) continue;
    return rules::refuse_parameter(fmt::format("units[{}]", i),
                                   "没有“" + kind.units[i] + "”这一类党组织");
  }
  return Done{};
}

template <class Item>
Result<Done> check_ids(std::vector<Item> const& items, std::string_view field) {
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < items.size(); ++i) {
    auto const at = fmt::format("{}[{}].id", field, i);
    if (items[i].id.empty()) return rules::refuse_parameter(at, "必须填写");
    if (!seen.insert(items[i].id).second) return rules::refuse_parameter(at, "写了两次");
  }
  return Done{};
}

Result<Done> check_references(ActivityKind const& kind, rules::KnownRules const& known) {
  if (!known.has(kind.volume, "archive_volume")) {
    return rules::refuse_parameter("volume", "没有“" + kind.volume + "”这一资料卷");
  }
  if (!kind.vote_rule.empty() && !known.has(kind.vote_rule, "vote_rule")) {
    return rules::refuse_parameter("vote_rule", "没有“" + kind.vote_rule + "”这一表决规则");
  }
  for (std::size_t i = 0; i < kind.may_be_combined_with.size(); ++i) {
    auto const& other = kind.may_be_combined_with[i];
    if (known.has(other, ActivityKind::rule_kind)) continue;
    return rules::refuse_parameter(fmt::format("may_be_combined_with[{}]", i),
                                   "没有“" + other + "”这一类活动");
  }
  return Done{};
}

}  // namespace

Result<Done> check_rule(ActivityKind const& kind, rules::KnownRules const& known) {
  if (kind.short_name.empty()) return rules::refuse_parameter("short_name", "必须填写");
  if (auto good = check_steps(kind); !good) return good;
  if (auto good = check_units(kind); !good) return good;
  if (kind.cadence) {
    if (auto good = obligations::check_cadence(*kind.cadence); !good) return good;
    if (auto good = obligations::check_covers(*kind.cadence, kind.units); !good) return good;
  }
  if (kind.quorum && !rules::is_proper(*kind.quorum)) {
    return rules::refuse_parameter("quorum", "应为大于零、不超过全部的比例");
  }
  if (kind.usual_minutes < 1 || kind.usual_minutes > longest_minutes) {
    return rules::refuse_parameter("usual_minutes", "应为 1 到 1440 分钟");
  }
  if (auto good = check_ids(kind.record, "record"); !good) return good;
  if (auto good = check_ids(kind.evaluation, "evaluation"); !good) return good;
  return check_references(kind, known);
}

Sitting sitting_of(Kinds const& kinds) {
  Sitting sitting;
  std::set<Step> steps;
  for (auto const& kind : kinds) {
    steps.insert(kind->steps.begin(), kind->steps.end());
    for (auto const& field : kind->record) {
      auto const known = std::ranges::find(sitting.record, field.id, &RecordField::id);
      if (known == sitting.record.end())
        sitting.record.push_back(field);
      else
        known->required = known->required || field.required;
    }
    for (auto const& question : kind->evaluation) {
      bool const is_known = std::ranges::find(sitting.evaluation, question.id,
                                              &EvaluationQuestion::id) != sitting.evaluation.end();
      if (!is_known) sitting.evaluation.push_back(question);
    }
  }
  sitting.steps.assign(steps.begin(), steps.end());
  return sitting;
}

std::optional<obligations::Duty> duty_of(rules::InForce<ActivityKind> const& kind) {
  if (!kind->cadence) return std::nullopt;
  return obligations::Duty{.cadence = *kind->cadence,
                           .fact = std::string{facts::kind::activity_finished},
                           .topic = kind.rule->id,
                           .period_of = obligations::PeriodOf::day,
                           .units = kind->units,
                           .page = "activities/new?kind=" + kind.rule->id};
}

}  // namespace hangji::practice
