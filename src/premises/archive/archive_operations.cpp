#include "premises/archive/archive_operations.h"

#include "kernel/facts/fact_kinds.h"
#include "organisation/units/units_store.h"
#include "premises/archive/archive_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

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

/// Numbers items of one retention and class behind those that the keeper's year holds already.
class Numbering {
public:
  Numbering(std::vector<LastNumber> const& last, Shelves const& shelves) : m_shelves{shelves} {
    for (auto const& each : last) {
      auto& number = m_last[{each.retention, class_of(each.volume)}];
      number = std::max(number, each.number);
    }
  }
  [[nodiscard]] std::string class_of(std::string_view volume) const {
    auto const found = m_shelves.volume(volume);
    return found ? (*found)->class_code : std::string{};
  }
  [[nodiscard]] std::int64_t next(rules::Retention retention, std::string_view volume) {
    return ++m_last[{retention, class_of(volume)}];
  }

private:
  Shelves const& m_shelves;
  std::map<std::pair<rules::Retention, std::string>, std::int64_t> m_last{};
};

std::vector<FiledItemRow> number_items(journal::Change& change, std::vector<ArchiveItem>& items,
                                       Shelves const& shelves, ArchiveNumber const& number,
                                       FondsRow const& fonds) {
  auto const year = items.front().year;
  Numbering numbering{last_numbers(change.transaction(), fonds.keeper_id, year), shelves};
  std::vector<FiledItemRow> rows;
  rows.reserve(items.size());
  for (auto& item : items) {
    item.number = numbering.next(item.retention, item.volume);
    auto const reference = reference_of(number, fonds.code, item, numbering.class_of(item.volume));
    rows.push_back({.id = change.new_id<Id<ArchiveItemTag>>(),
                    .fact_id = item.fact,
                    .keeper_id = fonds.keeper_id,
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
}  // namespace

ArchiveNumber number_rule(rules::Rulebook const& rules, Date day) {
  auto const numbers = rules.all<ArchiveNumber>(day);
  return numbers.empty() ? ArchiveNumber{} : *numbers.front();
}

bool keeps_archive(UnitKind kind) {
  return kind == UnitKind::street || kind == UnitKind::community;
}

std::unexpected<Refusal> no_such_unit() {
  return refuse(ArchiveRefusal::unit_unknown, "没有这个党组织，或当时尚未成立",
                {.field = "unit", .status = 404});
}

Result<Done> check_keeper(std::optional<organisation::UnitRow> const& keeper) {
  if (!keeper) return no_such_unit();
  if (keeps_archive(keeper->kind)) return Done{};
  return refuse(ArchiveRefusal::unit_keeps_none, "档案由社区党组织和街道归档，支部只补齐缺项",
                {.field = "unit"});
}

ArchiveContents read_contents(Transaction& transaction, UnitId root, int year, Date today) {
  auto const day = last_day_of(year, today);
  auto const window = window_of(year);
  return {.units = organisation::units_under_duty(transaction, root, day),
          .facts = archived_facts_below(transaction, root, day, window),
          .filed = filed_below(transaction, root, day, year),
          .originals = original_counts_below(transaction, root, day, window),
          .documents = documents_below(transaction, root, day, window)};
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
  auto const kept = fonds(transaction, keeper->id);
  if (!kept) {
    return refuse(
        ArchiveRefusal::fonds_missing,
        fmt::format("“{}”还没有全宗号，请先在党建档案页设定，档号才能不重复", keeper->short_name),
        {.status = 409});
  }
  auto items = unfiled_items(transaction, question, year);
  if (items.empty()) {
    return refuse(ArchiveRefusal::nothing_to_file, fmt::format("{} 年没有新的归档文件", year),
                  {.status = 409});
  }
  auto const day = last_day_of(year, question.today);
  auto const number = number_rule(question.rules, question.today);
  auto const rows = number_items(change, items, Shelves{question.rules, day}, number, *kept);
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
