#include "foundation/identity_number.h"

#include "foundation/result.h"
#include "foundation/text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace hangji {

namespace {
constexpr std::size_t number_length = 18;
constexpr std::string_view credit_characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr int first_year_of_birth = 1800;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

/// Narrow, without spaces, upper case: what the owner of a keyboard meant.
std::string mended(std::string_view text) {
  auto mended = without_spaces(to_half_width(text));
  for (char& c : mended) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return mended;
}

std::optional<Date> written_birth_date(std::string_view number) {
  auto const day =
      parse_date(std::string{number.substr(6, 4)} + '-' + std::string{number.substr(10, 2)} + '-' +
                 std::string{number.substr(12, 2)});
  return day && day->year() >= first_year_of_birth ? day : std::nullopt;
}

// ---- telephone numbers ----

bool is_dash(std::string_view rest, std::size_t& length) {
  for (std::string_view const dash : {"-", "(", ")", "转", "—", "–", "‐", "‑", "−"}) {
    length = dash.size();
    if (rest.starts_with(dash)) return true;
  }
  return false;
}

/// The runs of digits between dashes and brackets; none when anything else stands there.
std::optional<std::vector<std::string>> groups_of(std::string_view text) {
  std::vector<std::string> groups(1);
  while (!text.empty()) {
    std::size_t length = 1;
    if (is_digit(text.front())) {
      groups.back() += text.front();
    } else if (is_dash(text, length)) {
      if (!groups.back().empty()) groups.emplace_back();
    } else {
      return std::nullopt;
    }
    text.remove_prefix(length);
  }
  if (groups.back().empty()) groups.pop_back();
  return groups;
}

/// Takes a country code off the front. With one, a fixed line has lost the 0 of its area code.
void drop_country_code(std::string& text) {
  for (std::string_view const code : {"+86", "0086"}) {
    if (!text.starts_with(code)) continue;
    text.erase(0, code.size());
    while (text.starts_with('-')) text.erase(0, 1);
    if (!text.starts_with('1') && !text.starts_with('0')) text.insert(0, "0");
    return;
  }
}

/// Takes the area code (with its 0) off the first group; empty when there is none.
std::string take_area_code(std::vector<std::string>& groups) {
  auto& first = groups.front();
  if (!first.starts_with('0') || first.size() < 3) return {};
  std::size_t const length = first[1] == '1' || first[1] == '2' ? 3 : 4;
  auto const area = first.substr(0, length);
  first.erase(0, length);
  return area;
}

std::string fixed_line(std::vector<std::string> groups) {
  auto const area = take_area_code(groups);
  std::string line;
  std::string extension;
  for (auto const& group : groups) (line.size() < 7 ? line : extension) += group;
  bool const has_length = line.size() == 7 || line.size() == 8;
  if (!has_length || line.front() < '2' || extension.size() > 6) return {};
  if (!extension.empty()) extension.insert(0, "-");
  return (area.empty() ? "" : area + '-') + line + extension;
}
}  // namespace

char identity_check_character(std::string_view first_17) {
  constexpr std::array weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  verify(first_17.size() == weights.size() && all_digits(first_17), "17 digits");
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += (first_17[i] - '0') * weights[i];
  return "10X98765432"[sum % 11];
}

std::expected<IdentityNumber, IdentityNumberFault> IdentityNumber::parse(std::string_view text) {
  auto number = mended(text);
  if (count_characters(number) != number_length) {
    return std::unexpected{IdentityNumberFault::wrong_length};
  }
  bool const good_end = is_digit(number.back()) || number.back() == 'X';
  if (number.size() != number_length || !all_digits(number.substr(0, 17)) || !good_end) {
    return std::unexpected{IdentityNumberFault::wrong_character};
  }
  if (!written_birth_date(number)) return std::unexpected{IdentityNumberFault::wrong_birth_date};
  if (identity_check_character(std::string_view{number}.substr(0, 17)) != number.back()) {
    return std::unexpected{IdentityNumberFault::wrong_check_digit};
  }
  return IdentityNumber{std::move(number)};
}

Date IdentityNumber::birth_date() const { return written_birth_date(m_text).value_or(Date{}); }

Sex IdentityNumber::sex() const { return (m_text[16] - '0') % 2 == 1 ? Sex::male : Sex::female; }

char credit_check_character(std::string_view first_17) {
  constexpr std::array weights{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
  verify(first_17.size() == weights.size(), "17 characters");
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    auto const value = credit_characters.find(first_17[i]);
    verify(value != std::string_view::npos, "a character of a credit code");
    sum += static_cast<int>(value) * weights[i];
  }
  return credit_characters[static_cast<std::size_t>((31 - sum % 31) % 31)];
}

std::expected<CreditCode, CreditCodeFault> CreditCode::parse(std::string_view text) {
  auto code = mended(text);
  if (count_characters(code) != number_length) {
    return std::unexpected{CreditCodeFault::wrong_length};
  }
  if (code.find_first_not_of(credit_characters) != std::string::npos) {
    return std::unexpected{CreditCodeFault::wrong_character};
  }
  bool const wrong = credit_check_character(std::string_view{code}.substr(0, 17)) != code.back();
  return CreditCode{std::move(code), wrong};
}

std::string normal_phone(std::string_view text) {
  auto mended = without_spaces(to_half_width(text));
  drop_country_code(mended);
  auto groups = groups_of(mended);
  if (!groups || groups->empty()) return {};
  std::string digits;
  for (auto const& group : *groups) digits += group;
  if (digits.size() == 11 && digits.front() == '1') return digits;
  return fixed_line(std::move(*groups));
}

}  // namespace hangji
