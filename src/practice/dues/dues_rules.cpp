#include "practice/dues/dues_rules.h"

#include <fmt/format.h>

namespace hangji::practice {

namespace {

Result<Done> check_bands(DuesRate const& rate) {
  if (rate.bands.empty()) return rules::refuse_parameter("bands", "至少有一档");
  std::int64_t below = 0;
  for (std::size_t i = 0; i < rate.bands.size(); ++i) {
    auto const& band = rate.bands[i];
    bool const is_last = i + 1 == rate.bands.size();
    auto const at = fmt::format("bands[{}]", i);
    if (is_last == band.up_to.has_value()) {
      return rules::refuse_parameter(at + ".up_to",
                                     is_last ? "末档不封顶，应为 null" : "末档之前应有上限");
    }
    if (band.up_to && band.up_to->value <= below) {
      return rules::refuse_parameter(at + ".up_to", "各档上限应由低到高");
    }
    if (band.up_to) below = band.up_to->value;
    if (band.rate_per_100000 < 0 || band.rate_per_100000 > 100'000) {
      return rules::refuse_parameter(at + ".rate_per_100000", "应在 0 至 100000 之间");
    }
  }
  return Done{};
}

Result<Done> check_fixed(DuesRate const& rate) {
  if (!rate.fixed || rate.fixed->value < 0)
    return rules::refuse_parameter("fixed", "应为定额（分）");
  bool const is_too_small = rate.fixed_least && *rate.fixed < *rate.fixed_least;
  bool const is_too_great = rate.fixed_most && *rate.fixed > *rate.fixed_most;
  if (is_too_small || is_too_great) return rules::refuse_parameter("fixed", "不在规定的范围之内");
  return Done{};
}

}  // namespace

Result<Done> check_rule(DuesRate const& rate, rules::KnownRules const&) {
  auto good = rate.method == DuesMethod::fixed ? check_fixed(rate) : check_bands(rate);
  if (!good) return good;
  if (rate.rounding.unit.value < 1) return rules::refuse_parameter("rounding.unit", "至少为 1 分");
  return Done{};
}

Result<Done> check_rule(DuesArrears const& arrears, rules::KnownRules const&) {
  if (arrears.months < 1) return rules::refuse_parameter("months", "至少为 1 个月");
  if (arrears.consequence.empty()) return rules::refuse_parameter("consequence", "必须填写");
  return Done{};
}

Result<Done> check_rule(DuesBackPayment const& limit, rules::KnownRules const&) {
  if (limit.most_months < 1) return rules::refuse_parameter("most_months", "至少为 1 个月");
  return Done{};
}

}  // namespace hangji::practice
