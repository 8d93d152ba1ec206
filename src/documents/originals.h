// Originals kept: files under the digest of their content. Written whole or not at all, never
// overwritten, proved by recomputing. It knows no record they belong to.
#pragma once

#include "documents/digest.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <istream>
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
  /// In bytes.
  std::int64_t size{0};
  friend bool operator==(StoredOriginal const&, StoredOriginal const&) = default;
};

/// What recomputing the digest says of a file.
enum class OriginalState { intact, missing, altered };

/// A directory: the file of digest aabbcc… is aa/bb/aabbcc…, files not yet whole are in incoming/.
/// Safe to use from many threads and programs at once.
class Originals {
public:
  /// Makes the directory when it is not there, and clears away what a crash left in incoming/.
  /// Throws DocumentFailure.
  explicit Originals(std::filesystem::path directory);
  /// Durable when it returns; the same content twice is one file. Throws DocumentFailure, also when
  /// the file of this content was altered on the disk: evidence is not painted over.
  [[nodiscard]] StoredOriginal store(std::string_view bytes) const;
  /// The same for content that need not fit into memory; reads to the stream's end.
  [[nodiscard]] StoredOriginal store(std::istream& stream) const;
  /// Throws DocumentFailure when there is no such file or it cannot be read.
  [[nodiscard]] std::string read(std::string_view sha256) const;
  [[nodiscard]] bool exists(std::string_view sha256) const;
  /// For stores of what only passes through: nothing happens when there is no such file, or when
  /// the disk says no (it is tried again by `forget`).
  void remove(std::string_view sha256) const;
  /// As `remove`, every file that was stored longer ago; how many.
  std::int64_t forget(std::chrono::hours older_than) const;
  /// Recomputes the digest, piece by piece. Throws DocumentFailure when the file cannot be read.
  [[nodiscard]] OriginalState verify(std::string_view sha256) const;
  /// True when the content still has its digest.
  [[nodiscard]] bool is_intact(std::string_view sha256) const {
    return verify(sha256) == OriginalState::intact;
  }

private:
  class Incoming;
  [[nodiscard]] std::filesystem::path path_of(std::string_view sha256) const;
  [[nodiscard]] StoredOriginal keep(Incoming& incoming) const;
  std::filesystem::path m_directory;
};

}  // namespace hangji::documents
