#include "documents/number_formats.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace hangji::documents {

namespace {
constexpr double last_serial = 2'958'465;  // 9999-12-31
constexpr int seconds_of_day = 86'400;
constexpr int shown_digits = 15;
constexpr std::size_t longest_number = 64;

bool is_between(int id, int first, int last) { return id >= first && id <= last; }

/// The first section of a code in lower case, without quoted text, escapes, fill and bracketed
/// conditions; [h], [m] and [s] leave their letter.
std::string bare_code(std::string_view code) {
  std::string bare;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    char const c = code[i];
    if (c == '"') {
      i = std::min(code.find('"', i + 1), code.size() - 1);
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '[') {
      auto const end = std::min(code.find(']', i), code.size() - 1);
      if (end > i + 1 && std::string_view{"hHmMsS"}.find(code[i + 1]) != std::string_view::npos &&
          code.substr(i + 1, end - i - 1).find_first_not_of(code[i + 1]) ==
              std::string_view::npos) {
        bare += 'h';
      }
      i = end;
    } else {
      bare += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return bare;
}

void drop_all(std::string& text, std::string_view piece) {
  for (auto at = text.find(piece); at != std::string::npos; at = text.find(piece, at)) {
    text.erase(at, piece.size());
  }
}

/// Where mantissa and exponent of a literal lie.
struct Literal {
  std::string_view mantissa;
  int exponent{0};
};

std::optional<Literal> split_literal(std::string_view text) {
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  auto const e = text.find_first_of("eE");
  Literal literal{text.substr(0, e)};
  if (literal.mantissa.empty() ||
      literal.mantissa.find_first_of("0123456789") == std::string_view::npos) {
    return {};
  }
  if (literal.mantissa.find_first_not_of("0123456789.") != std::string_view::npos) return {};
  if (e == std::string_view::npos) return literal;
  auto digits = text.substr(e + 1);
  if (digits.starts_with('+')) digits.remove_prefix(1);
  auto const end = digits.data() + digits.size();
  auto const [stop, fault] = std::from_chars(digits.data(), end, literal.exponent);
  if (fault != std::errc{} || stop != end || digits.empty()) return {};
  return literal;
}
}  // namespace

NumberFormat built_in_format(int id) {
  if (is_between(id, 18, 21) || is_between(id, 45, 47)) return {Shown::time};
  if (is_between(id, 32, 35) || id == 55 || id == 56) return {Shown::time};
  if (is_between(id, 14, 22) || is_between(id, 27, 36) || is_between(id, 50, 58)) {
    return {Shown::date};
  }
  if (id == 9 || id == 10) return {Shown::percent};
  return {};
}

NumberFormat format_of_code(std::string_view code) {
  auto bare = bare_code(code);
  drop_all(bare, "general");
  drop_all(bare, "g/通用格式");
  drop_all(bare, "am/pm");
  drop_all(bare, "a/p");
  drop_all(bare, "e+");
  drop_all(bare, "e-");
  auto const has = [&](std::string_view letters) {
    return bare.find_first_of(letters) != std::string::npos;
  };
  if (has("ydeg") || bare.find("aaa") != std::string::npos) return {Shown::date};
  if (has("hs")) return {Shown::time};
  if (has("m")) return {Shown::date};
  if (has("%")) return {Shown::percent};
  if (bare.size() > 1 && bare.find_first_not_of('0') == std::string::npos) {
    return {Shown::number, static_cast<int>(std::min(bare.size(), longest_number))};
  }
  return {};
}

std::optional<SerialDay> day_of_serial(double serial, DateSystem system) {
  if (!(serial >= 0) || serial > last_serial + 1) return {};
  auto whole = static_cast<int>(serial);
  auto seconds = static_cast<int>(std::lround((serial - whole) * seconds_of_day));
  if (seconds == seconds_of_day) {
    ++whole;
    seconds = 0;
  }
  // Days since 1970 of 1904-01-01 (its day 0) and of 1899-12-30; before 1900-03-01 one less.
  constexpr int start_of_1904 = -24'107;
  constexpr int start_of_1900 = -25'569;
  if (system == DateSystem::year_1904) return SerialDay{Date{start_of_1904 + whole}, seconds};
  if (whole < 1) return {};
  int const flaw = whole < 60 ? 1 : 0;
  return SerialDay{Date{start_of_1900 + flaw + whole}, seconds};
}

std::string clock_text(int seconds) {
  return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::string general_text(std::string_view literal) {
  auto const parts = split_literal(literal);
  if (!parts || literal.size() > longest_number) return std::string{literal};
  bool const is_plain = parts->exponent == 0 && literal.find_first_of("eE") == literal.npos;
  if (is_plain && literal.find('.') == std::string_view::npos) return std::string{literal};
  double const value = std::strtod(std::string{literal}.c_str(), nullptr);
  auto text = fmt::format("{:.{}g}", value, shown_digits);
  if (text.find('e') == std::string::npos) return text;
  if (std::abs(value) < 1 || std::abs(value) >= 1e30) return text;
  // Fifteen digits are shown, zeros stand for the rest.
  auto digits = fmt::format("{:.{}e}", value, shown_digits - 1);
  auto const exponent = std::atoi(digits.c_str() + digits.find('e') + 1);
  digits.resize(digits.find('e'));
  std::erase(digits, '.');
  return digits + std::string(static_cast<std::size_t>(exponent - shown_digits + 1), '0');
}

int whole_digits(std::string_view literal) {
  auto const parts = split_literal(literal);
  if (!parts) return 0;
  auto const point = std::min(parts->mantissa.find('.'), parts->mantissa.size());
  auto whole = parts->mantissa.substr(0, point);
  auto const first = whole.find_first_not_of('0');
  if (first == std::string_view::npos) return 0;
  return std::max(0, static_cast<int>(whole.size() - first) + parts->exponent);
}

}  // namespace hangji::documents
