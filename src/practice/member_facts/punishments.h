// What follows from a punishment (党纪处分) by the rules of the day it was decided: how long it
// bears on the member (影响期), and until when it is to be announced and its execution reported.
// The day of the act is not kept (案情不入本系统). Nothing is lifted when a period ends; only its
// state changes.
#pragma once

#include "foundation/date.h"
#include "kernel/rules/rulebook.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hangji::practice {

struct Punishment {
  /// A topic of `member.disciplined`.
  std::string_view form{};
  Date decided_on{};
  /// Of 留党察看.
  std::int64_t months{};
};

struct Consequence {
  /// 不得提升职务.
  std::string text{};
  Date from{};
  /// A period: the first day after it. A task: the last day for it.
  Date until{};
  /// To be done by then; otherwise it holds until then.
  bool is_task{false};
  /// The period has ended, the day has passed.
  bool is_over{false};
  rules::RuleCitation rule{};
};
BOOST_DESCRIBE_STRUCT(Consequence, (), (text, from, until, is_task, is_over, rule))

/// Periods first, by their days. What no rule of the day of decision says is left out.
[[nodiscard]] std::vector<Consequence> consequences_of(Punishment const& punishment,
                                                       rules::Rulebook const& rules, Date today);

}  // namespace hangji::practice
