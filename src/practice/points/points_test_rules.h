// A small set of points rules for tests, with numbers easy to add up by hand. For tests only.
#pragma once

#include "kernel/requests/request_rules.h"
#include "kernel/rules/load.h"
#include "kernel/rules/rulebook.h"
#include "practice/points/points_rules.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace hangji::practice {

/// A kind of activity that is nothing but known.
struct NamedActivity {
  static constexpr std::string_view rule_kind = "activity_kind";
  std::string name{};
};
BOOST_DESCRIBE_STRUCT(NamedActivity, (), (name))

struct TestRule {
  char const* id;
  char const* kind;
  char const* title;
  char const* parameters;
};

inline constexpr TestRule points_test_table[] = {
    {"activity.theme_day", "activity_kind", "主题党日", "{name: 活动}"},
    {"activity.study", "activity_kind", "集中学习", "{name: 活动}"},
    {"activity.life_meeting", "activity_kind", "组织生活会", "{name: 活动}"},
    {"activity.volunteering", "activity_kind", "志愿服务", "{name: 活动}"},
    {"points.standard.in_post", "points_standard", "积分标准",
     "{category: in_post, base_full: 6000, daily_full: 2000, review_full: "
     "2000, review_before_first: 1600, grades: [{at_least: 9000, name: "
     "优秀候选}, {at_least: 6000, name: 合格}, {at_least: 0, name: 预警, "
     "consequence: 约谈}]}"},
    {"points.standard.old", "points_standard", "积分标准",
     "{category: old_weak_ill_disabled, base_full: 6000, daily_full: 1000, "
     "review_full: 2000, review_before_first: 1600, grades: [{at_least: 0, "
     "name: 合格}], daily_can_be_waived: true}"},
    {"points.daily.theme_day", "points_item", "参加主题党日",
     "{part: daily, fact: activity.attended, topic: activity.theme_day, "
     "amount: {in_post: 500, old_weak_ill_disabled: 500}, most_a_month: 800, "
     "award: derived}"},
    {"points.daily.study", "points_item", "参加集中学习",
     "{part: daily, fact: activity.attended, topic: activity.study, amount: "
     "{in_post: 400}, most_a_month: 1200, most_a_quarter: 1500, most_a_year: "
     "2500, award: derived}"},
    {"points.daily.life_meeting", "points_item", "参加组织生活会",
     "{part: daily, fact: activity.attended, topic: activity.life_meeting, "
     "amount: {in_post: 300}, once_per: year, award: derived}"},
    {"points.daily.volunteering", "points_item", "志愿服务",
     "{part: daily, fact: activity.attended, topic: activity.volunteering, "
     "amount: {in_post: 200}, per: 60, award: derived}"},
    {"points.daily.merit", "points_item", "岗位建功",
     "{part: daily, fact: points.confirmed, amount: {in_post: 500}, "
     "most_a_month: 900, award: proposed}"},
    {"points.base.absent", "points_item", "无故缺席",
     "{part: base, fact: activity.absent, amount: {in_post: -200}, "
     "excused_topics: [activity.volunteering], award: derived}"},
    {"points.base.undone", "points_item", "未完成任务",
     "{part: base, fact: points.confirmed, amount: {in_post: -300}, "
     "once_per: quarter, award: proposed, evidence_required: true}"},
    {"points.base.unpaid", "points_item", "未交党费",
     "{part: base, fact: dues.unpaid, amount: {in_post: -200}, once_per: "
     "month, award: derived}"},
    {"points.review.excellent", "points_item", "民主评议：优秀",
     "{part: review, fact: review.graded, topic: excellent, amount: "
     "{in_post: 2000}, award: derived}"},
    {"points.review.unqualified", "points_item", "民主评议：不合格",
     "{part: review, fact: review.graded, topic: unqualified, amount: "
     "{in_post: 0}, award: derived}"},
    {"points.red_line.discipline", "points_red_line", "受党纪处分",
     "{fact: member.disciplined, months: 12, grade: 不合格候选}"},
    {"points.red_line.cult", "points_red_line", "参加邪教组织",
     "{fact: points.confirmed, months: 12, grade: 不合格候选}"},
    {"points.red_line.refusal", "points_red_line", "未完成任务达到红线",
     "{fact: points.confirmed, topic: points.base.undone, months: 12, grade: 不合格候选}"},
    {"points.red_line.six_months", "points_red_line", "连续六个月不交纳党费",
     "{fact: dues.unpaid, successive_months: 6, months: 12, grade: 不合格候选}"},
    {"points.register", "points_register", "积分登记",
     "{close_within_days: 5, review_valid_months: 12}"},
    {"request.objection", "request_deadline", "异议",
     "{form: objection, answer_within: 7, counted: calendar, made_within: 30}"},
};

/// Stops the test program with the first fault.
inline rules::Rulebook read_points_rules(std::vector<rules::RuleText> const& texts) {
  rules::RuleKinds kinds;
  kinds.add<NamedActivity>();
  kinds.add<PointsStandard>();
  kinds.add<PointsItem>();
  kinds.add<PointsRedLine>();
  kinds.add<PointsRegister>();
  kinds.add<requests::RequestDeadline>();
  auto read = rules::read_rules(texts, kinds);
  if (!read) verify(false, to_text(read.error().front()));
  return rules::Rulebook{std::move(*read), {}};
}

inline std::string rule_text(TestRule const& rule) {
  return fmt::format(
      "- {{id: {}, kind: {}, title: {}, in_force: [2018-01-01, null], "
      "source: {{document: 测试, article: 第一条}}, certainty: proposal, note: 推定, "
      "severity: advisory, parameters: {}}}\n",
      rule.id, rule.kind, rule.title, rule.parameters);
}

inline rules::Rulebook points_test_rules() {
  std::string text;
  for (auto const& rule : points_test_table) text += rule_text(rule);
  return read_points_rules({{"test.yaml", text}});
}

/// rules/points.yaml as it is shipped.
inline rules::Rulebook shipped_points_rules() {
  std::string activities;
  for (auto const* id :
       {"theme_day", "branch_meeting", "branch_committee", "group_meeting", "lesson",
        "life_meeting", "democratic_review", "study", "volunteering", "heart_to_heart"}) {
    auto const full_id = fmt::format("activity.{}", id);
    activities += rule_text({full_id.c_str(), "activity_kind", id, "{name: 活动}"});
  }
  auto const file = std::filesystem::path{__FILE__}.parent_path() / "../../../rules/points.yaml";
  std::ifstream in{file};
  std::string const points{std::istreambuf_iterator<char>{in}, {}};
  return read_points_rules({{"activities.yaml", activities}, {"rules/points.yaml", points}});
}

}  // namespace hangji::practice
