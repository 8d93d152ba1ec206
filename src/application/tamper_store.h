// The SQL of somebody who changes the books behind the program's back. For tests only.
#pragma once

#include "database/database.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace hangji::application::tamper {

/// Rows may be torn from what they belong to.
inline std::string without_foreign_keys(database::Engine engine) {
  return engine == database::Engine::sqlite ? "PRAGMA foreign_keys = OFF"
                                            : "SET session_replication_role = replica";
}
/// One column of every row made another value.
inline std::string changed(std::string_view table, std::string_view column,
                           database::ColumnKind kind) {
  auto const* sql = kind == database::ColumnKind::integer
                        ? "UPDATE {0} SET {1} = COALESCE({1}, 0) + 900"
                        : "UPDATE {0} SET {1} = COALESCE({1}, '') || 'x'";
  return fmt::format(fmt::runtime(sql), table, column);
}
inline std::string emptied(std::string_view table) { return fmt::format("DELETE FROM {}", table); }
inline std::string renumbered(std::string_view table) {
  return fmt::format("UPDATE {} SET id = 78", table);
}

/// Values a program might have written.
inline constexpr char const* plausible_facts[] = {
    "UPDATE fact SET day = '2026-01-01'", "UPDATE fact SET counted_month = '2026-01'",
    "UPDATE fact SET entered_at = '2026-01-01T00:00:00.000Z'", "UPDATE fact SET channel = 'paper'",
    "UPDATE fact SET journal_seq = 1"};

/// Derived, so no journal tells of it: under unit 76.
inline constexpr auto place_of_unit_77 =
    "INSERT INTO unit_place (tenant_id, unit_id, path)"
    " SELECT tenant_id, id, '000000000000004c000000000000004d' FROM unit";
/// The tree by which rights reach, and a register nobody closed.
inline constexpr char const* derived_books[] = {
    "UPDATE unit_place SET path = path || 'x'", "UPDATE unit_place SET unit_id = 78",
    "DELETE FROM unit_place",
    "INSERT INTO unit_place (tenant_id, unit_id, path) SELECT tenant_id, 78, 'x' FROM unit_place",
    "INSERT INTO points_tally (tenant_id, member_id, month, unit_id, category, base, daily, review,"
    " correction, total, red_line)"
    " SELECT tenant_id, 77, '2026-01', 77, 'in_post', 1, 0, 0, 0, 1, '' FROM unit_place"};

/// The second entry, which wrote one fact, with all it left.
inline constexpr auto second_entry_cut_off = R"sql(
  DELETE FROM fact WHERE journal_seq = 2;
  DELETE FROM journal WHERE seq = 2;
  UPDATE journal_head
     SET seq = 1, id = (SELECT id FROM journal WHERE seq = 1),
         hash = (SELECT hash FROM journal WHERE seq = 1))sql";

}  // namespace hangji::application::tamper
