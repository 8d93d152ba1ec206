#include "foundation/text.h"

#include "foundation/code_points.h"

#include <algorithm>
#include <charconv>

namespace hangji {

namespace {
constexpr std::int32_t middle_dot = 0xB7;

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

/// White space of every kind, with the invisible characters that spreadsheets leave behind.
bool is_space(std::int32_t c) {
  if (c <= 0x20) return c == 0x20 || (c >= 0x09 && c <= 0x0D);
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200D) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

std::int32_t narrowed(std::int32_t c) {
  constexpr std::int32_t distance = 0xFF01 - '!';
  if (c == 0x3000) return ' ';
  return c >= 0xFF01 && c <= 0xFF5E ? c - distance : c;
}

bool is_middle_dot(std::int32_t c) {
  return c == middle_dot || c == 0x387 || c == 0x2022 || c == 0x2024 || c == 0x2027 ||
         c == 0x2219 || c == 0x22C5 || c == 0x30FB || c == 0xFF65;
}

/// `text` through `change`, code point by code point; malformed bytes stay, -1 drops one.
template <class Change> std::string changed(std::string_view text, Change change) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    auto const start = at;
    auto const old = take_code_point(text, at);
    auto const now = old < 0 ? old : change(old);
    if (now == old) out += text.substr(start, at - start);
    if (now != old && now >= 0) append_code_point(out, now);
  }
  return out;
}

/// A full stop between Chinese characters is typed for want of the dot: 买买提.艾力.
bool stands_for_dot(std::int32_t c, std::int32_t before, std::int32_t after) {
  return is_middle_dot(c) || (c == '.' && is_han(before) && is_han(after));
}

std::vector<std::int32_t> code_points_of(std::string_view text) {
  std::vector<std::int32_t> points;
  points.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) points.push_back(take_code_point(text, at));
  return points;
}

std::string masked(std::string_view number, std::size_t first, std::size_t last) {
  if (number.size() <= first + last) return std::string(number.size(), '*');
  std::string text{number};
  auto const from = text.begin() + static_cast<std::ptrdiff_t>(first);
  std::fill(from, text.end() - static_cast<std::ptrdiff_t>(last), '*');
  return text;
}
}  // namespace

bool is_valid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (take_code_point(text, at) <= 0) return false;
  }
  return true;
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string to_half_width(std::string_view text) {
  if (is_ascii(text)) return std::string{text};
  return changed(text, narrowed);
}

std::string trim(std::string_view text) {
  std::size_t from = text.size();
  std::size_t until = text.size();
  for (std::size_t at = 0; at < text.size();) {
    auto const start = at;
    if (is_space(take_code_point(text, at))) continue;
    from = std::min(from, start);
    until = at;
  }
  return std::string{text.substr(from, until - from)};
}

std::string without_spaces(std::string_view text) {
  return changed(text, [](std::int32_t c) { return is_space(c) ? -1 : c; });
}

std::string normal_name(std::string_view text) {
  auto const narrow = to_half_width(trim(text));
  if (!is_valid_utf8(narrow)) return narrow;
  std::string name;
  std::int32_t before = 0;
  bool spaced = false;
  auto const points = code_points_of(narrow);
  for (std::size_t i = 0; i < points.size(); ++i) {
    auto c = points[i];
    if (is_space(c)) {
      spaced = true;
      continue;
    }
    if (stands_for_dot(c, before, i + 1 < points.size() ? points[i + 1] : 0)) c = middle_dot;
    bool const by_a_dot = c == middle_dot || before == middle_dot;
    if (spaced && !by_a_dot && !(is_han(before) && is_han(c))) name += ' ';
    append_code_point(name, c);
    before = c;
    spaced = false;
  }
  return name;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (auto end = text.find(separator); end != std::string_view::npos; end = text.find(separator)) {
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  parts.push_back(text);
  return parts;
}

std::string mask_identity_number(std::string_view number) { return masked(number, 6, 4); }

std::string mask_phone(std::string_view number) { return masked(number, 3, 4); }

std::string mask_long_numbers(std::string_view text) {
  constexpr std::size_t shortest = 11;
  constexpr std::size_t first_kept = 3;
  constexpr std::size_t last_kept = 4;
  std::string masked;
  std::vector<std::size_t> digits;
  auto const mask_run = [&] {
    bool const is_long = digits.size() >= shortest;
    for (auto i = first_kept; is_long && i + last_kept < digits.size(); ++i)
      masked[digits[i]] = '*';
    digits.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    auto const start = at;
    auto const narrow = narrowed(take_code_point(text, at));
    bool const is_mobile = !digits.empty() && masked[digits.front()] == '1';
    bool const joins = is_mobile && digits.size() < shortest && (narrow == ' ' || narrow == '-');
    if (narrow >= '0' && narrow <= '9') {
      digits.push_back(masked.size());
      masked += static_cast<char>(narrow);
      continue;
    }
    if (!joins) mask_run();
    masked += text.substr(start, at - start);
  }
  mask_run();
  return masked;
}

bool parse_integer(std::string_view text, std::int64_t& value) {
  auto const end = text.data() + text.size();
  auto const [stop, fault] = std::from_chars(text.data(), end, value);
  return fault == std::errc{} && stop == end;
}

}  // namespace hangji
