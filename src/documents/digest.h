// Digests of bytes: SM3, which the national standards ask for, and SHA-256, which every tool can
// recompute. It knows no file and no record.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace hangji::documents {

/// Both digests of the same bytes, each 64 lower-case hex digits.
struct Digests {
  std::string sm3{};
  std::string sha256{};
  friend bool operator==(Digests const&, Digests const&) = default;
};

/// 64 lower-case hex digits.
[[nodiscard]] std::string sm3_of(std::string_view bytes);
/// 64 lower-case hex digits.
[[nodiscard]] std::string sha256_of(std::string_view bytes);
/// 64 lower-case hex digits and nothing else: safe as a file name.
[[nodiscard]] bool is_digest(std::string_view text);

/// Digests of bytes that arrive in pieces.
class Digester {
public:
  Digester();
  ~Digester();
  Digester(Digester const&) = delete;
  Digester& operator=(Digester const&) = delete;

  void add(std::string_view bytes);
  /// Of all that was added; begins anew.
  [[nodiscard]] Digests finish();

private:
  struct Hashes;
  std::unique_ptr<Hashes> m_hashes;
};

}  // namespace hangji::documents
