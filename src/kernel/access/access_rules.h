// Rules on signing in: how many failures lock an account, how long a session lasts, what a password
// must be like.
#pragma once

#include "kernel/rules/rule_kinds.h"
#include "kernel/rules/rulebook.h"

namespace hangji::access {

/// 登录失败处理、会话结束. YAML: `parameters: {failures_until_lock: 5, lock_minutes: 15,
/// idle_minutes: 30, longest_hours: 12}`
struct SignInLimits {
  static constexpr std::string_view rule_kind = "sign_in_limits";
  static constexpr bool guards_access = true;

  int failures_until_lock{5};
  int lock_minutes{15};
  /// A session without a request for this long is over.
  int idle_minutes{30};
  int longest_hours{12};
};
BOOST_DESCRIBE_STRUCT(SignInLimits, (),
                      (failures_until_lock, lock_minutes, idle_minutes, longest_hours))

/// 口令的长度和复杂度. YAML: `parameters: {least_length: 10, least_kinds: 3}`
struct PasswordDemands {
  static constexpr std::string_view rule_kind = "password_demands";
  static constexpr bool guards_access = true;

  /// Characters, at most `password_length_most`.
  int least_length{10};
  /// Of lower case, upper case, digits, others.
  int least_kinds{3};
};
BOOST_DESCRIBE_STRUCT(PasswordDemands, (), (least_length, least_kinds))

/// What is taken in at all.
inline constexpr int password_length_most = 128;

/// All at least 1, so that a slip locks nobody out for ever and nobody in.
[[nodiscard]] Result<Done> check_rule(SignInLimits const& limits, rules::KnownRules const& known);

/// Those in force. Source: access.sign_in
[[nodiscard]] SignInLimits sign_in_limits(rules::Rulebook const& rules, Date day);

/// Neither below 1 nor more than a password can have.
[[nodiscard]] Result<Done> check_rule(PasswordDemands const& demands,
                                      rules::KnownRules const& known);

/// Those in force. Source: access.password
[[nodiscard]] PasswordDemands password_demands(rules::Rulebook const& rules, Date day);

/// As a page tells them, with the rule they rest on.
struct PasswordDemandsView {
  int least_length{};
  int least_kinds{};
  std::optional<rules::RuleCitation> rule{};
};
BOOST_DESCRIBE_STRUCT(PasswordDemandsView, (), (least_length, least_kinds, rule))
[[nodiscard]] PasswordDemandsView password_demands_view(rules::Rulebook const& rules, Date day);

}  // namespace hangji::access
