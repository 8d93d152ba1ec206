#include "foundation/written_date.h"

#include "foundation/text.h"

#include <array>
#include <optional>
#include <string>

namespace hangji {

namespace {
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The number that the first digits of `text` make, at most `most` of them, taken off its front; -1
/// when there is none.
int take_number(std::string_view& text, std::size_t most) {
  std::size_t width = 0;
  int value = 0;
  for (; width < text.size() && width < most && is_digit(text[width]); ++width) {
    value = value * 10 + (text[width] - '0');
  }
  text.remove_prefix(width);
  return width == 0 ? -1 : value;
}

bool take(std::string_view& text, std::string_view mark) {
  if (!text.starts_with(mark)) return false;
  text.remove_prefix(mark.size());
  return true;
}

std::optional<WrittenDate> day_of(int year, int month, int day) {
  auto const found = Date::from_ymd(year, month, day);
  if (!found) return std::nullopt;
  return WrittenDate{*found, false};
}

std::optional<WrittenDate> month_of(int year, int month) {
  auto const first = Date::from_ymd(year, month, 1);
  if (!first) return std::nullopt;
  return WrittenDate{*first, true};
}

/// What follows the year in 2001-7-1, 2001/7/1, 2001.7.1 and their months.
std::optional<WrittenDate> read_separated(int year, std::string_view rest) {
  auto const separator = rest.substr(0, 1);
  if (separator != "-" && separator != "/" && separator != ".") return std::nullopt;
  rest.remove_prefix(1);
  int const month = take_number(rest, 2);
  if (rest.empty()) return month_of(year, month);
  if (!take(rest, separator)) return std::nullopt;
  int const day = take_number(rest, 2);
  return rest.empty() ? day_of(year, month, day) : std::nullopt;
}

/// What follows 年 in 2001年7月1日 and 2001年7月.
std::optional<WrittenDate> read_chinese(int year, std::string_view rest) {
  int const month = take_number(rest, 2);
  if (!take(rest, "月")) return std::nullopt;
  if (rest.empty()) return month_of(year, month);
  int const day = take_number(rest, 2);
  bool const ends = (take(rest, "日") || take(rest, "号")) && rest.empty();
  return ends ? day_of(year, month, day) : std::nullopt;
}

std::optional<WrittenDate> read_after_year(int year, std::string_view rest) {
  if (take(rest, "年")) return read_chinese(year, rest);
  if (rest.empty() || !is_digit(rest.front())) return read_separated(year, rest);
  bool const has_day = rest.size() == 4;
  if (!has_day && rest.size() != 2) return std::nullopt;
  int const month = take_number(rest, 2);
  int const day = has_day ? take_number(rest, 2) : 0;
  if (!rest.empty()) return std::nullopt;
  return has_day ? day_of(year, month, day) : month_of(year, month);
}

/// 05.7.1 and 05年7月1日 are days of some century.
bool has_two_digit_year(std::string_view text) {
  auto rest = text;
  int const year = take_number(rest, 2);
  if (year < 0 || text.size() - rest.size() != 2) return false;
  return read_after_year(2000 + year, rest).has_value() && !is_digit(rest.front());
}

/// Without the time behind it: 2005-07-01 00:00:00, 2005/7/1 0:00, 2005-07-01T00:00:00.
std::string_view without_time(std::string_view text) {
  auto const colon = text.find(':');
  if (colon == std::string_view::npos) return text;
  auto const gap = text.find_last_of(" T", colon);
  bool const is_time = gap != std::string_view::npos &&
                       text.find_first_not_of("0123456789:.", gap + 1) == std::string_view::npos;
  return is_time ? text.substr(0, gap) : text;
}

std::string plain(std::string_view text) {
  auto const narrow = trim(to_half_width(text));
  auto plain = without_spaces(without_time(narrow));
  static constexpr std::array<std::string_view, 3> dashes{"—", "–", "―"};
  for (auto const dash : dashes) {
    for (auto at = plain.find(dash); at != std::string::npos; at = plain.find(dash)) {
      plain.replace(at, dash.size(), "-");
    }
  }
  // 20050701.0 is what a number becomes on its way through other programs.
  bool const is_number = plain.find_first_not_of("0123456789.") == std::string::npos;
  if (is_number && plain.size() >= 8 && plain.find('.') == plain.size() - 2 &&
      plain.ends_with(".0")) {
    plain.resize(plain.size() - 2);
  }
  while (plain.ends_with('.')) plain.pop_back();
  if (plain.ends_with("。")) plain.resize(plain.size() - std::string_view{"。"}.size());
  return plain;
}
}  // namespace

std::expected<WrittenDate, WrittenDateFault> read_written_date(std::string_view text) {
  if (auto const day = parse_date(text)) return WrittenDate{*day, false};
  auto const written = plain(text);
  std::string_view rest{written};
  int const year = take_number(rest, 4);
  bool const has_year = year > 0 && written.size() - rest.size() == 4;
  auto const found = has_year ? read_after_year(year, rest) : std::nullopt;
  if (found) return *found;
  return std::unexpected{has_two_digit_year(written) ? WrittenDateFault::two_digit_year
                                                     : WrittenDateFault::not_a_day};
}

}  // namespace hangji
