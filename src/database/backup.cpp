#include "database/backup.h"

#include "database/engine.h"

#include <fcntl.h>
#include <unistd.h>

namespace hangji::database {

std::string sqlite_path(std::string const& url) {
  constexpr std::string_view sqlite = "sqlite:";
  return url.starts_with(sqlite) ? url.substr(sqlite.size()) : std::string{};
}

void copy_sqlite(std::string const& from, std::string const& to) { sqlite_engine(from).backup(to); }

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
