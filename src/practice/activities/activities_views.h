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
  /// Empty: it does not decide by vote.
  std::string vote_rule{};
  std::string document{};
  std::string article{};
};
BOOST_DESCRIBE_STRUCT(KindView, (),
                      (id, name, short_name, steps, audience, units, cadence, quorum, record,
                       evaluation, may_be_combined_with, vote_rule, document, article))

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
  std::int64_t minutes{};
  std::string place{};
  std::string title{};
  TitleOrigin title_origin{};
  ActivityState state{};
  std::int64_t expected{};
  std::int64_t present{};
};
BOOST_DESCRIBE_STRUCT(ActivityView, (),
                      (id, kind, kind_name, also_kinds, unit, day, minutes, place, title,
                       title_origin, state, expected, present))

struct ActivityList {
  std::vector<ActivityView> rows{};
};
BOOST_DESCRIBE_STRUCT(ActivityList, (), (rows))

struct ActivityDetail {
  ActivityView activity{};
  KindView kind{};
  std::vector<Attendee> attendees{};
  Record record{};
  /// Labels of required fields that are still empty.
  std::vector<std::string> missing{};
  std::vector<AnswerCount> answers{};
  std::int64_t evaluated{};
  /// Six digits to check in with; empty before the notice.
  std::string code{};
};
BOOST_DESCRIBE_STRUCT(ActivityDetail, (),
                      (activity, kind, attendees, record, missing, answers, evaluated, code))

[[nodiscard]] KindView view_of(rules::InForce<ActivityKind> const& kind);
[[nodiscard]] ActivityDetail detail_of(database::Transaction& transaction,
                                       rules::Rulebook const& rules, ActivityRow const& row);
/// With `expected` and `present` of each, by one read of the facts of the span.
[[nodiscard]] ActivityList list_of(database::Transaction& transaction, rules::Rulebook const& rules,
                                   UnitId unit, Date from, Date until);

}  // namespace hangji::practice
