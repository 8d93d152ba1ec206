#include "premises/archive/archive_rules.h"

#include "kernel/facts/fact_kinds.h"

#include <fmt/format.h>

#include <algorithm>

namespace hangji::premises {

std::string const& retention_code(ArchiveNumber const& number, rules::Retention retention) {
  switch (retention) {
    case rules::Retention::permanent: return number.permanent;
    case rules::Retention::years_30: return number.years_30;
    case rules::Retention::years_10: return number.years_10;
  }
  return number.permanent;
}

Result<Done> check_rule(ArchiveVolume const& volume, rules::KnownRules const&) {
  if (volume.number < 1) return rules::refuse_parameter("number", "至少为 1");
  bool const is_three_digits =
      volume.class_code.size() == 3 &&
      std::ranges::all_of(volume.class_code, [](char c) { return c >= '0' && c <= '9'; });
  if (!is_three_digits) return rules::refuse_parameter("class_code", "应为三位数字，加引号");
  for (std::size_t i = 0; i < volume.collects.size(); ++i) {
    if (facts::kind::is_known(volume.collects[i].fact)) continue;
    return rules::refuse_parameter(fmt::format("collects[{}].fact", i),
                                   "没有“" + volume.collects[i].fact + "”这一类事实");
  }
  return Done{};
}

Result<Done> check_rule(ArchiveNumber const& number, rules::KnownRules const&) {
  for (auto const* part : {"{fonds}", "{year}", "{item}"}) {
    if (number.format.find(part) != std::string::npos) continue;
    return rules::refuse_parameter("format", std::string{"缺少 "} + part);
  }
  if (number.item_digits < 1 || number.item_digits > 9) {
    return rules::refuse_parameter("item_digits", "应在 1 至 9 之间");
  }
  return Done{};
}

}  // namespace hangji::premises
