// The rules of a month, with each kind and topic looked up once.
#include "kernel/facts/fact_kinds.h"
#include "practice/points/points_score.h"

#include <algorithm>
#include <set>

namespace hangji::practice {

namespace {
/// The topic of the facts an item or red line means; empty: any.
template <class P> std::string_view topic_of(rules::InForce<P> const& rule) {
  bool const is_its_own = rule->fact == facts::kind::points_confirmed && rule->topic.empty();
  return is_its_own ? std::string_view{rule.rule->id} : std::string_view{rule->topic};
}

template <class P> bool means(rules::InForce<P> const& rule, std::string_view kind,
                              std::string_view topic) {
  auto const wanted = topic_of(rule);
  return rule->fact == kind && (wanted.empty() || wanted == topic);
}

bool is_excused(PointsItem const& item, std::string_view topic) {
  return std::ranges::find(item.excused_topics, topic) != item.excused_topics.end();
}

bool is_remembered(PointsItem const& item) {
  bool const is_long = item.once_per != Once::occurrence && item.once_per != Once::month;
  return is_long || item.part == PointsPart::review || item.most_a_quarter || item.most_a_year;
}

void remember(std::vector<RememberedFact>& all, std::string_view kind, std::string_view topic) {
  RememberedFact fact{std::string{kind}, std::string{topic}};
  if (std::ranges::find(all, fact) == all.end()) all.push_back(std::move(fact));
}
}  // namespace

ScoringRules::ScoringRules(rules::Rulebook const& rulebook, Month month)
    : m_items{rulebook.all<PointsItem>(month.first_day())},
      m_red_lines{rulebook.all<PointsRedLine>(month.first_day())} {
  for (auto const& standard : rulebook.all<PointsStandard>(month.first_day())) {
    m_standards[static_cast<std::size_t>(standard->category)] = standard;
  }
  auto const books = rulebook.all<PointsRegister>(month.first_day());
  if (!books.empty()) m_register = *books.front();
  name_topics(rulebook, month);
}

void ScoringRules::name_topics(rules::Rulebook const& rulebook, Month month) {
  std::map<std::string, std::set<std::string>> named;
  for (auto const& item : m_items) {
    auto& topics = named[item->fact];
    topics.emplace(topic_of(item));
    topics.insert(item->excused_topics.begin(), item->excused_topics.end());
  }
  for (auto const& line : m_red_lines) named[line->fact].emplace(topic_of(line));
  for (auto const& standard : rulebook.all<PointsStandard>(month.first_day())) {
    if (standard->daily_can_be_waived)
      named[std::string{facts::kind::points_confirmed}].insert(standard.rule->id);
  }
  for (auto const& [kind, topics] : named) {
    auto& use = m_kinds[kind];
    fill(kind, "", use.any);
    for (auto const& topic : topics) fill(kind, topic, use.topics[topic]);
  }
}

void ScoringRules::fill(std::string const& kind, std::string const& topic, FactUse& use) const {
  for (std::size_t i = 0; i < m_items.size(); ++i) {
    bool const is_meant = means(m_items[i], kind, topic) && !is_excused(*m_items[i], topic);
    if (is_meant) use.items.push_back(static_cast<std::uint16_t>(i));
  }
  for (std::size_t i = 0; i < m_red_lines.size(); ++i) {
    if (means(m_red_lines[i], kind, topic)) use.red_lines.push_back(static_cast<std::uint16_t>(i));
  }
  if (kind != facts::kind::points_confirmed) return;
  for (auto const& standard : m_standards) {
    bool const is_meant = standard && standard->rule->id == topic;
    use.waives_daily = use.waives_daily || (is_meant && (*standard)->daily_can_be_waived);
  }
}

FactUse const* ScoringRules::use_of(std::string_view kind, std::string_view topic) const {
  auto const found = m_kinds.find(kind);
  if (found == m_kinds.end()) return nullptr;
  auto const named = found->second.topics.find(topic);
  auto const& use = named == found->second.topics.end() ? found->second.any : named->second;
  return use.is_nothing() ? nullptr : &use;
}

std::vector<RememberedFact> ScoringRules::remembered() const {
  std::vector<RememberedFact> all;
  for (auto const& item : m_items) {
    if (is_remembered(*item)) remember(all, item->fact, topic_of(item));
  }
  for (auto const& line : m_red_lines) remember(all, line->fact, topic_of(line));
  for (auto const& standard : m_standards) {
    if (standard && (*standard)->daily_can_be_waived)
      remember(all, facts::kind::points_confirmed, standard->rule->id);
  }
  // One query a kind and topic: a topic is left out where the whole kind is remembered.
  std::erase_if(all, [&](RememberedFact const& fact) {
    return !fact.topic.empty() &&
           std::ranges::find(all, RememberedFact{fact.kind, ""}) != all.end();
  });
  return all;
}

MemberCategory CategoryHistory::on(Date day) const {
  for (auto const& [until, category] : former) {
    if (day < until) return category;
  }
  return now;
}

}  // namespace hangji::practice
