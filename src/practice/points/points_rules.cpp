#include "practice/points/points_rules.h"

#include "kernel/facts/fact_kinds.h"
#include "practice/activities/activity_kind.h"

#include <fmt/format.h>

#include <array>

namespace hangji::practice {

namespace {

Result<Done> check_fact(std::string const& fact) {
  if (facts::kind::is_known(fact)) return Done{};
  return rules::refuse_parameter("fact", "没有“" + fact + "”这一类事实");
}

bool is_about_activity(std::string_view fact) { return fact.starts_with("activity."); }

Result<Done> check_topics(PointsItem const& item, rules::KnownRules const& known) {
  if (!is_about_activity(item.fact)) return Done{};
  if (!item.topic.empty() && !known.has(item.topic, ActivityKind::rule_kind)) {
    return rules::refuse_parameter("topic", "没有“" + item.topic + "”这一类活动");
  }
  for (std::size_t i = 0; i < item.excused_topics.size(); ++i) {
    if (known.has(item.excused_topics[i], ActivityKind::rule_kind)) continue;
    return rules::refuse_parameter(fmt::format("excused_topics[{}]", i),
                                   "没有“" + item.excused_topics[i] + "”这一类活动");
  }
  return Done{};
}

std::array<std::optional<Points>, 5> amounts_of(CategoryPoints const& amount) {
  return {amount.in_post, amount.no_post, amount.non_public, amount.floating,
          amount.old_weak_ill_disabled};
}

bool takes_points(CategoryPoints const& amount) {
  for (auto const& points : amounts_of(amount)) {
    if (points && *points < Points{0}) return true;
  }
  return false;
}

Result<Done> check_amount(CategoryPoints const& amount) {
  bool gives = false;
  bool is_empty = true;
  for (auto const& points : amounts_of(amount)) {
    is_empty = is_empty && !points;
    gives = gives || (points && *points > Points{0});
  }
  if (is_empty) return rules::refuse_parameter("amount", "至少对一类党员有分值");
  if (gives && takes_points(amount)) return rules::refuse_parameter("amount", "不能有加有扣");
  return Done{};
}

Result<Done> check_award(PointsItem const& item) {
  bool const is_proposed = item.award == Award::proposed;
  if (is_proposed != (item.fact == facts::kind::points_confirmed)) {
    return rules::refuse_parameter("fact",
                                   "提议项（proposed）的事实是 points.confirmed，其他项不是");
  }
  if (is_proposed && !item.topic.empty()) {
    return rules::refuse_parameter("topic", "提议项以规则编号为主题，此处留空");
  }
  if (is_proposed && takes_points(item.amount) && !item.evidence_required) {
    return rules::refuse_parameter("evidence_required", "扣分须附证据");
  }
  bool const is_review = item.part == PointsPart::review;
  if (is_review != (item.fact == facts::kind::review_graded)) {
    return rules::refuse_parameter("part", "评议积分只来自民主评议结果（review.graded）");
  }
  return Done{};
}

Result<Done> check_grades(std::vector<GradeBand> const& grades) {
  if (grades.empty()) return rules::refuse_parameter("grades", "至少有一等");
  for (std::size_t i = 0; i < grades.size(); ++i) {
    auto const at = fmt::format("grades[{}]", i);
    if (grades[i].name.empty()) return rules::refuse_parameter(at + ".name", "必须填写");
    if (i > 0 && grades[i].at_least >= grades[i - 1].at_least) {
      return rules::refuse_parameter(at + ".at_least", "各等应由高到低");
    }
  }
  if (grades.back().at_least != Points{0}) {
    return rules::refuse_parameter(fmt::format("grades[{}].at_least", grades.size() - 1),
                                   "末等应自 0 分起");
  }
  return Done{};
}

}  // namespace

std::optional<Points> CategoryPoints::of(MemberCategory category) const {
  switch (category) {
    case MemberCategory::in_post: return in_post;
    case MemberCategory::no_post: return no_post;
    case MemberCategory::non_public: return non_public;
    case MemberCategory::floating: return floating;
    case MemberCategory::old_weak_ill_disabled: return old_weak_ill_disabled;
  }
  return std::nullopt;
}

Result<Done> check_rule(PointsStandard const& standard, rules::KnownRules const&) {
  bool const is_below_zero = standard.base_full < Points{0} || standard.daily_full < Points{0} ||
                             standard.review_full < Points{0};
  if (is_below_zero) return rules::refuse_parameter("base_full", "各部分满分不得小于 0");
  if (standard.review_before_first < Points{0} ||
      standard.review_before_first > standard.review_full) {
    return rules::refuse_parameter("review_before_first", "应在 0 与评议满分之间");
  }
  if (standard.cap && *standard.cap <= standard.floor) {
    return rules::refuse_parameter("cap", "上限应高于下限");
  }
  return check_grades(standard.grades);
}

Result<Done> check_rule(PointsItem const& item, rules::KnownRules const& known) {
  if (auto good = check_fact(item.fact); !good) return good;
  if (auto good = check_topics(item, known); !good) return good;
  if (auto good = check_amount(item.amount); !good) return good;
  if (item.per && *item.per < 1) return rules::refuse_parameter("per", "至少为 1");
  return check_award(item);
}

Result<Done> check_rule(PointsRedLine const& line, rules::KnownRules const& known) {
  if (auto good = check_fact(line.fact); !good) return good;
  if (line.successive_months < 1) {
    return rules::refuse_parameter("successive_months", "至少为 1 个月");
  }
  if (line.months < 1) return rules::refuse_parameter("months", "至少为 1 个月");
  if (line.months > red_line_months)
    return rules::refuse_parameter(
        "months", fmt::format("最多 {} 个月，更久以前的事实不再参与计算", red_line_months));
  bool const is_by_hand = line.fact == facts::kind::points_confirmed;
  if (is_by_hand && !line.topic.empty() && !known.has(line.topic, PointsItem::rule_kind))
    return rules::refuse_parameter("topic", "没有“" + line.topic + "”这一积分项目");
  if (line.grade.empty()) return rules::refuse_parameter("grade", "必须填写");
  return Done{};
}

}  // namespace hangji::practice
