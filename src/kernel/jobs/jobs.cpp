#include "kernel/jobs/jobs.h"

#include "kernel/access/access_store.h"
#include "kernel/jobs/jobs_store.h"

#include <spdlog/spdlog.h>

namespace hangji::jobs {

using database::Transaction;

namespace {
/// As often as a job may bring the program down.
constexpr std::int64_t attempts_at_most = 2;
/// Before the end of a job is written again to a database that was not there.
constexpr std::chrono::milliseconds away{500};
constexpr std::int64_t day_ms = 86'400'000;
/// Answers for retries and the results of ended jobs.
constexpr std::int64_t kept_ms = 7 * day_ms;

constexpr std::string_view cut_off = "cut_off";

Refusal failure(std::string message) { return {.code = "failure", .message = std::move(message)}; }

/// The database went away while the job ran: it is run again, but not for ever.
Refusal broken_off(JobRow const& row) {
  if (row.attempts < attempts_at_most) return {.code = std::string{cut_off}, .message = {}};
  return failure("任务进行中数据库两次中断，不能确定是否已经写入，请核对后再办理");
}
}  // namespace

/// The one running work: its progress lives here, not in the database, until it ends.
struct Jobs::Running final : Progress {
  JobId id{};
  std::atomic<bool> cancelled{false};
  std::atomic<bool> const& stopping;
  mutable std::mutex mutex{};
  std::int64_t done{0};
  std::int64_t total{0};
  std::string message{};

