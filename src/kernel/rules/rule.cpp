#include "kernel/rules/rule.h"

#include "kernel/rules/values.h"

#include <fmt/format.h>

namespace hangji::rules {

std::string certainty_mark(Certainty certainty) {
  switch (certainty) {
    case Certainty::verified: return "";
    case Certainty::single_source:
    case Certainty::unverified: return "待复核";
    case Certainty::proposal: return "推定";
  }
  return "";
}

RuleView view_of(Rule const& rule) {
  return {.id = rule.id,
          .kind = rule.kind,
          .title = rule.title,
          .from = rule.in_force.from,
          .until = rule.in_force.until,
          .document = rule.source.document,
          .article = rule.source.article,
          .certainty = rule.certainty,
          .severity = rule.severity,
          .origin = rule.origin,
          .switched_off = rule.is_switched_off(),
          .mark = certainty_mark(rule.certainty),
          .note = rule.note,
          .parameters = rule.parameters};
}

RuleCitation citation_of(Rule const& rule) {
  return {rule.id,        rule.title, rule.source.document, rule.source.article,
          rule.certainty, rule.origin};
}

std::string to_text(RuleSource const& source) {
  return fmt::format("《{}》{}", source.document, source.article);
}

std::string to_text(Share const& share) {
  static constexpr char const* numerals[] = {"零", "一", "二", "三", "四", "五",
                                             "六", "七", "八", "九", "十"};
  auto const word = [](int number) {
    return number >= 0 && number <= 10 ? std::string{numerals[number]} : std::to_string(number);
  };
  return fmt::format("{}{}分之{}", share.strict ? "超过" : "不少于", word(share.denominator),
                     word(share.numerator));
}

}  // namespace hangji::rules
