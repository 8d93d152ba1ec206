// The SQL of jobs.
#pragma once

#include "kernel/jobs/jobs.h"

namespace hangji::jobs {

[[nodiscard]] std::optional<JobRow> job_row(database::Transaction& transaction, JobId id);
[[nodiscard]] std::vector<JobRow> recent_jobs(database::Transaction& transaction, UserId by,
                                              int limit);
/// The oldest one queued, or running on this node.
[[nodiscard]] std::optional<JobRow> next_job(database::Transaction& transaction, int node);
/// Jobs that a stopped process of this node left running are queued again; how many.
std::int64_t requeue_running(database::Transaction& transaction, int node);
/// Forgets jobs that ended before.
void delete_ended_jobs(database::Transaction& transaction, Instant before);
void insert_job(database::Transaction& transaction, JobRow const& row);
void update_job(database::Transaction& transaction, JobRow const& row);

}  // namespace hangji::jobs
