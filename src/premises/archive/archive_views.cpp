#include "premises/archive/archive_views.h"

#include "premises/archive/archive_store.h"

#include <algorithm>
#include <unordered_map>

namespace hangji::premises {

using database::Transaction;

std::string_view label(rules::Retention retention) {
  switch (retention) {
    case rules::Retention::permanent: return "永久";
    case rules::Retention::years_30: return "定期30年";
    case rules::Retention::years_10: return "定期10年";
  }
  stop_at_bug("a retention is one of three", std::source_location::current());
}

std::string_view label(DocumentSecrecy secrecy) {
  return secrecy == DocumentSecrecy::internal ? "内部" : "";
}

namespace {
void count_in_box(VolumeView& volume, rules::Retention retention) {
  auto box = std::ranges::lower_bound(volume.boxes, retention, {}, &BoxView::retention);
  if (box == volume.boxes.end() || box->retention != retention) {
    box = volume.boxes.insert(box, {retention, std::string{label(retention)}, 0});
  }
  ++box->items;
}
}  // namespace

VolumeList volumes_of(Transaction& transaction, DutyQuestion const& question, int year) {
  periods::CalendarPeriod const period{periods::Every::year, *Month::from_ym(year, 1)};
  Shelves const shelves{question.rules, organisation::day_of(period.last(), question.today)};
  auto const kept = fonds(transaction, question.root);
  VolumeList list{.unit = question.root, .year = year, .fonds = kept ? kept->code : ""};
  std::unordered_map<std::string_view, std::size_t> place;
  for (auto const& volume : shelves.volumes()) {
    place.emplace(volume.rule->id, list.rows.size());
    list.rows.push_back({.volume = volume.rule->id,
                         .number = volume->number,
                         .title = volume.rule->title,
                         .scope = volume->scope,
                         .class_code = volume->class_code,
                         .retention = volume->retention,
                         .retention_name = std::string{label(volume->retention)},
                         .rule = rules::citation_of(*volume.rule)});
  }
  auto const items = read_items(transaction, question.rules, question.root, year, question.today);
  for (auto const& item : items) {
    auto const found = place.find(item.volume);
    if (found == place.end()) continue;
    auto& volume = list.rows[found->second];
    ++volume.items;
    if (item.number > 0) ++volume.filed;
    count_in_box(volume, item.retention);
  }
  for (auto const& gap : read_gaps(transaction, question, period)) {
    if (auto const found = place.find(gap.volume); found != place.end()) {
      ++list.rows[found->second].gaps;
    }
  }
  return list;
}

ItemPage page_of(std::vector<ArchiveItem> items, std::string_view volume, std::string_view after,
                 std::size_t limit) {
  std::erase_if(items,
                [&](ArchiveItem const& item) { return !volume.empty() && item.volume != volume; });
  ItemPage page{.total = static_cast<std::int64_t>(items.size())};
  auto from = items.begin();
  if (!after.empty()) {
    from = std::ranges::find(
        items, after, [](ArchiveItem const& item) { return std::to_string(item.fact.value); });
    if (from != items.end()) ++from;
  }
  auto const left = static_cast<std::size_t>(items.end() - from);
  auto const until = from + static_cast<std::ptrdiff_t>(std::min(limit, left));
  if (until != items.end() && until != from) {
    page.next_key = std::to_string((until - 1)->fact.value);
  }
  page.rows.assign(std::make_move_iterator(from), std::make_move_iterator(until));
  return page;
}

GapList gap_list(Transaction& transaction, DutyQuestion const& question,
                 periods::CalendarPeriod period) {
  GapList list{.unit = question.root,
               .period = periods::to_text(period),
               .period_name = periods::to_chinese(period),
               .rows = read_gaps(transaction, question, period)};
  Shelves const shelves{question.rules, organisation::day_of(period.last(), question.today)};
  for (auto const& volume : shelves.volumes()) {
    auto const count = std::ranges::count(list.rows, volume.rule->id, &Gap::volume);
    list.volumes.push_back({volume.rule->id, volume.rule->title, count});
  }
  return list;
}

}  // namespace hangji::premises
