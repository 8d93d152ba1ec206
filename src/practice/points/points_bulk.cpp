#include "practice/points/points_bulk.h"

#include "kernel/facts/fact_kinds.h"
#include "practice/points/points_pass_store.h"

#include <algorithm>

namespace hangji::practice {

using database::Transaction;
using facts::FactRow;

namespace {

struct Remembered {
  MemberId member{};
  CountedFact fact{};
};

/// Members whose facts were corrected across months, with everything the whole engine needs.
struct Corrected {
  std::vector<FactRow> facts{};
  CategoryHistory category{};
};
using CorrectedMembers = std::unordered_map<MemberId, Corrected>;

class Pass {
public:
  using Visit = std::function<void(ScoredMember const&, MonthScore const&)>;

  Pass(Transaction& transaction, rules::Rulebook const& rules, Month month)
      : m_transaction{transaction}, m_month{month}, m_engine{rules}, m_rules{rules, month} {}

  void run(Visit const& visit) {
    m_members = scored_members(m_transaction, m_month);
    read_remembered();
    read_corrected();
    auto member = m_members.begin();
    auto const flush_before = [&](MemberId next) {
      for (; member != m_members.end() && member->id < next; ++member) score(*member, visit);
    };
    each_fact_of_month(m_transaction, m_month, [&](MonthFact const& fact) {
      flush_before(fact.member_id);
      bool const is_here = member != m_members.end() && member->id == fact.member_id;
      if (is_here) add(fact);
    });
    for (; member != m_members.end(); ++member) score(*member, visit);
  }

private:
  void add(MonthFact const& fact) {
    if (!fact.supersedes.is_none()) m_superseded.push_back(fact.supersedes);
    bool const is_taken_back = fact.amount == 0 && fact.kind.text == facts::kind::points_confirmed;
    auto const* use = m_rules.use_of(fact.kind.text, fact.topic.text);
    if (use != nullptr && !is_taken_back)
      m_facts.push_back({fact.id, m_month, fact.day, fact.amount, use});
  }

  void score(ScoredMember const& member, Visit const& visit) {
    if (auto const found = m_corrected.find(member.id); found != m_corrected.end()) {
      auto& one = found->second;
      one.category.now = member.category;
      visit(member, m_engine.score(one.category, one.facts, m_month, Lines::off));
    } else {
      if (!m_superseded.empty()) {
        std::erase_if(m_facts, [&](CountedFact const& fact) {
          return std::ranges::find(m_superseded, fact.id) != m_superseded.end();
        });
      }
      while (m_next != m_remembered.end() && m_next->member < member.id) ++m_next;
      for (; m_next != m_remembered.end() && m_next->member == member.id; ++m_next) {
        m_facts.push_back(m_next->fact);
      }
      auto month = m_scorer.score(member.category, m_facts, Lines::off);
      m_scorer.settle(month, member.category);
      visit(member, month);
    }
    m_facts.clear();
    m_superseded.clear();
  }

  void read_remembered() {
    for (auto const& wanted : m_rules.remembered()) {
      each_remembered_fact(
          m_transaction, wanted, m_month.plus(1 - red_line_months), m_month.plus(-1),
          [&](OldFact const& fact) {
            auto const* use = m_rules.use_of(wanted.kind, fact.topic.text);
            bool const is_taken_back =
                fact.amount == 0 && wanted.kind == facts::kind::points_confirmed;
            if (use == nullptr || is_taken_back) return;
            m_remembered.push_back(
                {fact.member_id, {fact.id, fact.counted_month, fact.day, fact.amount, use}});
          });
    }
    std::ranges::sort(m_remembered, {}, &Remembered::member);
    m_next = m_remembered.begin();
  }

  void read_corrected() {
    each_fact_of_corrected(
        m_transaction, m_month.plus(1 - months_needed), m_month,
        [&](FactRow const& fact) { m_corrected[fact.member_id].facts.push_back(fact); });
    if (m_corrected.empty()) return;
    each_former_category(
        m_transaction, m_month.plus(1 - months_needed).first_day(),
        [&](organisation::FormerCategoryRow const& row) {
          if (auto const found = m_corrected.find(row.member_id); found != m_corrected.end())
            found->second.category.former.emplace_back(row.until_day, row.category);
        });
  }

  Transaction& m_transaction;
  Month m_month;
  PointsEngine m_engine;
  ScoringRules m_rules;
  MonthScorer m_scorer{m_rules, m_month};
  std::vector<ScoredMember> m_members{};
  std::vector<Remembered> m_remembered{};
  std::vector<Remembered>::const_iterator m_next{};
  CorrectedMembers m_corrected{};
  std::vector<CountedFact> m_facts{};
  std::vector<FactId> m_superseded{};
};
}  // namespace

void each_month_score(Transaction& transaction, rules::Rulebook const& rules, Month month,
                      Pass::Visit const& visit) {
  Pass{transaction, rules, month}.run(visit);
}

}  // namespace hangji::practice
