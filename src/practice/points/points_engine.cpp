// Chains of corrections: which fact stands in which book as of the end of a month.
#include "kernel/facts/fact_kinds.h"
#include "practice/points/points_score.h"

#include <fmt/format.h>

#include <algorithm>

namespace hangji::practice {

using facts::FactRow;

/// A fact, its book (the month in which the first of its chain counts) and the month in which it
/// was superseded.
struct PointsEngine::Chains {
  struct Link {
    FactRow const* fact{nullptr};
    Month book{};
    std::optional<Month> superseded_in{};

    [[nodiscard]] bool stands(Month as_of) const {
      return fact->counted_month <= as_of && (!superseded_in || *superseded_in > as_of);
    }
    /// The books it changes are not its own.
    [[nodiscard]] bool is_late() const { return book != fact->counted_month; }
  };
  std::vector<Link> links{};

  explicit Chains(std::span<FactRow const> facts) {
    std::unordered_map<FactId, std::size_t> places;
    for (auto const& fact : facts) {
      places.emplace(fact.id, links.size());
      links.push_back({&fact, fact.counted_month});
    }
    for (auto const& fact : facts) {
      if (auto const old = places.find(fact.supersedes); old != places.end())
        links[old->second].superseded_in = fact.counted_month;
    }
    for (auto& link : links) {
      auto const* root = link.fact;
      while (!root->supersedes.is_none()) {
        auto const old = places.find(root->supersedes);
        // Further back than is known: nothing of it can be told apart from its own month.
        if (old == places.end()) break;
        root = links[old->second].fact;
      }
      link.book = root->counted_month;
    }
  }
};

ScoringRules const& PointsEngine::rules_of(Month month) {
  auto const found = m_rules.find(month);
  if (found != m_rules.end()) return found->second;
  return m_rules.emplace(month, ScoringRules{m_rulebook, month}).first->second;
}

MonthScore PointsEngine::score_as_of(CategoryHistory const& category, Chains const& chains,
                                     Month month, Month as_of, Lines lines) {
  auto const& rules = rules_of(month);
  std::vector<CountedFact> counted;
  for (auto const& link : chains.links) {
    auto const& fact = *link.fact;
    bool const is_taken_back = fact.kind == facts::kind::points_confirmed && fact.amount == 0;
    if (link.book > month || is_taken_back || !link.stands(as_of)) continue;
    auto const* use = rules.use_of(fact.kind, fact.topic);
    if (use != nullptr) counted.push_back({fact.id, link.book, fact.day, fact.amount, use});
  }
  return MonthScorer{rules, month}.score(category.on(month.last_day()), counted, lines);
}

void PointsEngine::correct(CategoryHistory const& category, Chains const& chains, Month month,
                           MonthScore& score, Lines lines) {
  auto first = month;
  for (auto const& link : chains.links) {
    if (link.is_late() && link.fact->counted_month == month) first = std::min(first, link.book);
  }
  for (auto book = first; book < month; book = book.plus(1)) {
    auto const before = score_as_of(category, chains, book, month.plus(-1), Lines::off).parts();
    auto const after = score_as_of(category, chains, book, month, Lines::off).parts();
    if (before == after) continue;
    score.correction += after - before;
    if (lines == Lines::off) continue;
    PointsLine line{.part = PointsPart::daily, .amount = after - before, .corrects = book};
    line.text =
        fmt::format("更正{}的记录：原计 {} 分，现计 {} 分，差额 {} 分计入本月", to_chinese(book),
                    to_text(before), to_text(after), to_text(after - before));
    for (auto const& link : chains.links) {
      bool const is_its_own = link.book == book && link.fact->counted_month == month;
      if (is_its_own) line.facts.push_back(link.fact->id);
    }
    score.lines.push_back(std::move(line));
  }
}

MonthScore PointsEngine::score(CategoryHistory const& category, std::span<FactRow const> facts,
                               Month month, Lines lines) {
  Chains const chains{facts};
  auto score = score_as_of(category, chains, month, month, lines);
  correct(category, chains, month, score, lines);
  auto const& rules = rules_of(month);
  MonthScorer{rules, month}.settle(score, category.on(month.last_day()));
  return score;
}

}  // namespace hangji::practice
