#include "kernel/jobs/jobs_store.h"

namespace hangji::jobs {

using database::Query;
using database::Transaction;

namespace {
constexpr Query select_job{"jobs.select_job", R"sql(
  SELECT id, kind, parameters, state, done, total, message, result, created_by, created_at,
         finished_at, node, attempts
    FROM job
   WHERE tenant_id = :tenant AND id = :id)sql"};

constexpr Query select_recent{"jobs.select_recent", R"sql(
  SELECT id, kind, parameters, state, done, total, message, result, created_by, created_at,
         finished_at, node, attempts
    FROM job
   WHERE tenant_id = :tenant AND created_by = :by
   ORDER BY id DESC
   LIMIT :most)sql"};

constexpr Query select_next{"jobs.select_next", R"sql(
  SELECT id, kind, parameters, state, done, total, message, result, created_by, created_at,
         finished_at, node, attempts
    FROM job
   WHERE tenant_id = :tenant AND (state = 'queued' OR (state = 'running' AND node = :node))
   ORDER BY id
   LIMIT 1)sql"};

constexpr Query update_running{"jobs.update_running", R"sql(
  UPDATE job SET state = 'queued'
   WHERE tenant_id = :tenant AND state = 'running' AND node = :node)sql"};

constexpr Query delete_ended{"jobs.delete_ended", R"sql(
  DELETE FROM job WHERE tenant_id = :tenant AND finished_at < :before)sql"};
}  // namespace

std::optional<JobRow> job_row(Transaction& transaction, JobId id) {
  return transaction.one<JobRow>(select_job, id);
}

std::vector<JobRow> recent_jobs(Transaction& transaction, UserId by, int limit) {
  return transaction.all<JobRow>(select_recent, by, limit);
}

std::optional<JobRow> next_job(Transaction& transaction, int node) {
  return transaction.one<JobRow>(select_next, node);
}

std::int64_t requeue_running(Transaction& transaction, int node) {
  return transaction.execute(update_running, node);
}

void delete_ended_jobs(Transaction& transaction, Instant before) {
  transaction.execute(delete_ended, before);
}

void insert_job(Transaction& transaction, JobRow const& row) { transaction.insert({"job"}, row); }

void update_job(Transaction& transaction, JobRow const& row) { transaction.update({"job"}, row); }

}  // namespace hangji::jobs
