#include "practice/activities/activities_views.h"

#include "kernel/facts/fact_kinds.h"

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
          .vote_rule = kind->vote_rule,
          .document = kind.rule->source.document,
          .article = kind.rule->source.article};
}

ActivityDetail detail_of(Transaction& transaction, Rulebook const& rules, ActivityRow const& row) {
  ActivityDetail detail{.activity = summary_of(rules, row), .code = row.code};
  auto record = parse_json_as<Record>(row.record);
  verify(record.has_value(), "a record is an object of texts");
  detail.record = std::move(*record);
  if (auto const kind = rules.find<ActivityKind>(row.kind, row.day)) {
    detail.kind = view_of(*kind);
    detail.attendees = attendees_of(transaction, row, *kind->parameters);
    detail.missing = missing_fields(*kind->parameters, detail.record);
  }
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
  for (auto const& row : activities_of(transaction, unit, from, until)) {
    auto& view = list.rows.emplace_back(summary_of(rules, row));
    auto const found = marks.find(source_of(row.id));
    if (found == marks.end()) continue;
    view.expected = found->second.expected;
    view.present = found->second.present;
  }
  return list;
}

}  // namespace hangji::practice
