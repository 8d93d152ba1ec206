#include "practice/activities/activities_views.h"

#include "kernel/facts/fact_kinds.h"
#include "practice/activities/activity_case.h"
#include "practice/activities/activity_times.h"

#include <algorithm>
#include <unordered_map>

namespace hangji::practice {

using database::Transaction;
using rules::InForce;
using rules::Rulebook;

namespace {
std::string name_of_kind(Rulebook const& rules, std::string const& kind, Date day) {
  auto const found = rules.find<ActivityKind>(kind, day);
  return found ? found->parameters->short_name : kind;
}

ActivityView summary_of(Rulebook const& rules, ActivityRow const& row) {
  auto kinds = kinds_of(row);
  kinds.erase(kinds.begin());
  return {.id = row.id,
          .kind = row.kind,
          .kind_name = name_of_kind(rules, row.kind, row.day),
          .also_kinds = std::move(kinds),
          .unit = row.unit_id,
          .day = row.day,
          .minutes = row.minutes,
          .place = row.place,
          .title = row.title,
          .title_origin = row.title_origin,
          .state = row.state};
}

std::vector<AmendmentView> amendments_in(Transaction& transaction, ActivityId id,
                                         std::vector<RecordField> const& fields) {
  std::vector<AmendmentView> views;
  for (auto& row : amendments_of(transaction, id)) {
    auto const field = std::ranges::find(fields, row.field, &RecordField::id);
    auto const other = row.field == time_field ? std::string{"时间"} : row.field;
    auto label = field == fields.end() ? other : field->label;
    views.push_back({std::move(row.field), std::move(label), std::move(row.before_text),
                     std::move(row.after_text), std::move(row.reason), std::move(row.amended_by),
                     row.amended_at});
  }
  return views;
}

struct Marks {
  std::int64_t expected{0};
  std::int64_t present{0};
};

std::unordered_map<SourceId, Marks> marks_by_activity(Transaction& transaction, UnitId unit,
                                                      Date from, Date until) {
  std::unordered_map<SourceId, Marks> marks;
  // A correction may count in a later month, so the span runs on to today.
  auto const last = std::max(Month::of(until), Month::of(transaction.today()));
  for (auto const& fact : facts::standing_of_unit(transaction, unit, Month::of(from), last)) {
    auto const presence = presence_of(fact.kind);
    if (!presence) continue;
    auto& mark = marks[fact.source_id];
    ++mark.expected;
    if (*presence == Presence::present) ++mark.present;
  }
  return marks;
}
}  // namespace

KindView view_of(InForce<ActivityKind> const& kind) {
  return {.id = kind.rule->id,
          .name = kind.rule->title,
          .short_name = kind->short_name,
          .steps = kind->steps,
          .audience = kind->audience,
          .units = kind->units,
          .cadence = kind->cadence ? obligations::to_text(*kind->cadence) : "",
          .quorum = kind->quorum ? rules::to_text(*kind->quorum) : "",
          .record = kind->record,
          .evaluation = kind->evaluation,
          .may_be_combined_with = kind->may_be_combined_with,
          .usual_minutes = kind->usual_minutes,
          .vote_rule = kind->vote_rule,
          .document = kind.rule->source.document,
          .article = kind.rule->source.article};
}

void lead_with(std::string_view topic, Kinds const& kinds, ActivityDetail& detail) {
  detail.also.clear();
  for (auto const& kind : kinds) {
    if (kind.rule->id == topic)
      detail.kind = view_of(kind);
    else
      detail.also.push_back(kind->short_name);
  }
}

ActivityDetail detail_of(Transaction& transaction, Rulebook const& rules, ActivityRow const& row) {
  ActivityDetail detail{.activity = summary_of(rules, row), .code = row.code};
  if (auto const start = start_of(transaction, row.id))
    detail.activity.starts_at = start->starts_at;
  auto const kinds = kinds_in_force(rules, row);
  lead_with(row.kind, kinds, detail);
  detail.sitting = sitting_of(kinds);
  detail.named = named_of(row);
  detail.attendees = attendees_of(transaction, row, kinds);
  detail.record = amended_record(transaction, row);
  detail.amendments = amendments_in(transaction, row.id, detail.sitting.record);
  detail.missing = missing_fields(detail.sitting.record, detail.record);
  detail.activity.expected = static_cast<std::int64_t>(detail.attendees.size());
  for (auto const& person : detail.attendees) {
    if (person.presence == Presence::present) ++detail.activity.present;
  }
  detail.answers = answer_counts(transaction, row.id);
  for (auto const& fact : facts::standing_of_source(transaction, source_of(row.id))) {
    if (fact.kind == facts::kind::activity_evaluated) ++detail.evaluated;
  }
  return detail;
}

ActivityList list_of(Transaction& transaction, Rulebook const& rules, UnitId unit, Date from,
                     Date until) {
  ActivityList list;
  auto const marks = marks_by_activity(transaction, unit, from, until);
  std::unordered_map<ActivityId, std::string> starts;
  for (auto& start : starts_of(transaction, unit, from, until))
    starts.emplace(start.id, std::move(start.starts_at));
  for (auto const& row : activities_of(transaction, unit, from, until)) {
    auto& view = list.rows.emplace_back(summary_of(rules, row));
    if (auto const start = starts.find(row.id); start != starts.end())
      view.starts_at = start->second;
    auto const found = marks.find(source_of(row.id));
    if (found == marks.end()) continue;
    view.expected = found->second.expected;
    view.present = found->second.present;
  }
  return list;
}

}  // namespace hangji::practice
