#include "database/backup.h"

#include "database/engine.h"

namespace hangji::database {

std::string sqlite_path(std::string const& url) {
  constexpr std::string_view sqlite = "sqlite:";
  return url.starts_with(sqlite) ? url.substr(sqlite.size()) : std::string{};
}

void copy_sqlite(std::string const& from, std::string const& to) { sqlite_engine(from).backup(to); }

}  // namespace hangji::database
