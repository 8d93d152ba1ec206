#include "kernel/access/users.h"

#include <botan/argon2.h>
#include <botan/auto_rng.h>
#include <botan/base32.h>
#include <botan/otp.h>
#include <fmt/format.h>

#include <algorithm>

namespace hangji::access {

namespace {
constexpr std::size_t argon2_lanes = 1;
constexpr std::size_t argon2_kilobytes = 19 * 1024;
constexpr std::size_t argon2_passes = 2;
constexpr std::size_t totp_secret_bytes = 20;
constexpr std::size_t code_digits = 8;
constexpr std::int64_t totp_seconds = 30;

Botan::RandomNumberGenerator& random() {
  thread_local Botan::AutoSeeded_RNG generator;
  return generator;
}

int kinds_of_character(std::string_view password) {
  bool lower = false, upper = false, digit = false, other = false;
  for (auto const c : password) {
    if (c >= 'a' && c <= 'z')
      lower = true;
    else if (c >= 'A' && c <= 'Z')
      upper = true;
    else if (c >= '0' && c <= '9')
      digit = true;
    else
      other = true;
  }
  return lower + upper + digit + other;
}
}  // namespace

Result<Done> check_password(PasswordDemands const& demands, std::string_view login,
                            std::string_view password) {
  auto const length = std::ssize(password);
  bool const good = length >= demands.least_length && length <= password_length_most &&
                    kinds_of_character(password) >= demands.least_kinds &&
                    password.find(login) == std::string_view::npos;
  if (good) return Done{};
  return refuse(
      AccessRefusal::password_weak,
      fmt::format("口令须 {} 至 {} 个字符，含大写、小写、数字、符号中的 {} 种，且不含登录名",
                  demands.least_length, password_length_most, demands.least_kinds),
      {.field = "password", .rule = "access.password"});
}

ChosenPassword::ChosenPassword(std::string text)
    : m_text{std::move(text)},
      m_hash{Botan::argon2_generate_pwhash(m_text.data(), m_text.size(), random(), argon2_lanes,
                                           argon2_kilobytes, argon2_passes, 2)} {}

bool password_matches(std::string_view password, std::string_view hash) {
  return Botan::argon2_check_pwhash(password.data(), password.size(), std::string{hash});
}

std::string new_code() {
  std::string code;
  while (code.size() < code_digits) {
    // 250 is the largest multiple of ten in a byte: each digit is as likely as another.
    if (auto const byte = random().next_byte(); byte < 250)
      code += static_cast<char>('0' + byte % 10);
  }
  return code;
}

std::string new_totp_secret() {
  auto const bytes = random().random_vec(totp_secret_bytes);
  return Botan::base32_encode(bytes.data(), bytes.size());
}

std::optional<std::int64_t> totp_step(std::string_view secret_base32, std::string_view code,
                                      Instant now) {
  if (code.size() != 6 ||
      !std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return std::nullopt;
  }
  auto const secret = Botan::base32_decode(std::string{secret_base32});
  Botan::TOTP totp{Botan::OctetString{secret.data(), secret.size()}, "SHA-1", 6, totp_seconds};
  auto const shown = static_cast<std::uint32_t>(std::stoul(std::string{code}));
  auto const step = now.milliseconds / 1000 / totp_seconds;
  for (auto const near : {step - 1, step, step + 1}) {
    if (near >= 0 && totp.generate_totp(static_cast<std::uint64_t>(near * totp_seconds)) == shown)
      return near;
  }
  return std::nullopt;
}

}  // namespace hangji::access
