// What the pages ask and get about activities.
#pragma once

#include "practice/activities/activities_operations.h"
#include "practice/activities/activities_store.h"

namespace hangji::practice {

/// A kind as the form needs it: everything comes from its rule.
struct KindView {
  std::string id{};
  std::string name{};
  std::string short_name{};
  std::vector<Step> steps{};
  Audience audience{};
  std::vector<std::string> units{};
  std::string cadence{};
  std::string quorum{};
  std::vector<RecordField> record{};
  std::vector<EvaluationQuestion> evaluation{};
  std::vector<std::string> may_be_combined_with{};
  std::int64_t usual_minutes{};
  /// Empty: it does not decide by vote.
  std::string vote_rule{};
  std::string document{};
  std::string article{};
};
BOOST_DESCRIBE_STRUCT(KindView, (),
                      (id, name, short_name, steps, audience, units, cadence, quorum, record,
                       evaluation, may_be_combined_with, usual_minutes, vote_rule, document,
                       article))

struct KindList {
  std::vector<KindView> rows{};
};
BOOST_DESCRIBE_STRUCT(KindList, (), (rows))

struct ActivityView {
  ActivityId id{};
  std::string kind{};
  std::string kind_name{};
  std::vector<std::string> also_kinds{};
  UnitId unit{};
  Date day{};
  /// HH:MM; empty: not said.
  std::string starts_at{};
  std::int64_t minutes{};
  std::string place{};
  std::string title{};
  TitleOrigin title_origin{};
  ActivityState state{};
  std::int64_t expected{};
  std::int64_t present{};
};
BOOST_DESCRIBE_STRUCT(ActivityView, (),
                      (id, kind, kind_name, also_kinds, unit, day, starts_at, minutes, place, title,
                       title_origin, state, expected, present))

struct ActivityList {
  std::vector<ActivityView> rows{};
};
BOOST_DESCRIBE_STRUCT(ActivityList, (), (rows))

/// One field put right after the end.
struct AmendmentView {
  std::string field{};
  std::string label{};
  std::string before_text{};
  std::string after_text{};
  std::string reason{};
  std::string amended_by{};
  Instant amended_at{};
};
BOOST_DESCRIBE_STRUCT(AmendmentView, (),
                      (field, label, before_text, after_text, reason, amended_by, amended_at))

struct ActivityDetail {
  ActivityView activity{};
  KindView kind{};
  /// Names of the kinds held in the same sitting (一并召开).
  std::vector<std::string> also{};
  /// What all of them ask for.
  Sitting sitting{};
  /// Those whom the organiser named.
  std::vector<MemberId> named{};
  std::vector<Attendee> attendees{};
  /// With its amendments.
  Record record{};
  std::vector<AmendmentView> amendments{};
  /// Labels of required fields that are still empty.
  std::vector<std::string> missing{};
  std::vector<AnswerCount> answers{};
  std::int64_t evaluated{};
  /// Six digits to check in with; empty before the notice.
  std::string code{};
};
BOOST_DESCRIBE_STRUCT(ActivityDetail, (),
                      (activity, kind, also, sitting, named, attendees, record, amendments, missing,
                       answers, evaluated, code))

[[nodiscard]] KindView view_of(rules::InForce<ActivityKind> const& kind);
[[nodiscard]] ActivityDetail detail_of(database::Transaction& transaction,
                                       rules::Rulebook const& rules, ActivityRow const& row);
/// Puts the kind `topic` at the head of the detail and the others of the sitting under `also`.
void lead_with(std::string_view topic, Kinds const& kinds, ActivityDetail& detail);
/// With `expected` and `present` of each, by one read of the facts of the span.
[[nodiscard]] ActivityList list_of(database::Transaction& transaction, rules::Rulebook const& rules,
                                   UnitId unit, Date from, Date until);

}  // namespace hangji::practice
