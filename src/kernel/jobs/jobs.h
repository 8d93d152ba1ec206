// Long work: imports, closes, exports, verification. A job is a row, so it survives a restart and
// is taken up again; its work runs on a thread of its own, tells its progress and can be cancelled.
// It knows no kind of work by itself.
//
// A work must leave nothing half-done when it is killed: it writes in one transaction, or can be
// run again from the start. When the database goes away under it, it is run again once the database
// is back, and how a job ended is written however long that takes.
#pragma once

#include "database/database.h"
#include "foundation/result.h"
#include "kernel/journal/change.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace hangji::jobs {

enum class JobState { queued, running, done, failed, cancelled };
BOOST_DESCRIBE_ENUM(JobState, queued, running, done, failed, cancelled)

enum class JobRefusal { not_found, not_running };
BOOST_DESCRIBE_ENUM(JobRefusal, not_found, not_running)

struct JobRow {
  JobId id{};
  std::string kind{};
  std::string parameters{};
  JobState state{JobState::queued};
  std::int64_t done{};
  std::int64_t total{};
  std::string message{};
  std::string result{};
  UserId created_by{};
  Instant created_at{};
  std::optional<Instant> finished_at{};
  /// Of the process that runs it.
  std::int64_t node{};
  /// How often it was begun and not ended in order.
  std::int64_t attempts{};
};
BOOST_DESCRIBE_STRUCT(JobRow, (),
                      (id, kind, parameters, state, done, total, message, result, created_by,
                       created_at, finished_at, node, attempts))

/// What a running work sees.
class Progress {
public:
  virtual ~Progress() = default;
  virtual void tell(std::int64_t done, std::int64_t total, std::string message) = 0;
  /// Asked between steps; a cancelled work returns soon and keeps nothing.
  [[nodiscard]] virtual bool is_cancelled() const = 0;
};

/// What a work is given: whose books, who asked, what for.
struct Order {
  TenantId tenant{};
  JobId id{};
  journal::Actor actor{};
  /// JSON, as it was asked.
  std::string parameters{};
};

/// Result: JSON text for the page. A refusal is a failed job with that message.
using Work = std::function<Result<std::string>(Order const&, Progress&)>;

/// When a job has ended for good, whichever way; what it throws is only logged.
using Ended = std::function<void(Order const&)>;

/// Forgets what is older than the instant.
using Chore = std::function<void(database::Transaction&, Instant kept_from)>;

class Jobs {
public:
  Jobs(database::Database& database, Clock const& clock, int node = 0);
  ~Jobs();

  /// Before `start`; a kind is added once.
  void add_kind(std::string kind, Work work, Ended ended = {});
  /// Before `start`: what is to be swept out once a day, told from when on things are kept.
  void add_chore(Chore chore) { m_chores.push_back(std::move(chore)); }
  /// Takes up what this node's last process left, then whatever is queued. A job that brought the
  /// program down twice, or whose kind is unknown, ends as failed.
  void start(TenantId tenant);
  /// Finishes nothing: running works are told to stop and are taken up again at the next start.
  void stop();

  /// Queues a job inside the operation's transaction; it begins once that is durable and `wake` is
  /// called.
  [[nodiscard]] JobId queue(database::Transaction& transaction, UserId by, std::string_view kind,
                            std::string parameters);
  void wake();
  [[nodiscard]] Result<Done> cancel(database::Transaction& transaction, JobId id);
  /// The row, with the progress of the moment when it is running.
  [[nodiscard]] std::optional<JobRow> job(database::Transaction& transaction, JobId id);

private:
  struct Running;
  void run(TenantId tenant);
  void do_chores(TenantId tenant);
  std::optional<JobRow> take(TenantId tenant);
  void carry_out(TenantId tenant, JobRow const& row);
  [[nodiscard]] Result<std::string> result_of(TenantId tenant, JobRow const& row,
                                              Progress& progress);
  void settle(TenantId tenant, JobRow row, Result<std::string> const& result, bool cancelled);
  void put_back(TenantId tenant, JobRow row);
  void tell_ended(TenantId tenant, JobRow const& row);
  void keep(TenantId tenant, JobRow const& row);

  database::Database& m_database;
  Clock const& m_clock;
  int m_node;
  struct Kind {
    Work work{};
    Ended ended{};
  };
  std::map<std::string, Kind, std::less<>> m_kinds{};
  std::vector<Chore> m_chores{};
  Instant m_chores_done{};
  std::mutex m_mutex{};
  std::condition_variable m_woken{};
  bool m_has_news{true};
  std::atomic<bool> m_stopping{false};
  std::shared_ptr<Running> m_running{};
  std::thread m_thread{};
};

}  // namespace hangji::jobs

template <> inline constexpr std::string_view hangji::refusal_prefix<hangji::jobs::JobRefusal> =
    "jobs";
