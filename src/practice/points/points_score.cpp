#include "practice/points/points_score.h"

#include "kernel/periods/periods.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace hangji::practice {

using periods::CalendarPeriod;
using periods::Every;

namespace {
std::size_t place_of(MemberCategory category) { return static_cast<std::size_t>(category); }

/// The period of `once`; a single occurrence has none.
std::optional<Every> every_of(Once once) {
  switch (once) {
    case Once::occurrence: return std::nullopt;
    case Once::month: return Every::month;
    case Once::quarter: return Every::quarter;
    case Once::half_year: return Every::half_year;
    case Once::year: return Every::year;
  }
  return std::nullopt;
}

bool is_same(Every every, Month one, Month other) {
  return one.index / periods::months_in(every) == other.index / periods::months_in(every);
}

std::int64_t left_of(std::optional<Points> const& most, std::int64_t used) {
  if (!most) return std::numeric_limits<std::int64_t>::max();
  return std::max<std::int64_t>(most->value - used, 0);
}

/// What one fact is worth before any limit, with its sign.
std::int64_t worth_of(PointsItem const& item, Points amount, CountedFact const& fact) {
  if (item.award == Award::proposed) return fact.amount;
  return amount.value * (item.per ? fact.amount / *item.per : 1);
}

Points clamped(Points value, Points least, std::optional<Points> const& most) {
  auto const raised = std::max(value, least);
  return most ? std::min(raised, *most) : raised;
}

bool crosses(CountedFact const& fact, std::uint16_t index) {
  auto const& lines = fact.use->red_lines;
  return std::ranges::find(lines, index) != lines.end();
}

/// What the standard itself gives or takes.
void note(MonthScore& score, Lines lines, PointsPart part, Points amount, std::string text) {
  if (lines == Lines::on) {
    score.lines.push_back(
        {.part = part, .rule = score.standard, .amount = amount, .text = std::move(text)});
  }
}

void limit_part(MonthScore& score, Lines lines, PointsPart part, Points& sum, Points most) {
  auto const limited = clamped(sum, Points{0}, most);
  if (limited == sum) return;
  if (lines == Lines::on) {
    note(score, lines, part, limited - sum,
         fmt::format("{}积分在 0 至 {} 分之间，{} 分计为 {} 分",
                     part == PointsPart::base ? "基础" : "日常", to_text(most), to_text(sum),
                     to_text(limited)));
  }
  sum = limited;
}
}  // namespace

MonthScore MonthScorer::score(MemberCategory category, std::vector<CountedFact>& facts,
                              Lines lines) {
  MonthScore score;
  auto const* standard = m_rules->standard_of(category);
  if (standard == nullptr) return score;
  auto const& full = **standard;
  std::ranges::sort(facts, {}, [](CountedFact const& fact) {
    return std::tuple{fact.book, fact.day, fact.id.value};
  });
  m_used.assign(m_rules->items().size(), Used{});
  score.standard = standard->rule;
  score.base = full.base_full;
  if (lines == Lines::on)
    note(score, lines, PointsPart::base, full.base_full, "基础积分每月从满分起");
  bool is_waived = false;
  for (auto const& fact : facts) {
    if (fact.book > m_month || !is_same(Every::year, fact.book, m_month)) continue;
    is_waived = is_waived || fact.use->waives_daily;
    for (auto const index : fact.use->items) count(fact, index, category, score, lines);
  }
  limit_part(score, lines, PointsPart::base, score.base, full.base_full);
  limit_part(score, lines, PointsPart::daily, score.daily, full.daily_full);
  if (is_waived && full.daily_can_be_waived && score.daily < full.daily_full) {
    if (lines == Lines::on) {
      note(score, lines, PointsPart::daily, full.daily_full - score.daily,
           "经党员大会同意免日常积分，按满分计");
    }
    score.daily = full.daily_full;
  }
  apply_review(facts, full, category, score, lines);
  apply_red_lines(facts, score);
  return score;
}

void MonthScorer::count(CountedFact const& fact, std::uint16_t index, MemberCategory category,
                        MonthScore& score, Lines lines) {
  auto const& item = *m_rules->items()[index];
  auto const amount = item.amount.of(category);
  if (!amount || item.part == PointsPart::review) return;
  auto& used = m_used[index];
  if (used.month && *used.month != fact.book) {
    used.in_month = 0;
    if (!is_same(Every::quarter, *used.month, fact.book)) used.in_quarter = 0;
    auto const every = every_of(item.once_per);
    if (every && !is_same(*every, *used.month, fact.book)) used.given_in_period = false;
  }
  used.month = fact.book;
  auto const worth = worth_of(item, *amount, fact);
  if (worth == 0 || (item.once_per != Once::occurrence && used.given_in_period)) return;
  auto const size = std::min({std::abs(worth), left_of(item.most_a_month, used.in_month),
                              left_of(item.most_a_quarter, used.in_quarter),
                              left_of(item.most_a_year, used.in_year)});
  used.given_in_period = true;
  used.in_month += size;
  used.in_quarter += size;
  used.in_year += size;
  if (fact.book != m_month) return;
  Points const given{worth < 0 ? -size : size};
  (item.part == PointsPart::base ? score.base : score.daily) += given;
  if (lines == Lines::on) add_line(score, index, fact, given, Points{worth});
}

