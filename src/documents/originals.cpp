#include "documents/originals.h"

#include <botan/hash.h>
#include <botan/hex.h>

#include <fcntl.h>
#include <unistd.h>
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace hangji::documents {

namespace {
std::string digest_of(char const* algorithm, std::string_view bytes) {
  auto const hash = Botan::HashFunction::create_or_throw(algorithm);
  hash->update(reinterpret_cast<std::uint8_t const*>(bytes.data()), bytes.size());
  auto const digest = hash->final();
  return Botan::hex_encode(digest.data(), digest.size(), false);
}

[[noreturn]] void fail(std::string const& what, std::filesystem::path const& path) {
  throw DocumentFailure{what + " " + path.string() + ":" + std::strerror(errno)};
}

/// A file descriptor that closes itself.
struct File {
  int descriptor;
  ~File() {
    if (descriptor >= 0) ::close(descriptor);
  }
};

void write_durably(std::filesystem::path const& path, std::string_view bytes) {
  File const file{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
  if (file.descriptor < 0) fail("不能建立文件", path);
  while (!bytes.empty()) {
    auto const wrote = ::write(file.descriptor, bytes.data(), bytes.size());
    if (wrote < 0) fail("不能写入文件", path);
    bytes.remove_prefix(static_cast<std::size_t>(wrote));
  }
  if (::fsync(file.descriptor) != 0) fail("不能写入文件", path);
}

void sync_directory(std::filesystem::path const& path) {
  File const directory{::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (directory.descriptor < 0 || ::fsync(directory.descriptor) != 0) fail("不能写入目录", path);
}

bool is_digest(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}
}  // namespace

Originals::Originals(std::filesystem::path directory) : m_directory{std::move(directory)} {
  std::filesystem::create_directories(m_directory);
}

std::filesystem::path Originals::path_of(std::string_view sha256) const {
  if (!is_digest(sha256)) throw DocumentFailure{"原件编号不对"};
  return m_directory / sha256.substr(0, 2) / sha256.substr(2, 2) / sha256;
}

StoredOriginal Originals::store(std::string_view bytes) const {
  static std::atomic<unsigned> number{0};
  StoredOriginal const stored{digest_of("SHA-256", bytes), digest_of("SM3", bytes),
                              static_cast<std::int64_t>(bytes.size())};
  auto const path = path_of(stored.sha256);
  if (is_intact(stored.sha256)) return stored;
  std::filesystem::create_directories(path.parent_path());
  auto const temporary =
      path.parent_path() / ("." + std::to_string(::getpid()) + "-" + std::to_string(++number));
  try {
    write_durably(temporary, bytes);
    std::filesystem::rename(temporary, path);
    sync_directory(path.parent_path());
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove(temporary, ignored);
    throw;
  }
  return stored;
}

std::string Originals::read(std::string_view sha256) const {
  auto const path = path_of(sha256);
  std::ifstream file{path, std::ios::binary};
  if (!file) throw DocumentFailure{"找不到原件 " + std::string{sha256}};
  return {std::istreambuf_iterator<char>{file}, {}};
}

bool Originals::exists(std::string_view sha256) const {
  return std::filesystem::exists(path_of(sha256));
}

bool Originals::is_intact(std::string_view sha256) const {
  return exists(sha256) && digest_of("SHA-256", read(sha256)) == sha256;
}

}  // namespace hangji::documents
