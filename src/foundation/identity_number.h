// 公民身份号码 (GB 11643-1999), 统一社会信用代码 (GB 32100-2015) and telephone numbers: values that
// check themselves.
#pragma once

#include "foundation/date.h"

#include <boost/describe/enum.hpp>

#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace hangji {

enum class Sex { male, female };
BOOST_DESCRIBE_ENUM(Sex, male, female)

enum class IdentityNumberFault {
  wrong_length,
  wrong_character,
  wrong_birth_date,
  wrong_check_digit
};
BOOST_DESCRIBE_ENUM(IdentityNumberFault, wrong_length, wrong_character, wrong_birth_date,
                    wrong_check_digit)

/// A citizen's identity number: 18 characters, X upper case. Division code 999999 is unassigned and
/// marks an invented person.
class IdentityNumber {
public:
  /// Spaces and full-width forms are mended, lower-case x is accepted.
  [[nodiscard]] static std::expected<IdentityNumber, IdentityNumberFault> parse(
      std::string_view text);
  [[nodiscard]] std::string const& text() const { return m_text; }
  [[nodiscard]] Date birth_date() const;
  [[nodiscard]] Sex sex() const;
  [[nodiscard]] bool is_invented() const { return m_text.starts_with("999999"); }

private:
  explicit IdentityNumber(std::string text) : m_text{std::move(text)} {}
  std::string m_text;
};

/// The check character of the first 17 digits.
[[nodiscard]] char identity_check_character(std::string_view first_17);

enum class CreditCodeFault { wrong_length, wrong_character };
BOOST_DESCRIBE_ENUM(CreditCodeFault, wrong_length, wrong_character)

/// A unified social credit code: 18 characters. A wrong check digit is a matter for a person to
/// look at, not a reason to refuse (there are such codes in use), so parsing keeps the text and
/// says so.
struct CreditCode {
  std::string text{};
  bool check_digit_is_wrong{false};

  [[nodiscard]] static std::expected<CreditCode, CreditCodeFault> parse(std::string_view text);
};

[[nodiscard]] char credit_check_character(std::string_view first_17);

/// Digits of a mobile (11, first digit 1) or fixed line (area code and extension, where given, kept
/// as 023-63831234-801; a country code of 86 dropped); empty when it is neither.
[[nodiscard]] std::string normal_phone(std::string_view text);

}  // namespace hangji
