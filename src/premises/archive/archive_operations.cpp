#include "premises/archive/archive_operations.h"

#include "kernel/facts/fact_kinds.h"
#include "organisation/units/units_store.h"
#include "premises/archive/archive_store.h"

#include <fmt/format.h>

#include <algorithm>

namespace hangji::premises {

using database::Transaction;
using organisation::UnitKind;
using periods::CalendarPeriod;
using periods::Every;

namespace {
/// Reports on a year are made in it and in the next.
obligations::Window window_of(int year) {
  auto const first = *Month::from_ym(year, 1);
  return {first, first.plus(23)};
}

Date last_day_of(int year, Date today) {
  return std::min(Month::from_ym(year, 12)->last_day(), today);
}

std::unexpected<Refusal> no_such_unit() {
  return refuse(ArchiveRefusal::unit_unknown, "没有这个党组织，或当时尚未成立",
                {.field = "unit", .status = 404});
}

/// Numbers items behind those that the keeper's volumes hold already.
class Numbering {
public:
  Numbering(std::vector<LastNumber> const& last) {
    for (auto const& each : last) m_last[each.volume] = each.number;
  }
  [[nodiscard]] std::int64_t next(std::string const& volume) { return ++m_last[volume]; }

private:
  std::unordered_map<std::string, std::int64_t> m_last{};
};

std::vector<FiledItemRow> number_items(journal::Change& change, std::vector<ArchiveItem>& items,
                                       Shelves const& shelves, ArchiveNumber const& number,
                                       organisation::UnitRow const& keeper) {
  auto const year = items.front().year;
  Numbering numbering{last_numbers(change.transaction(), keeper.id, year)};
  auto const fonds = fonds_of(keeper);
  std::vector<FiledItemRow> rows;
  rows.reserve(items.size());
  for (auto& item : items) {
    item.number = numbering.next(item.volume);
    auto const volume = shelves.volume(item.volume);
    auto const reference =
        reference_of(number, fonds, item, volume ? (*volume)->class_code : std::string{});
    rows.push_back({.id = change.new_id<Id<ArchiveItemTag>>(),
                    .fact_id = item.fact,
                    .keeper_id = keeper.id,
                    .unit_id = item.unit,
                    .year = year,
                    .volume = item.volume,
                    .number = item.number,
                    .reference = reference,
                    .retention = item.retention,
                    .title = item.title,
                    .day = item.day});
  }
  return rows;
}

/// The year's items that this keeper keeps and that have no number yet.
std::vector<ArchiveItem> unfiled_items(Transaction& transaction, DutyQuestion const& question,
                                       int year) {
  auto items = read_items(transaction, question.rules, question.root, year, question.today);
  std::erase_if(items, [&](ArchiveItem const& item) {
    return item.number > 0 || item.keeper != question.root;
  });
  return items;
}

Result<Done> check_keeper(std::optional<organisation::UnitRow> const& keeper) {
  if (!keeper) return no_such_unit();
  if (keeper->kind == UnitKind::street || keeper->kind == UnitKind::community) return Done{};
  return refuse(ArchiveRefusal::unit_keeps_none, "档案由社区党组织和街道归档，支部只补齐缺项",
                {.field = "unit"});
}
}  // namespace

std::string fonds_of(organisation::UnitRow const& keeper) {
  return keeper.external_code.empty() ? "0000" : keeper.external_code;
}

ArchiveContents read_contents(Transaction& transaction, UnitId root, int year, Date today) {
  auto const day = last_day_of(year, today);
  auto const window = window_of(year);
  return {.units = organisation::units_under_duty(transaction, root, day),
          .facts = archived_facts_below(transaction, root, day, window),
          .filed = filed_below(transaction, root, day, year),
          .originals = original_counts_below(transaction, root, day, window)};
}

std::vector<ArchiveItem> read_items(Transaction& transaction, rules::Rulebook const& rules,
                                    UnitId root, int year, Date today) {
  Shelves const shelves{rules, last_day_of(year, today)};
  return items_of(read_contents(transaction, root, year, today), shelves, year);
}

std::vector<Gap> read_gaps(Transaction& transaction, DutyQuestion const& question,
                           CalendarPeriod period) {
  auto const judged =
      organisation::judge_months(transaction, question, period.first, period.last());
  auto const year = period.first.year();
  auto items = read_items(transaction, question.rules, question.root, year, question.today);
  std::erase_if(items, [&](ArchiveItem const& item) { return !period.contains(item.day); });
  return gaps_of(judged, items, Shelves{question.rules, last_day_of(year, question.today)});
}

Result<CalendarPeriod> sorting_period(std::string_view text) {
  auto const period = periods::parse_period(text);
  if (period && period->every != Every::quarter) return *period;
  return refuse(ArchiveRefusal::period_unknown,
                "周期应为月份（2026-07）、半年（2026-H1）或年份（2026）",
                {.field = "period", .status = 400});
}

Result<FactId> sort_archive(journal::Change& change, DutyQuestion const& question,
                            CalendarPeriod period) {
  auto& transaction = change.transaction();
  if (!organisation::unit(transaction, question.root)) return no_such_unit();
  if (question.today <= period.last_day()) {
    return refuse(ArchiveRefusal::not_over, periods::to_chinese(period) + "还没有结束",
                  {.field = "period"});
  }
  auto const topic = periods::to_text(period);
  auto const kind = facts::kind::archive_sorted;
  for (auto const& fact :
       facts::standing_of_unit(transaction, question.root, period.last(), period.last(), kind)) {
    if (fact.topic != topic) continue;
    return refuse(ArchiveRefusal::already_sorted, periods::to_chinese(period) + "的档案已经整理",
                  {.status = 409});
  }
  auto items =
      read_items(transaction, question.rules, question.root, period.first.year(), question.today);
  std::erase_if(items, [&](ArchiveItem const& item) { return !period.contains(item.day); });
  auto const gaps = read_gaps(transaction, question, period).size();
  auto const summary =
      fmt::format("{}档案整理：{} 件，缺项 {} 个", periods::to_chinese(period), items.size(), gaps);
  change.about(question.root, summary);
  return facts::append(change, {.kind = std::string{kind},
                                .topic = topic,
                                .day = question.today,
                                .unit = question.root,
                                .amount = static_cast<std::int64_t>(items.size()),
                                .note = summary,
                                .book = period.last()});
}

Result<Filed> file_year(journal::Change& change, DutyQuestion const& question, int year) {
  auto& transaction = change.transaction();
  auto const keeper = organisation::unit(transaction, question.root);
  if (auto good = check_keeper(keeper); !good) return std::unexpected{std::move(good.error())};
  if (question.today.year() <= year) {
    return refuse(ArchiveRefusal::not_over, fmt::format("{} 年还没有结束，年终之后才能归档", year),
                  {.field = "year"});
  }
  auto items = unfiled_items(transaction, question, year);
  if (items.empty()) {
    return refuse(ArchiveRefusal::nothing_to_file, fmt::format("{} 年没有新的归档文件", year),
                  {.status = 409});
  }
  auto const day = last_day_of(year, question.today);
  auto const numbers = question.rules.all<ArchiveNumber>(question.today);
  auto const number = numbers.empty() ? ArchiveNumber{} : *numbers.front();
  auto const rows = number_items(change, items, Shelves{question.rules, day}, number, *keeper);
  change.insert_all<FiledItemRow>(rows);
  auto const count = static_cast<std::int64_t>(rows.size());
  auto const summary = fmt::format("{} 年档案归档 {} 件", year, count);
  change.about(keeper->id, summary);
  auto fact = facts::append(change, {.kind = std::string{facts::kind::archive_filed},
                                     .topic = fmt::format("{:04}", year),
                                     .day = question.today,
                                     .unit = keeper->id,
                                     .amount = count,
                                     .note = summary});
  if (!fact) return std::unexpected{std::move(fact.error())};
  return Filed{*fact, count};
}

}  // namespace hangji::premises
