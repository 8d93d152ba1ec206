// A kind of activity as a rule: theme day, branch meeting, lesson … The form, the checks, the
// cadence, the points and the archive volume of an activity all come from here; a new kind needs no
// code.
#pragma once

#include "kernel/obligations/duty_rules.h"
#include "kernel/rules/rulebook.h"
#include "kernel/rules/values.h"

#include <optional>
#include <string>
#include <vector>

namespace hangji::practice {

/// 确定主题—组织发动—现场实践—实效测评. A kind uses some of them, in this order, `on_site` always
/// among them.
enum class Step { set_theme, mobilise, on_site, evaluate };
BOOST_DESCRIBE_ENUM(Step, set_theme, mobilise, on_site, evaluate)

/// Who is expected: all members of the unit (probationary too), full members, the unit's committee,
/// the members of the group, or those whom the organiser names.
enum class Audience { all_members, formal_members, branch_committee, party_group, named };
BOOST_DESCRIBE_ENUM(Audience, all_members, formal_members, branch_committee, party_group, named)

/// A day.
inline constexpr std::int64_t longest_minutes = 1440;

/// What a field of the record is typed into. `person`: a member of the unit by name. `files`:
/// originals, photos. `guests`: who attends without being owed (列席), each with unit or capacity:
/// 张三（街道党工委）；李四（入党积极分子）. They are on no list, in no quorum and score nothing.
enum class RecordInput { line, text, number, person, persons, guests, files };
BOOST_DESCRIBE_ENUM(RecordInput, line, text, number, person, persons, guests, files)

/// One field of the record. `id` is the member's name in the activity's record object.
struct RecordField {
  std::string id{};
  std::string label{};
  RecordInput input{RecordInput::line};
  bool required{true};
};
BOOST_DESCRIBE_STRUCT(RecordField, (), (id, label, input, required))

enum class AnswerForm { scale_5, yes_no, text };
BOOST_DESCRIBE_ENUM(AnswerForm, scale_5, yes_no, text)

/// A question to those who were present.
struct EvaluationQuestion {
  std::string id{};
  std::string text{};
  AnswerForm form{AnswerForm::scale_5};
};
BOOST_DESCRIBE_STRUCT(EvaluationQuestion, (), (id, text, form))

/// YAML: see rules/activities.yaml. The rule's id (`activity.theme_day`) is the activity's kind and
/// the topic of its facts; its title is its full name.
struct ActivityKind {
  static constexpr std::string_view rule_kind = "activity_kind";

  /// What a button can hold: 主题党日.
  std::string short_name{};
  std::vector<Step> steps{Step::on_site};
  /// None: no fixed number is asked.
  std::optional<obligations::Cadence> cadence{};
  /// Unit kinds that hold it, and owe the cadence. A kind for `branch_committee` is owed only by
  /// units that have one.
  std::vector<std::string> units{};
  Audience audience{Audience::all_members};
  /// Share of the expected who must be there for the meeting to stand; none: no such demand.
  std::optional<rules::Share> quorum{};
  /// Id of the vote_rule used when it decides by vote; empty: it does not.
  std::string vote_rule{};
  std::vector<RecordField> record{};
  /// Kinds that may be held in the same sitting, so that one record and one attendance serve both.
  std::vector<std::string> may_be_combined_with{};
  /// Id of the archive_volume its record goes to.
  std::string volume{};
  /// None: the volume's.
  std::optional<rules::Retention> retention{};
  bool counts_as_learning{false};
  /// How long one usually takes, where the plan does not say.
  std::int64_t usual_minutes{120};
  /// Answered by those present in the `evaluate` step.
  std::vector<EvaluationQuestion> evaluation{};
};
BOOST_DESCRIBE_STRUCT(ActivityKind, (),
                      (short_name, steps, cadence, units, audience, quorum, vote_rule, record,
                       may_be_combined_with, volume, retention, counts_as_learning, usual_minutes,
                       evaluation))

/// Kinds held in one sitting, the leading one first.
using Kinds = std::vector<rules::InForce<ActivityKind>>;

/// What a sitting asks for: steps, fields and questions of all its kinds, each id once. A field is
/// required when one of the kinds requires it, and named as by the first that has it.
struct Sitting {
  std::vector<Step> steps{};
  std::vector<RecordField> record{};
  std::vector<EvaluationQuestion> evaluation{};
};
BOOST_DESCRIBE_STRUCT(Sitting, (), (steps, record, evaluation))
[[nodiscard]] Sitting sitting_of(Kinds const& kinds);

/// Refuses steps out of order or without `on_site`, questions without the `evaluate` step and the
/// reverse, unknown units, double field ids, and references to rules that do not exist.
[[nodiscard]] Result<Done> check_rule(ActivityKind const& kind, rules::KnownRules const& known);

/// The duty that a kind's cadence lays on its units: `activity.finished` with the kind's id as
/// topic, once per time. None without a cadence.
[[nodiscard]] std::optional<obligations::Duty> duty_of(rules::InForce<ActivityKind> const& kind);

}  // namespace hangji::practice

template <> inline constexpr bool
    hangji::absent_members_keep_defaults<hangji::practice::RecordField> = true;
template <> inline constexpr bool
    hangji::absent_members_keep_defaults<hangji::practice::EvaluationQuestion> = true;
template <> inline constexpr bool
    hangji::absent_members_keep_defaults<hangji::practice::ActivityKind> = true;
