// Text as people type it in rosters: widths, spaces, names, and the initials people search by.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hangji {

/// True when `text` is well-formed UTF-8 without NUL.
[[nodiscard]] bool is_valid_utf8(std::string_view text);
/// Number of code points.
[[nodiscard]] std::size_t count_characters(std::string_view text);
/// Full-width ASCII (０-９Ａ-Ｚ：) and the ideographic space to their ASCII forms.
[[nodiscard]] std::string to_half_width(std::string_view text);
/// Without leading and trailing white space of any kind (also U+3000, U+00A0, U+200B, U+FEFF).
[[nodiscard]] std::string trim(std::string_view text);
/// As `trim`, and with no white space anywhere: numbers and headers.
[[nodiscard]] std::string without_spaces(std::string_view text);
/// A person's name: narrowed, trimmed; inner spaces dropped between Han characters and beside a
/// dot, kept once between Latin words; every kind of middle dot becomes ·, and so does a full stop
/// between Han characters.
[[nodiscard]] std::string normal_name(std::string_view text);
/// Lower-case first letters of the pinyin syllables: 张三丰 -> zsf; Latin letters and digits stay.
/// A surname of two readings takes the reading it has as a surname (单 s, 曾 z, 解 x).
[[nodiscard]] std::string pinyin_initials(std::string_view name);
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
/// 440106********1234: the first six and last four characters stay.
[[nodiscard]] std::string mask_identity_number(std::string_view number);
/// 138****5678: the first three and last four stay.
[[nodiscard]] std::string mask_phone(std::string_view number);
/// Text with what looks like an identity number, a mobile number or another long number in it
/// masked: runs of eleven digits or more, of any width, keep their first three and last four.
[[nodiscard]] std::string mask_long_numbers(std::string_view text);
/// Strictly decimal digits with an optional minus, no overflow; false otherwise.
[[nodiscard]] bool parse_integer(std::string_view text, std::int64_t& value);

}  // namespace hangji
