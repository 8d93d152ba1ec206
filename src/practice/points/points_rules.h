// Points as rules. A member's month is scored on a hundred: the base part starts full and is
// lowered by unexcused failures, the daily part grows from zero with real duties up to its cap, the
// review part holds the grade of the last democratic review. Nobody loses points for the state of
// the body. All amounts are hundredths of a point.
#pragma once

#include "foundation/amount.h"
#include "kernel/obligations/duty_rules.h"
#include "organisation/organisation_rules.h"

#include <optional>
#include <string>
#include <vector>

namespace hangji::practice {

using organisation::MemberCategory;

/// From `at_least` points upward, up to the next band.
struct GradeBand {
  Points at_least{};
  std::string name{};
  /// What follows: 约谈, 整改; may be empty.
  std::string consequence{};
};
BOOST_DESCRIBE_STRUCT(GradeBand, (), (at_least, name, consequence))

/// The standard of one category; at most one rule a category is in force on a day. YAML:
/// ```
/// parameters:
///   category: in_post
///   base_full: 6000
///   daily_full: 2000
///   review_full: 2000
///   review_before_first: 1600
///   grades: [{at_least: 9000, name: 优秀候选}, …, {at_least: 0, name: 预警, consequence:
///   约谈、整改}]
/// ```
struct PointsStandard {
  static constexpr std::string_view rule_kind = "points_standard";

  MemberCategory category{MemberCategory::in_post};
  Points base_full{};
  Points daily_full{};
  Points review_full{};
  /// The review part of a member who has not been graded within the last twelve months.
  Points review_before_first{};
  Points floor{0};
  /// None: no upper limit (不封顶).
  std::optional<Points> cap{Points{10'000}};
  /// Falling bands, the last from 0.
  std::vector<GradeBand> grades{};
  /// A probationary member below this is brought to the branch's attention before confirmation; no
  /// consequence by itself.
  std::optional<Points> probationary_line{};
  /// The branch meeting may excuse a member of this category from the daily part, which then counts
  /// as full.
  bool daily_can_be_waived{false};
};
BOOST_DESCRIBE_STRUCT(PointsStandard, (),
                      (category, base_full, daily_full, review_full, review_before_first, floor,
                       cap, grades, probationary_line, daily_can_be_waived))

enum class PointsPart { base, daily, review };
BOOST_DESCRIBE_ENUM(PointsPart, base, daily, review)

/// `derived` from facts that others wrote as they happened; `proposed` by hand and confirmed by a
/// second person (a `points.confirmed` fact whose topic is the item's id).
enum class Award { derived, proposed };
BOOST_DESCRIBE_ENUM(Award, derived, proposed)

/// How often an item can count for one member: each time, or once in a period.
enum class Once { occurrence, month, quarter, half_year, year };
BOOST_DESCRIBE_ENUM(Once, occurrence, month, quarter, half_year, year)

/// Hundredths of a point per category; none: the item does not concern the category. Below zero: a
/// deduction.
struct CategoryPoints {
  std::optional<Points> in_post{};
  std::optional<Points> no_post{};
  std::optional<Points> non_public{};
  std::optional<Points> floating{};
  std::optional<Points> old_weak_ill_disabled{};

  [[nodiscard]] std::optional<Points> of(MemberCategory category) const;
};
BOOST_DESCRIBE_STRUCT(CategoryPoints, (),
                      (in_post, no_post, non_public, floating, old_weak_ill_disabled))

/// What gives or takes points. The rule's title is what the register prints. YAML:
/// ```
/// parameters:
///   part: daily
///   fact: activity.attended
///   topic: activity.theme_day
///   amount: {in_post: 500, no_post: 500, …}
///   most_a_month: 1000
///   once_per: occurrence
///   award: derived
/// ```
struct PointsItem {
  static constexpr std::string_view rule_kind = "points_item";

  PointsPart part{PointsPart::daily};
  /// The kind of fact that triggers it; for `proposed` always points.confirmed.
  std::string fact{};
  /// The fact's topic; empty = any. For `proposed` it is the rule's own id and stays empty here.
  std::string topic{};
  /// Topics of that fact which never count.
  std::vector<std::string> excused_topics{};
  CategoryPoints amount{};
  /// The amount is given once for each full `per` of the fact's own amount (60 = per hour of
  /// minutes); none: once a fact.
  std::optional<std::int64_t> per{};
  /// At most so much of this item's sum counts, without its sign.
  std::optional<Points> most_a_month{};
  std::optional<Points> most_a_quarter{};
  std::optional<Points> most_a_year{};
  Once once_per{Once::occurrence};
  Award award{Award::derived};
  /// Needs an original or a written reason: every deduction by hand does.
  bool evidence_required{false};
};
BOOST_DESCRIBE_STRUCT(PointsItem, (),
                      (part, fact, topic, excused_topics, amount, per, most_a_month, most_a_quarter,
                       most_a_year, once_per, award, evidence_required))

/// How far back facts of red lines are read.
inline constexpr int red_line_months = 24;

/// One occurrence limits the grade to a candidate for 不合格; the points stay what they are, and it
/// never decides anything (不自动定性). The fact counts from its day for `months`. YAML:
/// `parameters: {fact: member.disciplined, months: 12, grade: 不合格候选}`
struct PointsRedLine {
  static constexpr std::string_view rule_kind = "points_red_line";

  /// The kind of fact; of points.confirmed (entered by hand, confirmed by a second person) an empty
  /// topic is this rule's own id.
  std::string fact{};
  /// Of points.confirmed the id of a proposed item: one proposal then takes its points and crosses
  /// the line.
  std::string topic{};
  /// So many facts in successive months are needed; 1: one is enough.
  int successive_months{1};
  int months{12};
  /// The grade while it lasts, whatever the points come to.
  std::string grade{};
  /// What follows; may be empty.
  std::string consequence{};
};
BOOST_DESCRIBE_STRUCT(PointsRedLine, (),
                      (fact, topic, successive_months, months, grade, consequence))

/// 一月一登记、一季一公开、一年一评审. One rule in force at a time. A quarter's and a year's score
/// are the mean of their closed months (half up to a hundredth).
struct PointsRegister {
  static constexpr std::string_view rule_kind = "points_register";

  /// Days after the month's end by which the branch closes its register.
  int close_within_days{5};
  /// How long a grade of the democratic review counts in the review part.
  int review_valid_months{12};
};
BOOST_DESCRIBE_STRUCT(PointsRegister, (), (close_within_days, review_valid_months))

[[nodiscard]] Result<Done> check_rule(PointsStandard const& standard,
                                      rules::KnownRules const& known);
/// Refuses unknown facts, topics of activities that do not exist, amounts of two signs, a derived
/// item of the part `review` without review.graded, proposed items with a fact of their own,
/// deductions by hand without evidence.
[[nodiscard]] Result<Done> check_rule(PointsItem const& item, rules::KnownRules const& known);
[[nodiscard]] Result<Done> check_rule(PointsRedLine const& line, rules::KnownRules const& known);

}  // namespace hangji::practice

template <> inline constexpr bool
    hangji::absent_members_keep_defaults<hangji::practice::GradeBand> = true;
template <> inline constexpr bool
    hangji::absent_members_keep_defaults<hangji::practice::PointsStandard> = true;
template <> inline constexpr bool
    hangji::absent_members_keep_defaults<hangji::practice::PointsItem> = true;
template <> inline constexpr bool
    hangji::absent_members_keep_defaults<hangji::practice::PointsRedLine> = true;
template <> inline constexpr bool
    hangji::absent_members_keep_defaults<hangji::practice::PointsRegister> = true;
