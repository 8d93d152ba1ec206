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

void fill(std::string& text, std::string_view mark, std::string_view value) {
  for (auto at = text.find(mark); at != std::string::npos;
       at = text.find(mark, at + value.size())) {
    text.replace(at, mark.size(), value);
  }
}

namespace {
/// Nothing in braces but what is filled in.
bool is_title(std::string text) {
  for (auto const* known : {"{period}", "{member}", "{note}"}) fill(text, known, "");
  return text.find_first_of("{}") == std::string::npos;
}
}  // namespace

Result<Done> check_rule(ArchiveVolume const& volume, rules::KnownRules const&) {
  if (volume.number < 1) return rules::refuse_parameter("number", "至少为 1");
  bool const is_three_digits =
      volume.class_code.size() == 3 &&
      std::ranges::all_of(volume.class_code, [](char c) { return c >= '0' && c <= '9'; });
  if (!is_three_digits) return rules::refuse_parameter("class_code", "应为三位数字，加引号");
  for (std::size_t i = 0; i < volume.collects.size(); ++i) {
    auto const& collected = volume.collects[i];
    if (!facts::kind::is_known(collected.fact)) {
      return rules::refuse_parameter(fmt::format("collects[{}].fact", i),
                                     "没有“" + collected.fact + "”这一类事实");
    }
    if (!is_title(collected.title)) {
      return rules::refuse_parameter(fmt::format("collects[{}].title", i),
                                     "只能用 {period}、{member}、{note}");
    }
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
  if (number.fonds_digits < 1 || number.fonds_digits > 9) {
    return rules::refuse_parameter("fonds_digits", "应在 1 至 9 之间");
  }
  return Done{};
}

}  // namespace hangji::premises
