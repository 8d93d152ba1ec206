#include "database/backup.h"

#include "database/engine.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>
#include <filesystem>

namespace hangji::database {

std::string sqlite_path(std::string const& url) {
  constexpr std::string_view sqlite = "sqlite:";
  return url.starts_with(sqlite) ? url.substr(sqlite.size()) : std::string{};
}

void copy_database(std::string const& url, std::string const& to) { engine_of(url).backup(to); }

void flush_to_disk(std::string const& path) {
  auto const file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  auto const flushed = file >= 0 && ::fsync(file) == 0;
  if (file >= 0) ::close(file);
  if (!flushed) throw DatabaseFailure{fmt::format("没有写到磁盘上：{}", path)};
}

void write_whole(std::string const& to, std::function<void(std::string const& part)> const& write) {
  namespace fs = std::filesystem;
  auto const part = to + ".part";
  if (fs::exists(to)) throw DatabaseFailure{fmt::format("备份文件已经存在：{}", to)};
  fs::remove(part);
  // Its owner's alone from the first byte on.
  auto const file = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) throw DatabaseFailure{fmt::format("不能写备份文件 {}", part)};
  ::close(file);
  try {
    write(part);
    flush_to_disk(part);
  } catch (...) {
    fs::remove(part);
    throw;
  }
  fs::rename(part, to);
  auto const directory = fs::path{to}.parent_path();
  flush_to_disk(directory.empty() ? "." : directory.string());
}

bool is_served_elsewhere(std::string const& sqlite_file) {
  auto const file = ::open(sqlite_file.c_str(), O_RDWR | O_CLOEXEC);
  if (file < 0) return false;
  // Whoever has a database in WAL mode open holds a read lock here (sqlite.org/lockingv3.html).
  constexpr off_t shared_first = 0x4000'0002;
  constexpr off_t shared_size = 510;
  struct flock lock{};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = shared_first;
  lock.l_len = shared_size;
  bool const is_locked = ::fcntl(file, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  ::close(file);
  return is_locked;
}

}  // namespace hangji::database