  Running(JobId job, std::atomic<bool> const& stop_flag) : id{job}, stopping{stop_flag} {}
  void tell(std::int64_t now_done, std::int64_t now_total, std::string now_message) override {
    std::lock_guard const lock{mutex};
    done = now_done;
    total = now_total;
    message = std::move(now_message);
  }
  [[nodiscard]] bool is_cancelled() const override { return cancelled || stopping; }
};

Jobs::Jobs(database::Database& database, Clock const& clock, int node)
    : m_database{database}, m_clock{clock}, m_node{node} {
  add_chore(delete_ended_jobs);
}

Jobs::~Jobs() { stop(); }

void Jobs::add_kind(std::string kind, Work work, Ended ended) {
  verify(m_kinds.emplace(std::move(kind), Kind{std::move(work), std::move(ended)}).second,
         "a kind of job is added once");
}

void Jobs::start(TenantId tenant) {
  m_database.write(tenant, [this](Transaction& transaction) {
    return requeue_running(transaction, m_node) > 0;
  });
  m_thread = std::thread{[this, tenant] { run(tenant); }};
}

void Jobs::stop() {
  {
    std::lock_guard const lock{m_mutex};
    m_stopping = true;
  }
  m_woken.notify_all();
  if (m_thread.joinable()) m_thread.join();
}

JobId Jobs::queue(Transaction& transaction, UserId by, std::string_view kind,
                  std::string parameters) {
  verify(m_kinds.contains(kind), "the kind of job is known");
  JobRow const row{.id = transaction.new_id<JobId>(),
                   .kind = std::string{kind},
                   .parameters = std::move(parameters),
                   .created_by = by,
                   .created_at = transaction.now()};
  insert_job(transaction, row);
  return row.id;
}

void Jobs::wake() {
  {
    std::lock_guard const lock{m_mutex};
    m_has_news = true;
  }
  m_woken.notify_all();
}

Result<Done> Jobs::cancel(Transaction& transaction, JobId id) {
  auto row = job_row(transaction, id);
  if (!row) return refuse(JobRefusal::not_found, "没有这项任务", {.status = 404});
  if (row->state == JobState::queued) {
    row->state = JobState::cancelled;
    row->finished_at = transaction.now();
    update_job(transaction, *row);
    return Done{};
  }
  std::lock_guard const lock{m_mutex};
  if (!m_running || m_running->id != id)
    return refuse(JobRefusal::not_running, "任务已经结束", {.status = 409});
  m_running->cancelled = true;
  return Done{};
}

std::optional<JobRow> Jobs::job(Transaction& transaction, JobId id) {
  auto row = job_row(transaction, id);
  std::lock_guard const lock{m_mutex};
  if (row && row->state == JobState::running && m_running && m_running->id == id) {
    std::lock_guard const progress{m_running->mutex};
    row->done = m_running->done;
    row->total = m_running->total;
    row->message = m_running->message;
  }
  return row;
}

void Jobs::run(TenantId tenant) {
  while (!m_stopping) {
    try {
      do_chores(tenant);
      if (auto const row = take(tenant)) {
        carry_out(tenant, *row);
        continue;
      }
    } catch (std::exception const& exception) { spdlog::error("job runner: {}", exception.what()); }
    std::unique_lock lock{m_mutex};
    m_woken.wait_for(lock, std::chrono::seconds{5}, [this] { return m_has_news || m_stopping; });
    m_has_news = false;
  }
}

void Jobs::do_chores(TenantId tenant) {
  auto const now = m_clock.now();
  if (now.milliseconds - m_chores_done.milliseconds < day_ms) return;
  m_chores_done = now;
  for (auto const& chore : m_chores) {
    m_database.write(tenant, [&](Transaction& transaction) {
      chore(transaction, Instant{now.milliseconds - kept_ms});
      return true;
    });
  }
}

std::optional<JobRow> Jobs::take(TenantId tenant) {
  std::optional<JobRow> taken;
  m_database.write(tenant, [&](Transaction& transaction) {
    taken = next_job(transaction, m_node);
    // Running although nothing runs here: taken by a commit whose answer was lost.
    if (!taken || taken->state == JobState::running) return false;
    taken->state = JobState::running;
    taken->node = m_node;
    ++taken->attempts;
    update_job(transaction, *taken);
    return true;
  });
  return taken;
}

void Jobs::carry_out(TenantId tenant, JobRow const& row) {
  auto const running = std::make_shared<Running>(row.id, m_stopping);
  {
    std::lock_guard const lock{m_mutex};
    m_running = running;
  }
  auto const result = result_of(tenant, row, *running);
  auto ended = row;
  {
    std::lock_guard const lock{m_mutex};
    m_running.reset();
    ended.done = running->done;
    ended.total = running->total;
  }
  if (!result && m_stopping) {
    --ended.attempts;  // that was no fault of its own
    return put_back(tenant, std::move(ended));
  }
  if (!result && result.error().code == cut_off) return put_back(tenant, std::move(ended));
  settle(tenant, std::move(ended), result, running->cancelled);
}

Result<std::string> Jobs::result_of(TenantId tenant, JobRow const& row, Progress& progress) {
  auto const kind = m_kinds.find(row.kind);
  if (kind == m_kinds.end())
    return std::unexpected{failure("本程序没有这种任务，没有写入任何内容：" + row.kind)};
  if (row.attempts > attempts_at_most)
    return std::unexpected{failure("这项任务两次使程序中断，不再重试，请联系系统管理员")};
  try {
    auto const by = m_database.read(tenant, [&](Transaction& transaction) {
      return access::user(transaction, row.created_by);
    });
    return kind->second.work(
        {tenant, row.id, {row.created_by, by ? by->name : "系统"}, row.parameters}, progress);
  } catch (database::ConnectionFailure const& gone) {
    spdlog::error("job {} ({}): {}", row.id.value, row.kind, gone.what());
    return std::unexpected{broken_off(row)};
  } catch (std::exception const& exception) {
    spdlog::error("job {} ({}): {}", row.id.value, row.kind, exception.what());
    return std::unexpected{
        failure("任务未能完成，没有写入任何内容：" + std::string{exception.what()})};
  }
}

/// To be taken up again.
void Jobs::put_back(TenantId tenant, JobRow row) {
  row.state = JobState::queued;
  keep(tenant, row);
}

/// Waits for a database that is away; what a stop leaves unwritten is run again at the next start.
void Jobs::keep(TenantId tenant, JobRow const& row) {
  while (true) {
    try {
      m_database.write(tenant, [&](Transaction& transaction) {
        update_job(transaction, row);
        return true;
      });
      return;
    } catch (database::DatabaseFailure const& failure) {
      spdlog::error("the end of job {} is not written yet: {}", row.id.value, failure.what());
    }
    std::unique_lock lock{m_mutex};
    if (m_woken.wait_for(lock, away, [this] { return m_stopping.load(); })) return;
  }
}

void Jobs::settle(TenantId tenant, JobRow row, Result<std::string> const& result, bool cancelled) {
  row.finished_at = m_clock.now();
  if (result) {
    row.state = JobState::done;
    row.result = *result;
    row.message.clear();
  } else {
    row.state = cancelled ? JobState::cancelled : JobState::failed;
    row.message = cancelled ? "已取消，没有写入任何内容" : result.error().message;
  }
  keep(tenant, row);
  tell_ended(tenant, row);
}

void Jobs::tell_ended(TenantId tenant, JobRow const& row) {
  auto const kind = m_kinds.find(row.kind);
  if (kind == m_kinds.end() || !kind->second.ended) return;
  try {
    kind->second.ended({tenant, row.id, {row.created_by, ""}, row.parameters});
  } catch (std::exception const& exception) {
    spdlog::error("job {} ({}), after its end: {}", row.id.value, row.kind, exception.what());
  }
}

}  // namespace hangji::jobs
