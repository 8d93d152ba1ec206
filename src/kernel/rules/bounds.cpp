#include "kernel/rules/bounds.h"

#include "kernel/rules/rule_dictionary.h"
#include "kernel/rules/rule_words.h"
#include "kernel/rules/values.h"

#include <fmt/format.h>

#include <algorithm>

namespace hangji::rules {

namespace {
using boost::json::value;

/// A number, a share, a frequency or a yes as a fraction.
struct Measure {
  std::int64_t part{};
  std::int64_t whole{1};
  /// A little more than the fraction.
  bool strict{false};
};

std::int64_t periods_a_year(std::string_view every) {
  if (every == "month") return 12;
  if (every == "quarter") return 4;
  return every == "half_year" ? 2 : 1;
}

std::optional<Measure> measure(value const& of) {
  if (of.is_int64()) return Measure{of.get_int64()};
  if (of.is_bool()) return Measure{of.get_bool() ? 1 : 0};
  if (auto const share = from_json<Share>(of))
    return Measure{share->numerator, share->denominator, share->strict};
  auto const* object = of.if_object();
  if (object == nullptr || !object->contains("every")) return std::nullopt;
  return Measure{periods_a_year(object->at("every").as_string()) * object->at("times").as_int64()};
}

bool is_at_least(Measure const& one, Measure const& other) {
  auto const left = one.part * other.whole;
  auto const right = other.part * one.whole;
  return left > right || (left == right && (one.strict || !other.strict));
}

/// Every element of the list is among the others.
bool is_within(value const& list, value const& others) {
  return std::ranges::all_of(list.get_array(), [&](value const& one) {
    return std::ranges::find(others.get_array(), one) != others.get_array().end();
  });
}

bool is_kept(Bound bound, value const& law, value const& own) {
  if (bound == Bound::exactly || law == own) return law == own;
  if (law.is_array() && own.is_array())
    return bound == Bound::at_most ? is_within(own, law) : is_within(law, own);
  auto const left = measure(own);
  auto const right = measure(law);
  if (!left || !right) return false;
  return bound == Bound::at_least ? is_at_least(*left, *right) : is_at_least(*right, *left);
}

/// The parameters with the defaults of those that were not written, and lengths of years as months.
boost::json::object comparable(Rule const& rule, RuleKind const& kind) {
  auto all = kind.write(rule.parsed.get()).as_object();
  if (rule.kind == Threshold::rule_kind && all.at("unit") == "years") {
    all["value"] = all.at("value").as_int64() * 12;
    all["unit"] = "months";
  }
  return all;
}

std::string_view words_of(Bound bound) {
  switch (bound) {
    case Bound::exactly: return "不得改动";
    case Bound::at_least: return "不得低于";
    case Bound::at_most: return "不得超过";
  }
  return {};
}

std::string text_of(Rule const& law, std::string_view parameter) {
  auto const label = label_of(law.kind, parameter);
  auto const lines =
      readable(law.kind, law.parameters, [](std::string_view) { return std::string{}; });
  auto const found = std::ranges::find(lines, label, &ReadableLine::label);
  return found == lines.end() ? std::string{} : found->text;
}

std::unexpected<Refusal> refuse_looser(Rule const& law, std::string const& parameter, Bound bound) {
  // The text itself names no number that was only proposed.
  auto const whose = law.certainty == Certainty::proposal
                         ? fmt::format("按{}预设", to_text(law.source))
                         : fmt::format("国家规定，街道不得放宽：{}规定", to_text(law.source));
  return refuse(
      RuleRefusal::national,
      fmt::format("{}“{}”为“{}”，{}", whose, label_of(law.kind, parameter), text_of(law, parameter),
                  bound == Bound::exactly    ? "本街道的规定须与它相同"
                  : bound == Bound::at_least ? "本街道的规定不得低于它"
                                             : "本街道的规定不得超过它"),
      {.field = "parameters." + parameter, .rule = law.id, .status = 409});
}
}  // namespace

std::optional<std::string> fault_of_bounds(Rule const& rule, RuleKind const& kind) {
  if (rule.bounds.empty()) return std::nullopt;
  if (rule.severity != Severity::binding) return "一般应当的规则不能限定街道";
  auto const all = comparable(rule, kind);
  for (auto const& [parameter, bound] : rule.bounds) {
    auto const* bound_value = all.if_contains(parameter);
    if (bound_value == nullptr) return "没有参数“" + parameter + "”";
    bool const has_order = bound_value->is_array() || measure(*bound_value).has_value();
    if (bound != Bound::exactly && !has_order)
      return "参数“" + parameter + "”没有高低之分，只能写 exactly";
  }
  return std::nullopt;
}

Result<Done> check_bounds(Rule const& law, Rule const& own, RuleKind const& kind) {
  auto const fixed = comparable(law, kind);
  auto const wanted = comparable(own, kind);
  for (auto const& [parameter, bound] : law.bounds) {
    bool const is_same_unit =
        law.kind != Threshold::rule_kind || fixed.at("unit") == wanted.at("unit");
    if (!is_same_unit || !is_kept(bound, fixed.at(parameter), wanted.at(parameter)))
      return refuse_looser(law, parameter, bound);
  }
  return Done{};
}

std::vector<BoundView> bounds_of(Rule const& law) {
  std::vector<BoundView> views;
  for (auto const& [parameter, bound] : law.bounds) {
    auto const law_text = bound == Bound::exactly || law.is_switched_off()
                              ? std::string{}
                              : fmt::format("“{}”", text_of(law, parameter));
    views.push_back({parameter, std::string{label_of(law.kind, parameter)}, bound,
                     fmt::format("{}{}", words_of(bound), law_text)});
  }
  return views;
}

}  // namespace hangji::rules
