#include "documents/originals.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

namespace hangji::documents {

namespace fs = std::filesystem;

namespace {
constexpr std::size_t piece_size = 256U << 10U;

[[noreturn]] void fail(std::string const& what, fs::path const& path, int error = errno) {
  auto const why = error == ENOSPC || error == EDQUOT || error == EFBIG ? "磁盘已满"
                   : error == EACCES || error == EPERM                  ? "没有权限"
                   : error == EROFS                                     ? "磁盘只读"
                                                                        : std::strerror(error);
  throw DocumentFailure{what + "（" + path.string() + "）：" + why};
}

/// A file descriptor that closes itself.
class File {
public:
  explicit File(int descriptor) : m_descriptor{descriptor} {}
  ~File() {
    if (m_descriptor >= 0) ::close(m_descriptor);
  }
  File(File const&) = delete;
  File& operator=(File const&) = delete;
  [[nodiscard]] int descriptor() const { return m_descriptor; }
  [[nodiscard]] bool is_open() const { return m_descriptor >= 0; }

private:
  int m_descriptor;
};

/// Calls again when a signal came between.
template <class Call> auto without_interruption(Call const& call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

void sync_directory(fs::path const& path) {
  File const directory{::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (!directory.is_open() || ::fsync(directory.descriptor()) != 0) fail("无法写入目录", path);
}

/// Made or there already; durable either way.
void make_directory(fs::path const& path) {
  std::error_code error;
  if (fs::create_directory(path, error)) sync_directory(path.parent_path());
  if (error || !fs::is_directory(path)) fail("无法建立目录", path, error ? error.value() : ENOTDIR);
}

/// Visits the file's bytes in order; false when there is no such file.
template <class Visit> bool each_piece(fs::path const& path, Visit const& visit) {
  File const file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!file.is_open() && (errno == ENOENT || errno == ENOTDIR)) return false;
  if (!file.is_open()) fail("无法读取原件", path);
  std::string piece(piece_size, '\0');
  while (true) {
    auto const count =
        without_interruption([&] { return ::read(file.descriptor(), piece.data(), piece.size()); });
    if (count < 0) fail("无法读取原件", path);
    if (count == 0) return true;
    visit(std::string_view{piece}.substr(0, static_cast<std::size_t>(count)));
  }
}

/// Files in incoming/ whose writer is dead. A living one holds its lock.
void clear_leftovers(fs::path const& directory) {
  std::error_code ignored;
  for (auto const& entry : fs::directory_iterator{directory, ignored}) {
    File const file{::open(entry.path().c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)};
    if (file.is_open() && ::flock(file.descriptor(), LOCK_EX | LOCK_NB) == 0) {
      fs::remove(entry.path(), ignored);
    }
  }
}
}  // namespace

/// A file that is not yet whole; gone with this object unless it was moved to its place.
class Originals::Incoming {
public:
  explicit Incoming(fs::path const& directory)
      : m_path{directory / unused_name()},
        m_file{::open(m_path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)} {
    if (!m_file.is_open()) fail("无法建立文件", m_path);
    ::flock(m_file.descriptor(), LOCK_EX | LOCK_NB);
  }
  ~Incoming() {
    std::error_code ignored;
    if (!m_path.empty()) fs::remove(m_path, ignored);
  }
  Incoming(Incoming const&) = delete;
  Incoming& operator=(Incoming const&) = delete;

