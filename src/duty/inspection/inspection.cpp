#include "duty/inspection/inspection.h"

#include "foundation/text.h"
#include "kernel/journal/digest.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace hangji::duty {

using obligations::Obligation;
using organisation::JudgedUnits;
using organisation::UnitUnderDuty;

namespace {
constexpr std::string_view outside_communities = "街道直属";

DutyCell cell_of(Obligation const& judged, Month month) {
  return {.rule = judged.rule->id,
          .period = periods::to_text(judged.period),
          .state = judged.state,
          .running = judged.period.last() > month,
          .due_on = judged.due_on,
          .done_on = judged.done_on,
          .needed = judged.needed,
          .facts = judged.facts};
}

std::vector<UnitLine> unit_lines(JudgedUnits const& judged, Month month) {
  std::vector<UnitLine> lines;
  auto next = judged.obligations.begin();
  for (auto const& unit : judged.units) {
    UnitLine line{.unit = unit.id,
                  .name = unit.name,
                  .kind_name = std::string{organisation::label(unit.kind)},
                  .community = unit.community};
    for (; next != judged.obligations.end() && next->unit == unit.id; ++next) {
      line.cells.push_back(cell_of(*next, month));
      if (!line.cells.back().running) line.tally.add(next->state);
    }
    if (!line.cells.empty()) lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<DutyColumn> duty_columns(JudgedUnits const& judged,
                                     std::vector<UnitLine> const& lines) {
  std::vector<DutyColumn> columns;
  std::unordered_map<std::string_view, std::size_t> place;
  for (auto const& duty : judged.duties) {
    place.emplace(duty.rule->id, columns.size());
    columns.push_back({rules::citation_of(*duty.rule), obligations::to_text(duty.duty.cadence)});
  }
  std::vector<bool> is_owed(columns.size());
  for (auto const& line : lines) {
    for (auto const& cell : line.cells) {
      auto const at = place.at(cell.rule);
      is_owed[at] = true;
      if (!cell.running) columns[at].tally.add(cell.state);
    }
  }
  std::erase_if(columns,
                [&, i = std::size_t{0}](DutyColumn const&) mutable { return !is_owed[i++]; });
  return columns;
}

void add_all(Tally& into, Tally const& tally) {
  into.owed += tally.owed;
  into.done += tally.done;
  into.done_late += tally.done_late;
  into.due += tally.due;
  into.late += tally.late;
  into.missed += tally.missed;
}

/// By the order of communities, the community itself before the units below it.
void sort_lines(std::vector<UnitLine>& lines, std::vector<CommunityLine> const& communities) {
  std::unordered_map<UnitId, std::size_t> rank;
  for (auto const& community : communities) rank.emplace(community.unit, rank.size());
  struct Keyed {
    std::size_t community;
    bool is_below;
    std::string initials;
    UnitLine line;
  };
  std::vector<Keyed> keyed;
  keyed.reserve(lines.size());
  for (auto& line : lines) {
    keyed.push_back({rank.at(line.community), line.unit != line.community,
                     pinyin_initials(line.name), std::move(line)});
  }
  std::ranges::sort(keyed, {}, [](Keyed const& each) {
    return std::tie(each.community, each.is_below, each.initials, each.line.name);
  });
  for (std::size_t i = 0; i < keyed.size(); ++i) lines[i] = std::move(keyed[i].line);
}
}  // namespace

std::vector<CommunityLine> count_by_community(std::vector<UnitUnderDuty> const& units,
                                              std::vector<UnitLine> const& lines) {
  std::vector<CommunityLine> communities;
  for (auto const& unit : units) {
    if (unit.id == unit.community) communities.push_back({.unit = unit.id, .name = unit.name});
  }
  std::ranges::sort(communities, organisation::is_before_by_name, &CommunityLine::name);
  std::unordered_map<UnitId, std::size_t> place;
  for (auto const& community : communities) place.emplace(community.unit, place.size());
  for (auto const& line : lines) {
    auto const [found, is_new] = place.try_emplace(line.community, communities.size());
    if (is_new) communities.push_back({.name = std::string{outside_communities}});
    auto& community = communities[found->second];
    ++community.units;
    add_all(community.tally, line.tally);
  }
  return communities;
}

Inspection inspect(JudgedUnits const& judged, Month month, Date as_of) {
  Inspection inspection{.month = month, .as_of = as_of, .units = unit_lines(judged, month)};
  if (!judged.units.empty()) inspection.unit = judged.units.front().id;
  inspection.duties = duty_columns(judged, inspection.units);
  inspection.communities = count_by_community(judged.units, inspection.units);
  sort_lines(inspection.units, inspection.communities);
  for (auto const& line : inspection.units) add_all(inspection.tally, line.tally);
  return inspection;
}

std::string page_of(Obligation const& open) {
  bool const can_be_done = open.state == State::due || open.state == State::late;
  if (open.page.empty() || !can_be_done) return {};
  auto const joint = open.page.find('?') == std::string::npos ? '?' : '&';
  return fmt::format("{}{}unit={}&period={}", open.page, joint, open.unit.value,
                     periods::to_text(open.period));
}

std::string unreached_text(obligations::Obligation const& judged) {
  if (judged.unreached.empty()) return {};
  return fmt::format("还有 {} 人没有参加{}：{}", judged.unreached.size(), judged.rule->title,
                     fmt::join(judged.unreached, "、"));
}

std::vector<SampleRow> draw_sample(JudgedUnits const& judged, std::string_view seed,
                                   std::size_t count) {
  struct Lot {
    std::string number{};
    Obligation const* obligation{};
  };
  std::vector<Lot> lots;
  for (auto const& one : judged.obligations) {
    if (!obligations::is_done(one.state)) continue;
    lots.push_back({journal::sm3(fmt::format("{} {}", seed, one.facts.back().value)), &one});
  }
  std::ranges::sort(lots, {}, &Lot::number);
  if (lots.size() > count) lots.resize(count);
  std::unordered_map<UnitId, std::string_view> names;
  for (auto const& unit : judged.units) names.emplace(unit.id, unit.name);
  std::vector<SampleRow> rows;
  for (auto const& lot : lots) {
    auto const& one = *lot.obligation;
    rows.push_back({.fact = one.facts.back(),
                    .unit = one.unit,
                    .unit_name = std::string{names.at(one.unit)},
                    .rule = rules::citation_of(*one.rule),
                    .period = periods::to_text(one.period),
                    .done_on = *one.done_on});
  }
  return rows;
}

}  // namespace hangji::duty