void MonthScorer::add_line(MonthScore& score, std::uint16_t index, CountedFact const& fact,
                           Points given, Points uncapped) {
  auto const& item = m_rules->items()[index];
  auto& used = m_used[index];
  if (used.line == 0) {
    score.lines.push_back({.part = item->part, .rule = item.rule});
    used.line = score.lines.size();
  }
  auto& line = score.lines[used.line - 1];
  ++used.times;
  line.facts.push_back(fact.id);
  line.amount += given;
  line.text = fmt::format("{} {} 次，计 {} 分", item.rule->title, used.times, to_text(line.amount));
  if (item->per) line.text += fmt::format("（每满 {} 计一次）", *item->per);
  if (given != uncapped) line.text += "（已达上限）";
}

void MonthScorer::apply_review(std::vector<CountedFact> const& facts,
                               PointsStandard const& standard, MemberCategory category,
                               MonthScore& score, Lines lines) const {
  CountedFact const* last = nullptr;
  std::optional<std::uint16_t> grade;
  auto const too_old = m_month.plus(-m_rules->book().review_valid_months).last_day();
  for (auto const& fact : facts) {
    if (fact.book > m_month || fact.day <= too_old) continue;
    for (auto const index : fact.use->items) {
      auto const& item = *m_rules->items()[index];
      if (item.part != PointsPart::review || !item.amount.of(category)) continue;
      bool const is_later = last == nullptr || std::pair{last->day, last->id.value} <=
                                                   std::pair{fact.day, fact.id.value};
      if (!is_later) continue;
      last = &fact;
      grade = index;
    }
  }
  if (!grade) {
    score.review = standard.review_before_first;
    if (lines == Lines::on)
      note(score, lines, PointsPart::review, score.review, "近期没有民主评议结果，按预设计");
    return;
  }
  auto const& item = m_rules->items()[*grade];
  score.review = clamped(*item->amount.of(category), Points{0}, standard.review_full);
  if (lines == Lines::on) {
    score.lines.push_back({.part = PointsPart::review,
                           .rule = item.rule,
                           .facts = {last->id},
                           .amount = score.review,
                           .text = fmt::format("{}{}，计 {} 分", to_chinese(last->day),
                                               item.rule->title, to_text(score.review))});
  }
}

bool MonthScorer::is_crossed(std::vector<CountedFact> const& facts, std::uint16_t index) const {
  auto const& line = *m_rules->red_lines()[index];
  for (auto const& last : facts) {
    if (last.book > m_month || !crosses(last, index)) continue;
    auto const month = Month::of(last.day);
    if (month > m_month || month <= m_month.plus(-line.months)) continue;
    int successive = 1;
    while (successive < line.successive_months &&
           std::ranges::any_of(
               facts,
               [&](CountedFact const& fact) {
                 return Month::of(fact.day) == month.plus(-successive) && crosses(fact, index);
               })) {
      ++successive;
    }
    if (successive >= line.successive_months) return true;
  }
  return false;
}

void MonthScorer::apply_red_lines(std::vector<CountedFact> const& facts, MonthScore& score) const {
  for (std::size_t i = 0; i < m_rules->red_lines().size(); ++i) {
    if (!is_crossed(facts, static_cast<std::uint16_t>(i))) continue;
    score.red_line = m_rules->red_lines()[i].rule;
    return;
  }
}

void MonthScorer::settle(MonthScore& score, MemberCategory category) const {
  auto const* standard = m_rules->standard_of(category);
  if (standard == nullptr) return;
  score.total = clamped(score.parts() + score.correction, (*standard)->floor, (*standard)->cap);
}

std::optional<Points> mean_of(std::span<Points const> months) {
  if (months.empty()) return std::nullopt;
  std::int64_t sum = 0;
  for (auto const& month : months) sum += month.value;
  auto const count = std::ssize(months);
  // Half up, also below zero.
  auto const doubled = 2 * sum + count;
  auto const quotient = doubled / (2 * count);
  return Points{quotient - (doubled % (2 * count) < 0 ? 1 : 0)};
}

GradeBand const* grade_of(PointsStandard const& standard, Points total) {
  for (auto const& band : standard.grades) {
    if (total >= band.at_least) return &band;
  }
  return standard.grades.empty() ? nullptr : &standard.grades.back();
}

rules::InForce<PointsStandard> const* ScoringRules::standard_of(MemberCategory category) const {
  auto const& found = m_standards[place_of(category)];
  return found ? &*found : nullptr;
}

static_assert(red_line_months <= months_needed);

}  // namespace hangji::practice
