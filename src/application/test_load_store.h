// The SQL of tests under load and of retries: what their writes left in the books, and the database
// cut off.
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
  UNION ALL SELECT 'record of ' || title FROM activity WHERE tenant_id = :tenant AND record <> '{}'
  UNION ALL SELECT name FROM original WHERE tenant_id = :tenant
  UNION ALL SELECT name FROM member WHERE tenant_id = :tenant AND name NOT LIKE '党员%'
  UNION ALL SELECT REPLACE(note, '；自愿多交', '') FROM fact
             WHERE tenant_id = :tenant AND kind IN ('dues.paid', 'activity.attended')
  UNION ALL SELECT 'end of ' || note FROM fact
             WHERE tenant_id = :tenant AND kind IN ('activity.held', 'activity.finished')
  UNION ALL SELECT kind || ' ' || unit_id || ' ' || topic FROM fact
             WHERE tenant_id = :tenant AND kind IN ('dues.reported', 'points.register_closed')
)sql"};

struct CountRow {
  std::int64_t entries{};
  std::int64_t answers{};
  std::int64_t jobs_open{};
};
BOOST_DESCRIBE_STRUCT(CountRow, (), (entries, answers, jobs_open))

/// Entries of requests: what a job enters is another one.
inline constexpr database::Query count_operations{"test.count_operations", R"sql(
  SELECT (SELECT COUNT(*) FROM journal
           WHERE tenant_id = :tenant AND operation <> 'rosters.import') AS entries,
         (SELECT COUNT(*) FROM idempotency WHERE tenant_id = :tenant) AS answers,
         (SELECT COUNT(*) FROM job
           WHERE tenant_id = :tenant AND state IN ('queued', 'running')) AS jobs_open)sql"};

struct FoundRow {
  std::int64_t found{};
};
BOOST_DESCRIBE_STRUCT(FoundRow, (), (found))

/// Answers kept for a retry that hold the text anywhere.
inline constexpr database::Query count_answers_with{"test.count_answers_with", R"sql(
  SELECT COUNT(*) AS found FROM idempotency
   WHERE tenant_id = :tenant AND body || request_digest || idempotency_key LIKE :text)sql"};

struct BackendRow {
  std::int64_t pid{};
};
BOOST_DESCRIBE_STRUCT(BackendRow, (), (pid))

inline constexpr database::Query select_backends{"test.select_backends", R"sql(
  SELECT pid FROM pg_stat_activity
   WHERE datname = current_database() AND backend_type = 'client backend'
     AND pid <> pg_backend_pid())sql"};

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
