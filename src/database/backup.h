// Copying a database that nobody serves yet: before its schema is brought up to the program's.
#pragma once

#include <string>

namespace hangji::database {

/// The file of `sqlite:PATH`; empty for anything else.
[[nodiscard]] std::string sqlite_path(std::string const& url);
/// A consistent copy of the database of the URL, as `Database::backup_to` makes one. Throws
/// DatabaseFailure, also when `to` exists.
void copy_database(std::string const& url, std::string const& to);
/// What was written to the file or folder outlives a failure of the power. Throws DatabaseFailure.
void flush_to_disk(std::string const& path);
/// True when another process has the database open.
[[nodiscard]] bool is_served_elsewhere(std::string const& sqlite_file);

}  // namespace hangji::database
