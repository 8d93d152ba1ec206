// The programs that PostgreSQL brings along: pg_dump, pg_restore. Internal to `database/`.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace hangji::database {

/// Runs one on the database of the URL, without a shell; its messages when it failed, none when it
/// did not.
[[nodiscard]] std::optional<std::string> run_postgresql_program(std::string const& url,
                                                                std::vector<std::string> words);

}  // namespace hangji::database
