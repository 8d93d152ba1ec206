// Copying a database that nobody serves yet: before its schema is brought up to the program's.
#pragma once

#include <string>

namespace hangji::database {

/// The file of `sqlite:PATH`; empty for anything else.
[[nodiscard]] std::string sqlite_path(std::string const& url);
/// A consistent copy of the SQLite database, durable when it returns. Throws DatabaseFailure, also
/// when `to` exists.
void copy_sqlite(std::string const& from, std::string const& to);
/// True when another process has the database open.
[[nodiscard]] bool is_served_elsewhere(std::string const& sqlite_file);

}  // namespace hangji::database
