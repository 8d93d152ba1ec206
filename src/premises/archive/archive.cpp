#include "premises/archive/archive.h"

#include "foundation/text.h"
#include "kernel/facts/fact_kinds.h"

#include <fmt/format.h>
#include <boost/describe/enum_from_string.hpp>

#include <algorithm>
#include <unordered_set>

namespace hangji::premises {

using organisation::JudgedUnits;
using organisation::UnitUnderDuty;
using rules::InForce;
using rules::Retention;

namespace {
/// The member of an activity kind's parameters, when it is a text; empty else.
std::string_view text_member(boost::json::object const& parameters, std::string_view name) {
  auto const* found = parameters.if_contains(name);
  if (found == nullptr || !found->is_string()) return {};
  return found->get_string();
}

/// Labels of the record's fields that are typed in as files and must be there.
std::vector<std::string> required_files(boost::json::object const& parameters) {
  std::vector<std::string> labels;
  auto const* record = parameters.if_contains("record");
  if (record == nullptr || !record->is_array()) return labels;
  for (auto const& each : record->get_array()) {
    if (!each.is_object()) continue;
    auto const& field = each.get_object();
    auto const* required = field.if_contains("required");
    bool const is_optional = required != nullptr && *required == false;
    if (text_member(field, "input") == "files" && !is_optional) {
      labels.emplace_back(text_member(field, "label"));
    }
  }
  return labels;
}

Collected const* collects(ArchiveVolume const& volume, std::string_view kind,
                          std::string_view topic) {
  for (auto const& each : volume.collects) {
    if (each.fact == kind && (each.topic.empty() || each.topic == topic)) return &each;
  }
  return nullptr;
}

/// Units, filed items, originals and documents, found by id.
struct Lookup {
  std::unordered_map<UnitId, UnitUnderDuty const*> units{};
  std::unordered_map<FactId, FiledItemRow const*> filed{};
  std::unordered_map<SourceId, std::int64_t> originals{};
  std::unordered_map<SourceId, DocumentRow const*> documents{};