  void add(std::string_view bytes) {
    m_digester.add(bytes);
    m_size += static_cast<std::int64_t>(bytes.size());
    while (!bytes.empty()) {
      auto const count = without_interruption(
          [&] { return ::write(m_file.descriptor(), bytes.data(), bytes.size()); });
      if (count < 0) fail("无法保存原件", m_path);
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
  }
  [[nodiscard]] StoredOriginal finish() {
    auto digests = m_digester.finish();
    return {std::move(digests.sha256), std::move(digests.sm3), m_size};
  }
  void move_to(fs::path const& path) {
    if (::fsync(m_file.descriptor()) != 0) fail("无法保存原件", m_path);
    // Evidence is read, never written to.
    if (::fchmod(m_file.descriptor(), 0400) != 0) fail("无法保存原件", m_path);
    if (::rename(m_path.c_str(), path.c_str()) != 0) fail("无法保存原件", path);
    m_path.clear();
    sync_directory(path.parent_path());
  }

private:
  static std::string unused_name() {
    static std::atomic<unsigned> number{0};
    return std::to_string(::getpid()) + "-" + std::to_string(++number);
  }
  fs::path m_path;
  File m_file;
  Digester m_digester{};
  std::int64_t m_size{0};
};

Originals::Originals(fs::path directory) : m_directory{std::move(directory)} {
  std::error_code error;
  fs::create_directories(m_directory, error);
  if (error) fail("无法建立原件目录", m_directory, error.value());
  make_directory(m_directory / "incoming");
  clear_leftovers(m_directory / "incoming");
}

fs::path Originals::path_of(std::string_view sha256) const {
  if (!is_digest(sha256)) throw DocumentFailure{"原件编号不对"};
  return m_directory / sha256.substr(0, 2) / sha256.substr(2, 2) / sha256;
}

StoredOriginal Originals::keep(Incoming& incoming) const {
  auto stored = incoming.finish();
  auto const path = path_of(stored.sha256);
  // Two writers of the same content may both find it missing: the later move changes no byte.
  switch (verify(stored.sha256)) {
    case OriginalState::intact: return stored;
    case OriginalState::altered:
      throw DocumentFailure{"原件库中内容相同的文件已被改动，请先核查：" + stored.sha256};
    case OriginalState::missing: break;
  }
  make_directory(path.parent_path().parent_path());
  make_directory(path.parent_path());
  incoming.move_to(path);
  return stored;
}

StoredOriginal Originals::store(std::string_view bytes) const {
  Incoming incoming{m_directory / "incoming"};
  incoming.add(bytes);
  return keep(incoming);
}

StoredOriginal Originals::store(std::istream& stream) const {
  Incoming incoming{m_directory / "incoming"};
  std::string piece(piece_size, '\0');
  while (stream) {
    stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    incoming.add(std::string_view{piece}.substr(0, static_cast<std::size_t>(stream.gcount())));
  }
  if (stream.bad() || !stream.eof()) throw DocumentFailure{"原件没有收完整，未保存"};
  return keep(incoming);
}

std::string Originals::read(std::string_view sha256) const {
  std::string bytes;
  if (!each_piece(path_of(sha256), [&](std::string_view piece) { bytes += piece; })) {
    throw DocumentFailure{"找不到原件 " + std::string{sha256}};
  }
  return bytes;
}

bool Originals::exists(std::string_view sha256) const {
  std::error_code ignored;
  return fs::is_regular_file(path_of(sha256), ignored);
}

void Originals::remove(std::string_view sha256) const {
  std::error_code ignored;
  fs::remove(path_of(sha256), ignored);
}

std::int64_t Originals::forget(std::chrono::hours older_than) const {
  std::error_code error;
  std::vector<fs::path> old;
  auto const kept_from = fs::file_time_type::clock::now() - older_than;
  for (auto const& entry : fs::recursive_directory_iterator{m_directory, error}) {
    bool const is_file =
        entry.is_regular_file(error) && is_digest(entry.path().filename().string());
    if (is_file && entry.last_write_time(error) < kept_from) old.push_back(entry.path());
  }
  std::int64_t removed = 0;
  for (auto const& path : old) removed += fs::remove(path, error) ? 1 : 0;
  return removed;
}

OriginalState Originals::verify(std::string_view sha256) const {
  Digester digester;
  auto const found =
      each_piece(path_of(sha256), [&](std::string_view piece) { digester.add(piece); });
  if (!found) return OriginalState::missing;
  return digester.finish().sha256 == sha256 ? OriginalState::intact : OriginalState::altered;
}

}  // namespace hangji::documents
