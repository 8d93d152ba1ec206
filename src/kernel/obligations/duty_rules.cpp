#include "kernel/obligations/duty_rules.h"

#include "kernel/facts/fact_kinds.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace hangji::obligations {

namespace {
constexpr std::array<std::string_view, 9> unit_kinds{
    "street",       "community",     "committee",        "general_branch", "branch",
    "joint_branch", "mobile_branch", "temporary_branch", "group"};

/// Those on whose list members stand.
constexpr std::array<std::string_view, 4> kinds_with_members{"branch", "joint_branch",
                                                             "mobile_branch", "temporary_branch"};

constexpr int longest_day(Every every) {
  switch (every) {
    case Every::month: return 31;
    case Every::quarter: return 92;
    case Every::half_year: return 184;
    case Every::year: return 366;
  }
  return 0;
}

std::string_view name_of(Every every) {
  switch (every) {
    case Every::month: return "每月";
    case Every::quarter: return "每季度";
    case Every::half_year: return "每半年";
    case Every::year: return "每年";
  }
  return "";
}
}  // namespace

bool is_unit_kind(std::string_view code) {
  return std::ranges::find(unit_kinds, code) != unit_kinds.end();
}

Result<Done> check_cadence(Cadence const& cadence) {
  if (cadence.times < 1) return rules::refuse_parameter("cadence.times", "至少为 1");
  auto const longest = longest_day(cadence.every);
  if (cadence.due_day_after <= -longest || cadence.due_day_after > longest) {
    return rules::refuse_parameter("cadence.due_day_after", "不应超过一个周期的长度");
  }
  if (cadence.due_day && (*cadence.due_day < 1 || *cadence.due_day > longest)) {
    return rules::refuse_parameter("cadence.due_day", "应为周期内的第几天");
  }
  if (cadence.due_month_after && (*cadence.due_month_after < 1 ||
                                  *cadence.due_month_after > periods::months_in(cadence.every))) {
    return rules::refuse_parameter("cadence.due_month_after", "不应超过一个周期的长度");
  }
  if (cadence.grace_days < 0) return rules::refuse_parameter("cadence.grace_days", "不得小于 0");
  return Done{};
}

Result<Done> check_covers(Cadence const& cadence, std::vector<std::string> const& units) {
  bool const has_lists = std::ranges::all_of(units, [](std::string const& unit) {
    return std::ranges::find(kinds_with_members, unit) != kinds_with_members.end();
  });
  if (cadence.covers == Covers::unit || has_lists) return Done{};
  return rules::refuse_parameter("cadence.covers", "只有党支部能核对每名党员是否参加");
}

Result<Done> check_rule(Duty const& duty, rules::KnownRules const&) {
  if (auto good = check_cadence(duty.cadence); !good) return good;
  if (!facts::kind::is_known(duty.fact)) {
    return rules::refuse_parameter("fact", "没有“" + duty.fact + "”这一类事实");
  }
  if (duty.period_of == PeriodOf::topic && !duty.topic.empty()) {
    return rules::refuse_parameter("topic", "以主题标明周期的事实不能再限定主题");
  }
  bool const has_members = duty.fact == facts::kind::activity_finished;
  if (duty.cadence.covers == Covers::every_member && !has_members) {
    return rules::refuse_parameter("cadence.covers", "只有活动能核对每名党员是否参加");
  }
  if (auto good = check_covers(duty.cadence, duty.units); !good) return good;
  if (duty.units.empty()) return rules::refuse_parameter("units", "至少有一类党组织");
  for (std::size_t i = 0; i < duty.units.size(); ++i) {
    if (is_unit_kind(duty.units[i])) continue;
    return rules::refuse_parameter(fmt::format("units[{}]", i),
                                   "没有“" + duty.units[i] + "”这一类党组织");
  }
  return Done{};
}

std::string to_text(Cadence const& cadence) {
  auto const covered = cadence.covers == Covers::every_member ? "，每名党员都参加" : "";
  return fmt::format("{} {} 次{}", name_of(cadence.every), cadence.times, covered);
}

}  // namespace hangji::obligations
