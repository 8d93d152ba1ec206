// Originals kept: files under the digest of their content. Written whole or not at all, never
// overwritten, proved by recomputing. It knows no record they belong to.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace hangji::documents {

/// The disk said no: full, read-only, gone. Nothing half-written is left.
class DocumentFailure : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

struct StoredOriginal {
  /// Lower-case hex.
  std::string sha256{};
  std::string sm3{};
  std::int64_t size{0};
};

class Originals {
public:
  explicit Originals(std::filesystem::path directory);
  /// Durable when it returns; the same content twice is one file. Throws DocumentFailure.
  [[nodiscard]] StoredOriginal store(std::string_view bytes) const;
  /// Throws DocumentFailure when there is no such file.
  [[nodiscard]] std::string read(std::string_view sha256) const;
  [[nodiscard]] bool exists(std::string_view sha256) const;
  /// True when the content still has its digest.
  [[nodiscard]] bool is_intact(std::string_view sha256) const;

private:
  [[nodiscard]] std::filesystem::path path_of(std::string_view sha256) const;
  std::filesystem::path m_directory;
};

}  // namespace hangji::documents
