#include "practice/votes/votes_invariants.h"

#include "kernel/facts/fact_kinds.h"
#include "kernel/facts/facts.h"
#include "practice/votes/votes_store.h"

#include <fmt/format.h>

namespace hangji::practice {

namespace {
std::string fault_of(database::Transaction& transaction, rules::Rulebook const& rules,
                     VoteRow const& row) {
  auto const rule = vote_rule_of(rules, row.form, row.day);
  if (!rule) return "表决当日没有它的规则";
  auto const count = count_of(row);
  if (auto good = check_options(**rule, count); !good) return good.error().message;
  if (auto good = check_count(**rule, count); !good) return good.error().message;
  bool const is_held =
      row.state == VoteState::recorded && is_decided(outcome_of(**rule, count).verdict);
  std::int64_t standing = 0;
  std::int64_t amount = 0;
  for (auto const& fact : facts::standing_of_source(transaction, source_of(row.id))) {
    standing += fact.kind == facts::kind::vote_held ? 1 : 0;
    amount += fact.amount;
  }
  if (is_held && (standing != 1 || amount != votes_in_favour(count)))
    return "已经表决而没有相符的事实";
  if (!is_held && amount != 0) return "没有作出决定的表决留下了事实";
  return "";
}
}  // namespace

std::vector<std::string> vote_faults(database::Transaction& transaction,
                                     rules::Rulebook const& rules) {
  std::vector<VoteRow> rows;
  each_vote(transaction, [&](VoteRow const& row) { rows.push_back(row); });
  std::vector<std::string> faults;
  for (auto const& row : rows) {
    auto fault = fault_of(transaction, rules, row);
    if (!fault.empty())
      faults.push_back(fmt::format("表决 {}({}):{}", row.id.value, row.subject, fault));
  }
  return faults;
}

}  // namespace hangji::practice
