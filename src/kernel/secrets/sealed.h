// Values that must not be read from the database file: SM4-GCM with a random nonce, and a keyed
// hash to look them up by. The key file lives outside the database. It knows no member and no
// column.
#pragma once

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace hangji::secrets {

/// The key file is missing, malformed, or open to others; or a sealed text was made with another
/// key or changed since.
class SecretsFailure : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// Safe to use from many threads at once.
class Secrets {
public:
  /// Writes a new key file with random keys, readable by its owner alone. Throws SecretsFailure
  /// when the file exists.
  static void create_key_file(std::filesystem::path const& path);
  /// Throws SecretsFailure when the file cannot be read, is no key file, or others may read it.
  [[nodiscard]] static Secrets from_key_file(std::filesystem::path const& path);
  /// Fixed keys, known to everyone: for tests and benchmarks.
  [[nodiscard]] static Secrets for_tests();

  /// Base64 of nonce, ciphertext and tag; another text each time. Empty for an empty text.
  [[nodiscard]] std::string seal(std::string_view plain) const;
  /// What was sealed; empty for an empty text. Throws SecretsFailure when it is not ours.
  [[nodiscard]] std::string open(std::string_view sealed) const;
  /// 16 hexadecimal digits that tell one key from another without telling the key.
  [[nodiscard]] std::string fingerprint() const;
  /// 32 hexadecimal digits of HMAC-SM3, the same for the same text; empty for an empty text.
  [[nodiscard]] std::string lookup_hash(std::string_view plain) const;

private:
  Secrets(std::vector<std::uint8_t> seal_key, std::vector<std::uint8_t> hash_key);

  std::vector<std::uint8_t> m_seal_key;
  std::vector<std::uint8_t> m_hash_key;
  /// Tells this object's keys from others' in the machinery that each thread keeps.
  std::uint64_t m_number;
};

}  // namespace hangji::secrets
