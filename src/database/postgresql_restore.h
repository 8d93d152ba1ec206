// The books of a PostgreSQL database replaced by those of a backup, so that the old ones stay until
// the new ones are proved.
#pragma once

#include <string>

namespace hangji::database {

/// True for a file that pg_dump wrote in its own format, as `Database::backup_to` has it do.
[[nodiscard]] bool is_postgresql_backup(std::string const& file);
/// True when there is any table, also one that a broken-off replacement has put aside.
[[nodiscard]] bool has_tables(std::string const& url);
/// True when anybody else is connected to the database.
[[nodiscard]] bool is_in_use(std::string const& url);

/// Puts what is there aside, in a schema of its own, and fills the database from the backup. Unless
/// it is kept, what was there comes back when it goes. What a replacement that was killed has put
/// aside comes back first. Throws DatabaseFailure.
class Replacement {
public:
  Replacement(std::string url, std::string const& backup);
  ~Replacement();
  Replacement(Replacement const&) = delete;
  Replacement& operator=(Replacement const&) = delete;
  /// The new books stay and the old ones go.
  void keep();

private:
  void put_back();
  std::string m_url;
  bool m_is_kept{false};
};

}  // namespace hangji::database
