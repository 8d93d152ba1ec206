// The closing of a register, and what proves that a closed one is still what was closed.
#include "kernel/facts/fact_kinds.h"
#include "kernel/journal/digest.h"
#include "practice/points/points_bulk.h"
#include "practice/points/points_operations.h"
#include "practice/points/points_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace hangji::practice {

using database::Transaction;
using facts::FactRow;
using journal::Change;
using rules::Rulebook;

namespace {
/// Lines by member; whoever stands in another branch's closed register of the month stands in no
/// second one.
std::vector<TallyRow> tally_register(Change& change, Rulebook const& rules, UnitId unit,
                                     Month month) {
  PointsEngine engine{rules};
  auto const elsewhere = registered_elsewhere(change.transaction(), unit, month);
  std::vector<TallyRow> rows;
  for (auto const& one : facts_of_members(change.transaction(), unit, month.last_day(),
                                          month.plus(1 - months_needed), month)) {
    if (std::ranges::binary_search(elsewhere, one.member.id)) continue;
    auto const score = engine.score(one.category, one.facts, month, Lines::off);
    rows.push_back(tally_of(one.member.id, unit, month, one.category.on(month.last_day()), score));
  }
  std::ranges::sort(rows, {}, &TallyRow::member_id);
  return rows;
}

Result<Done> check_closing(Change& change, UnitId unit, Month month) {
  if (month.last_day() >= change.today()) {
    return refuse(PointsRefusal::month_not_over, fmt::format("{}还没有结束", to_chinese(month)),
                  {.field = "month", .status = 409});
  }
  auto const last = last_closed_month(change.transaction(), unit);
  if (last && *last < month.plus(-1)) {
    return refuse(PointsRefusal::earlier_open,
                  fmt::format("请先关闭{}的积分登记", to_chinese(last->plus(1))),
                  {.field = "month", .status = 409});
  }
  auto const pending = pending_proposals(change.transaction(), unit, month.last_day());
  if (pending > 0) {
    return refuse(PointsRefusal::proposals_pending,
                  fmt::format("还有 {} 条积分提议没有处理", pending), {.status = 409});
  }
  if (facts::is_closed(change.transaction(), unit, month)) {
    return refuse(PointsRefusal::already_closed,
                  fmt::format("{}的积分登记已经关闭", to_chinese(month)), {.status = 409});
  }
  return Done{};
}

/// What the closing fact keeps of the register's lines, which are by member.
std::string seal_of(std::span<TallyRow const> rows) {
  journal::ListDigest digest;
  for (auto const& row : rows) digest.add(to_json(row));
  return digest.finish();
}

/// Closings of before registers were sealed keep only the number of lines.
bool is_as_closed(std::span<TallyRow const> rows, FactRow const& closing) {
  if (closing.note.empty()) return std::ssize(rows) == closing.amount;
  return seal_of(rows) == closing.note;
}

using RowsOfUnits = std::map<UnitId, std::vector<TallyRow>>;

RowsOfUnits reckoned_rows(Transaction& transaction, Rulebook const& rules, Month month) {
  RowsOfUnits rows;
  each_month_score(transaction, rules, month,
                   [&](ScoredMember const& member, MonthScore const& score) {
                     rows[member.unit_id].push_back(
                         tally_of(member.id, member.unit_id, month, member.category, score));
                   });
  return rows;
}
}  // namespace

Result<Done> close_register(Change& change, Rulebook const& rules, UnitId unit, Month month) {
  if (auto good = check_closing(change, unit, month); !good) return good;
  auto const rows = tally_register(change, rules, unit, month);
  auto const fact = facts::append(change, {.kind = std::string{facts::kind::points_register_closed},
                                           .topic = to_text(month),
                                           .day = change.today(),
                                           .unit = unit,
                                           .amount = std::ssize(rows),
                                           .note = seal_of(rows),
                                           .book = month});
  if (!fact) return std::unexpected{fact.error()};
  replace_tallies(change.transaction(), unit, month, rows);
  change.about(unit, fmt::format("关闭{}积分登记，{} 人", to_chinese(month), rows.size()));
  return Done{};
}

RebuiltRegisters rebuild_points(Transaction& transaction, Rulebook const& rules, Month month) {
  RebuiltRegisters rebuilt;
  auto reckoned = reckoned_rows(transaction, rules, month);
  for (auto const& closing : closings(transaction, month, month)) {
    auto const kept = tally_rows(transaction, closing.unit_id, month);
    auto const& again = reckoned[closing.unit_id];
    if (is_as_closed(kept, closing)) {
      ++(seal_of(kept) == seal_of(again) ? rebuilt.same : rebuilt.outdated);
    } else if (is_as_closed(again, closing)) {
      replace_tallies(transaction, closing.unit_id, month, again);
      ++rebuilt.restored;
    } else {
      ++rebuilt.lost;
    }
  }
  return rebuilt;
}

std::vector<std::string> register_faults(Transaction& transaction) {
  std::vector<std::string> faults;
  std::map<std::pair<Month, UnitId>, FactRow> unseen;
  for (auto& closing : closings(transaction, Month{}, Month::of(transaction.today())))
    unseen.emplace(std::pair{closing.counted_month, closing.unit_id}, std::move(closing));
  each_register(transaction, [&](std::span<TallyRow const> rows) {
    auto const& first = rows.front();
    auto const closing = unseen.extract({first.month, first.unit_id});
    if (closing.empty() || !is_as_closed(rows, closing.mapped())) {
      faults.push_back(fmt::format("党组织 {} {}的积分登记与关闭时不符", first.unit_id.value,
                                   to_chinese(first.month)));
    }
  });
  for (auto const& [which, closing] : unseen) {
    if (closing.amount > 0) {
      faults.push_back(
          fmt::format("党组织 {} {}的积分登记被删除", which.second.value, to_chinese(which.first)));
    }
  }
  return faults;
}

}  // namespace hangji::practice
