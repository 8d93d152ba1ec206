// How long an answer may take when a member corrects, objects or complains.
#pragma once

#include "kernel/rules/rule_kinds.h"

#include <optional>
#include <string>

namespace hangji::requests {

/// 更正, 异议, 投诉, 申诉.
enum class RequestForm { correction, objection, complaint, appeal };
BOOST_DESCRIBE_ENUM(RequestForm, correction, objection, complaint, appeal)

enum class DayCount { calendar, working };
BOOST_DESCRIBE_ENUM(DayCount, calendar, working)

/// At most one rule of a form is in force on a day. YAML:
/// `parameters: {form: objection, answer_within: 7, counted: calendar, made_within: 30}`
struct RequestDeadline {
  static constexpr std::string_view rule_kind = "request_deadline";

  RequestForm form{RequestForm::correction};
  /// Days from the day after it was made.
  int answer_within{15};
  DayCount counted{DayCount::calendar};
  /// Days after what it is about during which it can be made; none: at any time.
  std::optional<int> made_within{};
};
BOOST_DESCRIBE_STRUCT(RequestDeadline, (), (form, answer_within, counted, made_within))

[[nodiscard]] Result<Done> check_rule(RequestDeadline const& deadline,
                                      rules::KnownRules const& known);

}  // namespace hangji::requests

template <> inline constexpr bool
    hangji::absent_members_keep_defaults<hangji::requests::RequestDeadline> = true;
