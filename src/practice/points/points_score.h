// The points engine: facts and rules in, a month's score with every line explained out. Pure.
//
// A month's score is what the facts of its book give. A fact that supersedes one of an earlier,
// closed month does not touch that month: it contributes to its own month what the earlier month
// would now be worth less what it was worth before (V(R, M) − V(R, M − 1)), so all months together
// always come to what they would if nothing had ever been wrong. It knows no SQL.
#pragma once

#include "kernel/facts/facts.h"
#include "kernel/rules/rulebook.h"
#include "practice/points/points_rules.h"

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace hangji::practice {

/// What a kind and topic of fact mean to the points of a month: indexes into ScoringRules.
struct FactUse {
  std::vector<std::uint16_t> items{};
  std::vector<std::uint16_t> red_lines{};
  /// 经党员大会同意免日常: the daily part counts as full for the rest of the year.
  bool waives_daily{false};

  [[nodiscard]] bool is_nothing() const {
    return items.empty() && red_lines.empty() && !waives_daily;
  }
};

/// A kind and topic whose facts count beyond their own month; `topic` empty: any.
struct RememberedFact {
  std::string kind{};
  std::string topic{};
  bool operator==(RememberedFact const&) const = default;
};

/// The rules in force on the first day of a month, with each kind and topic looked up once.
class ScoringRules {
public:
  ScoringRules(rules::Rulebook const& rulebook, Month month);

  /// Null when no rule cares. No allocation.
  [[nodiscard]] FactUse const* use_of(std::string_view kind, std::string_view topic) const;
  /// None: the rules have no standard for the category.
  [[nodiscard]] rules::InForce<PointsStandard> const* standard_of(MemberCategory category) const;
  [[nodiscard]] std::vector<rules::InForce<PointsItem>> const& items() const { return m_items; }
  [[nodiscard]] std::vector<rules::InForce<PointsRedLine>> const& red_lines() const {
    return m_red_lines;
  }
  [[nodiscard]] PointsRegister const& book() const { return m_register; }
  /// Grades, red lines, waivers and items limited by more than a month.
  [[nodiscard]] std::vector<RememberedFact> remembered() const;

private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  using Topics = std::unordered_map<std::string, FactUse, Hash, std::equal_to<>>;
  struct KindUse {
    /// For topics that no rule names.
    FactUse any{};
    Topics topics{};
  };

  void name_topics(rules::Rulebook const& rulebook, Month month);
  void fill(std::string const& kind, std::string const& topic, FactUse& use) const;

  std::vector<rules::InForce<PointsItem>> m_items{};
  std::vector<rules::InForce<PointsRedLine>> m_red_lines{};
  std::array<std::optional<rules::InForce<PointsStandard>>, 5> m_standards{};
  PointsRegister m_register{};
  std::unordered_map<std::string, KindUse, Hash, std::equal_to<>> m_kinds{};
};

/// A fact as it stands, in the book in which it counts.
struct CountedFact {
  FactId id{};
  Month book{};
  Date day{};
  std::int64_t amount{};
  FactUse const* use{nullptr};
};

/// One line of a month's score: the rule, the facts and the arithmetic.
struct PointsLine {
  PointsPart part{};
  /// Null: the part's starting value, its cap, a correction.
  rules::Rule const* rule{nullptr};
  std::vector<FactId> facts{};
  Points amount{};
  std::string text{};
  /// The earlier month that is corrected.
  std::optional<Month> corrects{};
};

/// Hundredths of a point.
struct MonthScore {
  Points base{};
  Points daily{};
  Points review{};
  /// Of earlier closed months.
  Points correction{};
  /// Floor and cap applied.
  Points total{};
  /// It limits the grade, not the points.
  rules::Rule const* red_line{nullptr};
  rules::Rule const* standard{nullptr};
  std::vector<PointsLine> lines{};

  [[nodiscard]] Points parts() const { return base + daily + review; }
};

enum class Lines { off, on };

/// Scores one month from facts that stand, given in any order; reuses its memory from member to
/// member.
class MonthScorer {
public:
  MonthScorer(ScoringRules const& rules, Month month) : m_rules{&rules}, m_month{month} {}

  /// `facts`: those of the month's book and the remembered ones of the twelve months before; they
  /// are put in order. The total has no correction yet: see `settle`.
  [[nodiscard]] MonthScore score(MemberCategory category, std::vector<CountedFact>& facts,
                                 Lines lines);
  /// Adds the correction, floor and cap.
  void settle(MonthScore& score, MemberCategory category) const;
  [[nodiscard]] ScoringRules const& rules() const { return *m_rules; }
  [[nodiscard]] Month month() const { return m_month; }

private:
  /// What an item gave so far in the month, quarter and year of its last fact, without sign.
  struct Used {
    std::optional<Month> month{};
    std::int64_t in_month{};
    std::int64_t in_quarter{};
    std::int64_t in_year{};
    bool given_in_period{false};
    /// Index of its line + 1; 0: none yet.
    std::size_t line{};
    int times{};
  };

  void count(CountedFact const& fact, std::uint16_t index, MemberCategory category,
             MonthScore& score, Lines lines);
  void add_line(MonthScore& score, std::uint16_t index, CountedFact const& fact, Points given,
                Points uncapped);
  void apply_review(std::vector<CountedFact> const& facts, PointsStandard const& standard,
                    MemberCategory category, MonthScore& score, Lines lines) const;
  void apply_red_lines(std::vector<CountedFact> const& facts, MonthScore& score) const;
  [[nodiscard]] bool is_crossed(std::vector<CountedFact> const& facts, std::uint16_t index) const;

  ScoringRules const* m_rules;
  Month m_month;
  std::vector<Used> m_used{};
};

/// A member's category over time: the present one and those before it.
struct CategoryHistory {
  MemberCategory now{};
  /// By the day they ended.
  std::vector<std::pair<Date, MemberCategory>> former{};

  [[nodiscard]] MemberCategory on(Date day) const;
};

/// How many months of facts `PointsEngine::score` needs: the year before the month, and the year
/// before each month of it that may be corrected.
inline constexpr int months_needed = 24;

/// Scores any month of any member from facts as they were entered, corrections among them.
class PointsEngine {
public:
  explicit PointsEngine(rules::Rulebook rulebook) : m_rulebook{std::move(rulebook)} {}

  [[nodiscard]] ScoringRules const& rules_of(Month month);
  /// `facts`: all of one member that count in the `months_needed` months up to `month`, the
  /// superseded among them, in any order. Facts that count later are left out of account.
  [[nodiscard]] MonthScore score(CategoryHistory const& category,
                                 std::span<facts::FactRow const> facts, Month month,
                                 Lines lines = Lines::on);

private:
  struct Chains;
  MonthScore score_as_of(CategoryHistory const& category, Chains const& chains, Month month,
                         Month as_of, Lines lines);
  void correct(CategoryHistory const& category, Chains const& chains, Month month,
               MonthScore& score, Lines lines);

  rules::Rulebook m_rulebook;
  std::map<Month, ScoringRules> m_rules{};
};

/// The mean, half up to a hundredth; none of none. Source: points.register
[[nodiscard]] std::optional<Points> mean_of(std::span<Points const> months);
/// The band of the standard that a total falls in; null without a standard.
[[nodiscard]] GradeBand const* grade_of(PointsStandard const& standard, Points total);

}  // namespace hangji::practice
