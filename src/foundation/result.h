// Refusals: how the program says "the rules say no", and how it stops at a bug.
//
// Three kinds of error, three means: a refusal is a value (this file), a failure of the world
// (disk, network) is an exception, a bug stops the program (`verify`). This file knows no feature;
// each feature lists its refusals in one described enum and gives each a sentence.
#pragma once

#include <boost/describe/enum.hpp>
#include <boost/describe/enum_to_string.hpp>

#include <expected>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>

namespace hangji {

/// What a refused person is told.
struct Refusal {
  /// `feature.reason`, stable: pages and tests rely on it.
  std::string code;
  /// One Chinese sentence: which field or row, why, what to do.
  std::string message;
  /// Name of the JSON member that is wrong; empty when it is none.
  std::string field{};
  /// Id of the rule that says no; empty when it is a matter of form. Its article is shown with it.
  std::string rule{};
  /// HTTP status: 400 form, 401 who, 403 right, 404 not there, 409 state, 422 rule.
  int status{422};
};

template <class T> using Result = std::expected<T, Refusal>;

/// What an operation without an answer returns.
struct Done {};

/// Each feature specialises this for its enum of refusals, once, beside the enum:
/// `template <> inline constexpr std::string_view refusal_prefix<DuesRefusal> = "dues";`
template <class Reason> inline constexpr std::string_view refusal_prefix{};

struct RefusalDetails {
  std::string field{};
  std::string rule{};
  int status{422};
};

/// A refusal from a feature's enum: code `prefix.enumerator`.
template <class Reason>
[[nodiscard]] std::unexpected<Refusal> refuse(Reason reason, std::string message,
                                              RefusalDetails details = {}) {
  static_assert(!refusal_prefix<Reason>.empty(), "give the enum its refusal_prefix");
  std::string code{refusal_prefix<Reason>};
  code += '.';
  code += boost::describe::enum_to_string(reason, "unknown");
  return std::unexpected{Refusal{std::move(code), std::move(message), std::move(details.field),
                                 std::move(details.rule), details.status}};
}

/// Stops the program: a state that cannot be was reached. Never used for input or for the world.
[[noreturn]] void stop_at_bug(std::string_view what, std::source_location where);

inline void verify(bool condition, std::string_view what = "condition",
                   std::source_location where = std::source_location::current()) {
  if (!condition) stop_at_bug(what, where);
}

}  // namespace hangji