  explicit Lookup(ArchiveContents const& contents) {
    for (auto const& unit : contents.units) units.emplace(unit.id, &unit);
    for (auto const& row : contents.filed) filed.emplace(row.fact_id, &row);
    for (auto const& count : contents.originals) {
      originals.emplace(count.source_id, count.originals);
    }
    for (auto const& row : contents.documents) documents.emplace(SourceId{row.id.value}, &row);
  }
};

/// A member's facts share their member as source: each of their papers is a record of its own.
SourceId source_of(ArchivedFact const& fact) {
  bool const is_alone = fact.source_id.is_none() || !fact.member_id.is_none();
  return is_alone ? SourceId{fact.id.value} : fact.source_id;
}

ArchiveItem item_of(ArchivedFact const& fact, Shelves::Place const& place, Lookup const& lookup,
                    UnitId root) {
  auto const& unit = *lookup.units.at(fact.unit_id);
  ArchiveItem item{.fact = fact.id,
                   .source = source_of(fact),
                   .unit = unit.id,
                   .unit_name = unit.name,
                   .keeper = keeper_of(unit, root),
                   .volume = place.volume.rule->id,
                   .year = year_of(fact),
                   .day = fact.day,
                   .title = title_of(fact, place),
                   .retention = place.retention};
  if (auto const found = lookup.originals.find(item.source); found != lookup.originals.end()) {
    item.originals = found->second;
  }
  if (item.originals == 0) item.missing = place.required_files;
  if (auto const found = lookup.documents.find(item.source); found != lookup.documents.end()) {
    item.document_number = found->second->number;
    item.issuer = found->second->issuer;
    item.secrecy = found->second->secrecy;
  }
  if (auto const found = lookup.filed.find(fact.id); found != lookup.filed.end()) {
    auto const& row = *found->second;
    item.keeper = row.keeper_id;
    item.volume = row.volume;
    item.title = row.title;
    item.retention = row.retention;
    item.number = row.number;
    item.reference = row.reference;
  }
  return item;
}

/// A filed item whose fact was corrected since: it keeps its number and its place.
ArchiveItem item_of(FiledItemRow const& row, Lookup const& lookup) {
  auto const unit = lookup.units.find(row.unit_id);
  return {.fact = row.fact_id,
          .source = SourceId{row.fact_id.value},
          .unit = row.unit_id,
          .unit_name = unit == lookup.units.end() ? "" : unit->second->name,
          .keeper = row.keeper_id,
          .volume = row.volume,
          .year = static_cast<int>(row.year),
          .day = row.day,
          .title = row.title + "（已更正）",
          .retention = row.retention,
          .number = row.number,
          .reference = row.reference};
}

void sort_items(std::vector<ArchiveItem>& items, Shelves const& shelves) {
  std::unordered_map<std::string_view, int> numbers;
  for (auto const& volume : shelves.volumes()) numbers.emplace(volume.rule->id, volume->number);
  std::ranges::sort(items, {}, [&](ArchiveItem const& item) {
    bool const is_filed = item.number > 0;
    // Numbers are one keeper's and retention's; what is not filed stands behind by its day.
    return std::tuple{numbers[item.volume],
                      !is_filed,
                      is_filed ? item.keeper.value : 0,
                      is_filed ? item.retention : Retention{},
                      item.number,
                      item.day,
                      item.fact};
  });
}
}  // namespace

int year_of(ArchivedFact const& fact) {
  if (auto const period = periods::parse_period(fact.topic)) return period->first.year();
  return fact.day.year();
}

Shelves::Shelves(rules::Rulebook const& rules, Date day)
    : m_rules{rules}, m_day{day}, m_volumes{rules.all<ArchiveVolume>(day)} {
  std::ranges::sort(m_volumes, {}, [](auto const& volume) { return volume->number; });
}

std::optional<InForce<ArchiveVolume>> Shelves::volume(std::string_view id) const {
  for (auto const& volume : m_volumes) {
    if (volume.rule->id == id) return volume;
  }
  return std::nullopt;
}

std::optional<Shelves::Place> Shelves::place_of_activity(std::string_view topic) const {
  auto const* rule = m_rules.rule(topic, m_day);
  if (rule == nullptr) {
    // Its rule has ended since; the last version still says where it belongs.
    auto const versions = m_rules.versions(topic);
    if (!versions.empty()) rule = versions.back();
  }
  if (rule == nullptr || !rule->parameters.is_object()) return std::nullopt;
  auto const& parameters = rule->parameters.get_object();
  auto const found = volume(text_member(parameters, "volume"));
  if (!found) return std::nullopt;
  Place place{.volume = *found,
              .retention = (*found)->retention,
              .required_files = required_files(parameters),
              .title = rule->title + "：{note}"};
  std::string const own{text_member(parameters, "retention")};
  boost::describe::enum_from_string(own.c_str(), place.retention);
  return place;
}

std::optional<Shelves::Place> Shelves::place_of(std::string_view fact_kind,
                                                std::string_view topic) const {
  if (fact_kind == facts::kind::activity_finished) return place_of_activity(topic);
  for (auto const& volume : m_volumes) {
    auto const* collected = collects(*volume, fact_kind, topic);
    if (collected == nullptr) continue;
    return Place{.volume = volume, .retention = volume->retention, .title = collected->title};
  }
  return std::nullopt;
}

std::string title_of(ArchivedFact const& fact, Shelves::Place const& place) {
  constexpr std::string_view colon = "：";
  auto const period = periods::parse_period(fact.topic);
  auto text = place.title;
  fill(text, "{period}", period ? periods::to_chinese(*period) : "");
  fill(text, "{member}", fact.member_name);
  fill(text, "{note}", fact.note);
  // With nothing behind it, it says nothing.
  if (text.ends_with(colon)) text.resize(text.size() - colon.size());
  return text.empty() ? place.volume.rule->title : text;
}

UnitId keeper_of(UnitUnderDuty const& unit, UnitId root) {
  return unit.community.is_none() ? root : unit.community;
}

std::vector<ArchiveItem> items_of(ArchiveContents const& contents, Shelves const& shelves,
                                  int year) {
  std::vector<ArchiveItem> items;
  if (contents.units.empty()) return items;
  Lookup const lookup{contents};
  auto const root = contents.units.front().id;
  std::unordered_set<FactId> standing;
  for (auto const& fact : contents.facts) {
    if (year_of(fact) != year || !lookup.units.contains(fact.unit_id)) continue;
    auto const place = shelves.place_of(fact.kind, fact.topic);
    if (!place) continue;
    standing.insert(fact.id);
    items.push_back(item_of(fact, *place, lookup, root));
  }
  for (auto const& row : contents.filed) {
    if (row.year == year && !standing.contains(row.fact_id)) items.push_back(item_of(row, lookup));
  }
  sort_items(items, shelves);
  return items;
}

std::string item_number(ArchiveNumber const& number, std::int64_t item) {
  return fmt::format("{:0{}}", item, number.item_digits);
}

std::string reference_of(ArchiveNumber const& number, std::string_view fonds,
                         ArchiveItem const& item, std::string_view class_code) {
  auto text = number.format;
  fill(text, "{fonds}", fonds);
  fill(text, "{category}", number.category);
  fill(text, "{year}", fmt::format("{:04}", item.year));
  fill(text, "{retention}", retention_code(number, item.retention));
  fill(text, "{class}", class_code);
  fill(text, "{item}", item_number(number, item.number));
  return text;
}

namespace {
std::vector<Gap> undone_duties(JudgedUnits const& judged, Shelves const& shelves) {
  std::unordered_map<std::string_view, std::optional<Shelves::Place>> place_of_rule;
  for (auto const& duty : judged.duties) {
    place_of_rule.emplace(duty.rule->id, shelves.place_of(duty.duty.fact, duty.duty.topic));
  }
  std::unordered_map<UnitId, std::string_view> names;
  for (auto const& unit : judged.units) names.emplace(unit.id, unit.name);
  std::vector<Gap> gaps;
  for (auto const& one : judged.obligations) {
    bool const is_open =
        one.state == obligations::State::late || one.state == obligations::State::missed;
    auto const& place = place_of_rule.at(one.rule->id);
    if (!is_open || !place) continue;
    gaps.push_back({.kind = GapKind::not_done,
                    .volume = place->volume.rule->id,
                    .unit = one.unit,
                    .unit_name = std::string{names.at(one.unit)},
                    .what = one.rule->title,
                    .period = periods::to_text(one.period),
                    .due_on = one.due_on,
                    .rule = rules::citation_of(*one.rule)});
  }
  return gaps;
}

void add_missing_files(std::vector<Gap>& gaps, std::vector<ArchiveItem> const& items) {
  for (auto const& item : items) {
    for (auto const& label : item.missing) {
      gaps.push_back({.kind = GapKind::original_missing,
                      .volume = item.volume,
                      .unit = item.unit,
                      .unit_name = item.unit_name,
                      .what = fmt::format("“{}”缺{}", item.title, label),
                      .period = to_text(Month::of(item.day)),
                      .due_on = item.day,
                      .fact = item.fact});
    }
  }
}

/// The place of each unit when they are ordered by name.
std::unordered_map<UnitId, std::size_t> ranks_by_name(std::vector<Gap> const& gaps) {
  std::vector<std::tuple<std::string, std::string_view, UnitId>> names;
  std::unordered_map<UnitId, std::size_t> ranks;
  for (auto const& gap : gaps) {
    if (!ranks.try_emplace(gap.unit, 0).second) continue;
    names.emplace_back(pinyin_initials(gap.unit_name), gap.unit_name, gap.unit);
  }
  std::ranges::sort(names);
  for (std::size_t i = 0; i < names.size(); ++i) ranks[std::get<UnitId>(names[i])] = i;
  return ranks;
}
}  // namespace

std::vector<Gap> gaps_of(JudgedUnits const& judged, std::vector<ArchiveItem> const& items,
                         Shelves const& shelves) {
  auto gaps = undone_duties(judged, shelves);
  add_missing_files(gaps, items);
  std::unordered_map<std::string_view, int> numbers;
  for (auto const& volume : shelves.volumes()) numbers.emplace(volume.rule->id, volume->number);
  auto const ranks = ranks_by_name(gaps);
  std::ranges::stable_sort(gaps, {}, [&](Gap const& gap) {
    return std::tuple{numbers[gap.volume], ranks.at(gap.unit), gap.due_on};
  });
  return gaps;
}

}  // namespace hangji::premises
