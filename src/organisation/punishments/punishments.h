// What follows from a punishment (党纪处分) by the rules of the day it was decided: how long it
// bears on the member (影响期), and what is to be done by when: to announce it, to report on its
// execution, to decide on the rights of a member after 留党察看. The day of the act is not kept
// (案情不入本系统). Nothing is lifted when a period ends; only its state changes.
#pragma once

#include "foundation/date.h"
#include "kernel/facts/fact_kinds.h"
#include "kernel/rules/rulebook.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hangji::organisation {

/// A form of punishment, the topic of `member.disciplined`: 《中国共产党纪律处分条例》第八条.
struct PunishmentForm {
  std::string_view code{};
  std::string_view name{};
};
namespace punishment {
inline constexpr PunishmentForm warning{"warning", "警告"};
inline constexpr PunishmentForm serious_warning{"serious_warning", "严重警告"};
inline constexpr PunishmentForm removal_from_post{"removal_from_post", "撤销党内职务"};
inline constexpr PunishmentForm probation_in_party{"probation", "留党察看"};
inline constexpr PunishmentForm expulsion{"expulsion", "开除党籍"};
inline constexpr std::array all{warning, serious_warning, removal_from_post, probation_in_party,
                                expulsion};
}  // namespace punishment
/// 警告 …; empty for no form.
[[nodiscard]] std::string_view punishment_name(std::string_view code);

/// What is to be done about a punishment; each is a fact of its own with the punishment's source.
enum class PunishmentStep { announced, reported, restored };
BOOST_DESCRIBE_ENUM(PunishmentStep, announced, reported, restored)

[[nodiscard]] constexpr std::string_view label(PunishmentStep step) {
  switch (step) {
    case PunishmentStep::announced: return "宣布处分决定";
    case PunishmentStep::reported: return "报告处分执行情况";
    case PunishmentStep::restored: return "恢复党员权利";
  }
  return {};
}
/// What the note of such a fact must hold.
[[nodiscard]] constexpr std::string_view note_required(PunishmentStep step) {
  switch (step) {
    case PunishmentStep::announced: return "在哪里、向哪些人宣布";
    case PunishmentStep::reported: return "向哪个党组织报告";
    case PunishmentStep::restored: return "恢复党员权利的决定";
  }
  return {};
}
[[nodiscard]] constexpr std::string_view fact_of(PunishmentStep step) {
  switch (step) {
    case PunishmentStep::announced: return facts::kind::member_punishment_announced;
    case PunishmentStep::reported: return facts::kind::member_punishment_reported;
    case PunishmentStep::restored: return facts::kind::member_rights_restored;
  }
  return {};
}

struct Punishment {
  /// A topic of `member.disciplined`.
  std::string_view form{};
  Date decided_on{};
  /// Of 留党察看.
  std::int64_t months{};
  std::optional<Date> announced_on{};
  std::optional<Date> reported_on{};
  std::optional<Date> restored_on{};
  /// A later 留党察看 or 开除党籍 was decided, or the member has left: rights are not restored
  /// here.
  bool is_followed{false};
};

/// The first day on which rights can be restored; none: the form stops no rights.
[[nodiscard]] std::optional<Date> rights_stopped_until(Punishment const& punishment);

struct Consequence {
  /// 不得提升职务.
  std::string text{};
  Date from{};
  /// A period: the first day after it. A task: the last day for it.
  Date until{};
  /// To be done by then; none: a period, which holds until then.
  std::optional<PunishmentStep> step{};
  /// The task was done.
  std::optional<Date> done_on{};
  /// The period has ended; the day has passed and the task is not done.
  bool is_over{false};
  rules::RuleCitation rule{};
};
BOOST_DESCRIBE_STRUCT(Consequence, (), (text, from, until, step, done_on, is_over, rule))

/// Periods first, by their days. What no rule of the day of decision says is left out. Source:
/// discipline.announced_within, discipline.execution_report_within,
/// discipline.probation_in_party.most_months
[[nodiscard]] std::vector<Consequence> consequences_of(Punishment const& punishment,
                                                       rules::Rulebook const& rules, Date today);

}  // namespace hangji::organisation
