#include "foundation/amount.h"

#include <limits>

namespace hangji {

namespace {
constexpr std::int64_t hundred = 100;

bool is_digit(char character) { return character >= '0' && character <= '9'; }

/// Takes `mark` off the front of `text` when it is there.
bool take(std::string_view& text, std::string_view mark) {
  if (!text.starts_with(mark)) return false;
  text.remove_prefix(mark.size());
  return true;
}

/// Digits before the decimal point, in hundredths: "1234" or, grouped by threes, "1,234".
std::optional<std::int64_t> read_whole(std::string_view text) {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max() / hundred / 10 - 1;
  bool const grouped = text.find(',') != std::string_view::npos;
  if (text.empty() || (grouped && text.size() % 4 == 0)) return std::nullopt;
  std::int64_t value = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool const comma_belongs = grouped && (text.size() - i) % 4 == 0;
    if (comma_belongs != (text[i] == ',')) return std::nullopt;
    if (comma_belongs) continue;
    if (!is_digit(text[i]) || value > most) return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value * hundred;
}

/// Digits after the decimal point, in hundredths; zeros beyond the second place mean nothing.
std::optional<std::int64_t> read_fraction(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::int64_t value = 0;
  std::int64_t place = hundred / 10;
  for (char const character : text) {
    if (!is_digit(character) || (place == 0 && character != '0')) return std::nullopt;
    value += (character - '0') * place;
    place /= 10;
  }
  return value;
}

std::optional<std::int64_t> read_hundredths(std::string_view text) {
  auto const point = text.find('.');
  auto const whole = read_whole(text.substr(0, point));
  if (!whole || point == std::string_view::npos) return whole;
  auto const fraction = read_fraction(text.substr(point + 1));
  if (!fraction) return std::nullopt;
  return *whole + *fraction;
}

/// Sign, whole part and `places` decimals. Unsigned, so that the lowest value has a magnitude too.
std::string hundredths_to_text(std::int64_t value, int places) {
  auto const magnitude = value < 0 ? 0 - static_cast<std::uint64_t>(value) : std::uint64_t(value);
  std::string text = (value < 0 ? "-" : "") + std::to_string(magnitude / hundred);
  if (places == 0) return text;
  text += '.';
  text += static_cast<char>('0' + magnitude / 10 % 10);
  if (places == 2) text += static_cast<char>('0' + magnitude % 10);
  return text;
}
}  // namespace

std::string to_text(Fen amount) { return hundredths_to_text(amount.value, 2); }

std::string to_text(Points points) {
  int const places = points.value % hundred == 0 ? 0 : points.value % 10 == 0 ? 1 : 2;
  return hundredths_to_text(points.value, places);
}

std::optional<Fen> parse_yuan(std::string_view text) {
  bool const negative = take(text, "-");
  if (!take(text, "￥")) take(text, "¥");
  if (text.ends_with("元")) text.remove_suffix(std::string_view{"元"}.size());
  auto const value = read_hundredths(text);
  if (!value) return std::nullopt;
  return Fen{negative ? -*value : *value};
}

std::optional<Points> parse_points(std::string_view text) {
  bool const negative = take(text, "-");
  if (text.find(',') != std::string_view::npos) return std::nullopt;
  auto const value = read_hundredths(text);
  if (!value) return std::nullopt;
  return Points{negative ? -*value : *value};
}

}  // namespace hangji
