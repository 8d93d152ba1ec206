// The SQL of the tests under load: what their writes left in the books, and the database cut off.
// For tests only.
#pragma once

#include "database/transaction.h"

#include <fmt/format.h>

namespace hangji::application {

struct MarkRow {
  std::string mark{};
};
BOOST_DESCRIBE_STRUCT(MarkRow, (), (mark))

inline constexpr database::Query select_marks{"test.select_marks", R"sql(
  SELECT title AS mark FROM street_theme WHERE tenant_id = :tenant
  UNION ALL SELECT title FROM activity WHERE tenant_id = :tenant
  UNION ALL SELECT REPLACE(note, '；自愿多交', '') FROM fact
             WHERE tenant_id = :tenant AND kind = 'dues.paid')sql"};

struct CountRow {
  std::int64_t entries{};
  std::int64_t answers{};
};
BOOST_DESCRIBE_STRUCT(CountRow, (), (entries, answers))

inline constexpr database::Query count_operations{"test.count_operations", R"sql(
  SELECT (SELECT COUNT(*) FROM journal
           WHERE tenant_id = :tenant AND operation IN
             ('activities.give_theme', 'activities.plan', 'dues.record_payments')) AS entries,
         (SELECT COUNT(*) FROM idempotency WHERE tenant_id = :tenant) AS answers)sql"};

/// Statements for another database of the cluster: nobody gets in any more, everybody in is out,
/// and all may come back.
inline std::string shut(std::string_view database) {
  return fmt::format("ALTER DATABASE {} ALLOW_CONNECTIONS false", database);
}
inline std::string throw_out(std::string_view database) {
  return fmt::format(
      "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{}'",
      database);
}
inline std::string open_again(std::string_view database) {
  return fmt::format("ALTER DATABASE {} ALLOW_CONNECTIONS true", database);
}

}  // namespace hangji::application
