// UTF-8, one code point at a time: what text.cpp and pinyin.cpp share. Knows no names and no
// widths.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace hangji {

/// The code point at `at`, which moves behind it; -1 for a malformed sequence (one byte is passed).
/// Overlong forms, surrogates and values above U+10FFFF are malformed.
[[nodiscard]] std::int32_t take_code_point(std::string_view text, std::size_t& at);
/// Appends the UTF-8 form of a valid code point.
void append_code_point(std::string& out, std::int32_t code_point);
/// True for Chinese characters, 〇 among them.
[[nodiscard]] bool is_han(std::int32_t code_point);

}  // namespace hangji
