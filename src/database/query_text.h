// A query's text in the form both drivers take: numbered parameters. Knows no engine.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hangji::database {

/// A query with `:names` replaced by numbers, one number per distinct name however often it
/// appears.
struct NumberedQuery {
  std::string sql{};
  /// Distinct names in the order of their first appearance: names[0] is parameter 1.
  std::vector<std::string> names{};
  /// Index in `names` of `tenant`, or -1.
  int tenant{-1};
};

/// Replaces each `:name` by `sign` and its number (`?1` for SQLite, `$1` for PostgreSQL). Quoted
/// text, `"names"`, casts
/// (`::`) and comments are no parameters; comments are dropped.
[[nodiscard]] NumberedQuery number_parameters(std::string_view sql, char sign);

}  // namespace hangji::database
