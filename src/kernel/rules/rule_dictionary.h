// The words themselves: what the names, codes and measures in rules are called. Empty when there is
// no word for it.
#pragma once

#include <string_view>

namespace hangji::rules {

/// 及格线 for `at_least`; the key itself when there is no word.
[[nodiscard]] std::string_view label_of(std::string_view kind, std::string_view key);
/// What a number under this key counts: `fen`, `points`, `rate`, or the word after it (天).
[[nodiscard]] std::string_view measure_of(std::string_view kind, std::string_view key);
[[nodiscard]] std::string_view word_of_value(std::string_view value);
[[nodiscard]] std::string_view word_of_kind(std::string_view kind);
[[nodiscard]] std::string_view word_of_chapter(std::string_view chapter);

}  // namespace hangji::rules
