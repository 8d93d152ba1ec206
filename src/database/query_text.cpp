#include "database/query_text.h"

#include <algorithm>

namespace hangji::database {

namespace {

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Length of what begins at `at` and is not to be looked into: quoted text with its quotes, or a
/// comment; 0 otherwise.
std::size_t opaque_length(std::string_view sql, std::size_t at) {
  auto const rest = sql.substr(at);
  auto const length_to = [&](std::size_t end, std::size_t extra) {
    return end == std::string_view::npos ? rest.size() : end + extra;
  };
  if (rest[0] == '\'' || rest[0] == '"') return length_to(rest.find(rest[0], 1), 1);
  if (rest.starts_with("--")) return length_to(rest.find('\n'), 0);
  if (rest.starts_with("/*")) return length_to(rest.find("*/", 2), 2);
  return 0;
}

bool is_comment(std::string_view opaque) { return opaque[0] == '-' || opaque[0] == '/'; }

}  // namespace

NumberedQuery number_parameters(std::string_view sql, char sign) {
  NumberedQuery query;
  query.sql.reserve(sql.size());
  for (std::size_t i = 0; i < sql.size();) {
    if (auto const length = opaque_length(sql, i); length > 0) {
      auto const opaque = sql.substr(i, length);
      query.sql += is_comment(opaque) ? std::string_view{" "} : opaque;
      i += length;
      continue;
    }
    if (sql.substr(i).starts_with("::")) {
      query.sql += "::";
      i += 2;
      continue;
    }
    std::size_t end = i + 1;
    if (sql[i] == ':')
      end = static_cast<std::size_t>(
          std::find_if_not(sql.begin() + end, sql.end(), is_name_character) - sql.begin());
    if (end == i + 1) {
      query.sql += sql[i++];
      continue;
    }
    std::string const name{sql.substr(i + 1, end - i - 1)};
    auto found = std::ranges::find(query.names, name);
    if (found == query.names.end()) {
      if (name == "tenant") query.tenant = static_cast<int>(query.names.size());
      found = query.names.insert(query.names.end(), name);
    }
    query.sql += sign + std::to_string(found - query.names.begin() + 1);
    i = end;
  }
  return query;
}

}  // namespace hangji::database
