#include "database/batch_writer.h"

#include <algorithm>
#include <random>
#include <ranges>
#include <set>

namespace hangji::database {

namespace {

constexpr Query begin_operation{"operation.begin", "SAVEPOINT operation"};
constexpr Query keep_operation{"operation.keep", "RELEASE operation"};

/// The transaction of all is gone because of one write.
struct TransactionLost {};

/// A write changed rows that are not to stay, and nothing marks where it began.
struct Disturbed {};

constexpr int attempts_at_most = 10;
/// The clients of the last commit come back within this time; waiting for them doubles the batch.
constexpr std::chrono::microseconds gathering{300};

void pause_before(int attempt) {
  thread_local std::minstd_rand random{std::random_device{}()};
  auto const most = 1 << std::min(attempt, 8);
  std::this_thread::sleep_for(
      std::chrono::milliseconds{std::uniform_int_distribution{1, most}(random)});
}

}  // namespace

BatchWriter::BatchWriter(SomeEngine const& engine, std::size_t batch, Clock const& clock,
                         IdMaker& ids, std::function<void(TenantId)> committed)
    : m_engine{engine},
      m_batch{batch},
      m_clock{clock},
      m_ids{ids},
      m_committed{std::move(committed)},
      m_thread{[this] { serve(); }} {}

void BatchWriter::submit(PendingWrite write) {
  {
    std::lock_guard const lock{m_mutex};
    if (!m_stopping) {
      m_queue.push_back(std::move(write));
      if (m_queue.size() == 1 || m_queue.size() == m_expected) m_arrived.notify_one();
      return;
    }
  }
  write.finished(std::make_exception_ptr(DatabaseFailure{"数据库正在关闭，没有保存"}));
}

void BatchWriter::stop() {
  {
    std::lock_guard const lock{m_mutex};
    m_stopping = true;
    m_arrived.notify_one();
  }
  if (m_thread.joinable()) m_thread.join();
}

void BatchWriter::serve() {
  while (true) {
    auto batch = take();
    if (batch.empty()) break;
    run(batch);
    finish(batch);
    batch.clear();
    if (m_connection && m_connection->is_usable()) m_connection->tidy();
  }
  m_connection.reset();
}

BatchWriter::Batch BatchWriter::take() {
  std::unique_lock lock{m_mutex};
  m_arrived.wait(lock, [&] { return m_stopping || !m_queue.empty(); });
  m_arrived.wait_for(lock, gathering, [&] { return m_stopping || m_queue.size() >= m_expected; });
  Batch batch;
  std::deque<PendingWrite> others;
  while (!m_queue.empty() && batch.size() < m_batch) {
    auto& first = m_queue.front();
    bool const fits =
        batch.empty() || !m_engine.one_tenant_a_commit || batch.front().tenant == first.tenant;
    if (fits)
      batch.push_back(std::move(first));
    else
      others.push_back(std::move(first));
    m_queue.pop_front();
  }
  std::ranges::move(std::views::reverse(others), std::front_inserter(m_queue));
  m_expected = std::max<std::size_t>(batch.size(), 1);
  return batch;
}

/// Runs the batch until it is committed or has failed for good. Most batches need nothing undone,
/// so that savepoints are left out until one does.
void BatchWriter::run(Batch& batch) {
  auto undoing = Undoing::of_all;
  for (int attempt = 1;; ++attempt) {
    std::exception_ptr failure;
    try {
      return run_once(batch, undoing);
    } catch (TransactionLost const&) {
      --attempt;  // one write was given up, so this ends
      continue;
    } catch (Disturbed const&) {
      m_connection->roll_back();
      undoing = Undoing::of_each;
      --attempt;
      continue;
    } catch (ConflictFailure const&) { failure = std::current_exception(); } catch (...) {
      failure = std::current_exception();
      attempt = attempts_at_most;
    }
    if (m_connection) m_connection->roll_back();
    if (attempt < attempts_at_most) {
      pause_before(attempt);
      continue;
    }
    for (auto& write : batch) {
      if (!write.failure) write.failure = failure;
      write.kept = false;
    }
    return;
  }
}

/// Throws what went wrong with the transaction of all; what goes wrong with one write stays with
/// that write.
void BatchWriter::run_once(Batch& batch, Undoing undoing) {
  begin(batch.front().tenant);
  for (auto& write : batch) {
    if (write.given_up) continue;
    if (batch.size() == 1)
      run_alone(write);
    else if (undoing == Undoing::of_each)
      run_in_savepoint(write);
    else
      run_undisturbing(write);
  }
  if (std::ranges::any_of(batch, &PendingWrite::kept))
    m_connection->commit();
  else
    m_connection->roll_back();
}

void BatchWriter::begin(TenantId tenant) {
  while (true) {
    if (m_connection && !m_connection->is_usable()) m_connection.reset();
    bool const fresh = !m_connection;
    if (fresh) m_connection = m_engine.open_writer();
    try {
      return m_connection->begin_write(tenant);
    } catch (DatabaseFailure const&) {
      // A connection lost while it was idle is nobody's failure.
      if (fresh || m_connection->is_usable()) throw;
    }
  }
}

/// Its failure stays with it; what it changed is still there.
void BatchWriter::run_alone(PendingWrite& write) {
  write.failure = nullptr;
  write.kept = false;
  try {
    Transaction transaction{*m_connection, write.tenant, m_clock, m_ids};
    write.kept = write.work(transaction);
    return;
  } catch (ConflictFailure const&) { throw; } catch (ConnectionFailure const&) {
    throw;
  } catch (...) { write.failure = std::current_exception(); }
  if (!m_connection->in_transaction()) {  // SQLite rolls back everything when the disk is full
    write.given_up = true;
    throw TransactionLost{};
  }
}

void BatchWriter::run_undisturbing(PendingWrite& write) {
  auto const before = m_connection->changes();
  run_alone(write);
  if (write.failure || (!write.kept && m_connection->changes() != before)) throw Disturbed{};
}

void BatchWriter::run_in_savepoint(PendingWrite& write) {
  m_connection->prepare(begin_operation, {}, write.tenant).start();
  run_alone(write);
  if (write.kept)
    m_connection->prepare(keep_operation, {}, write.tenant).start();
  else
    m_connection->run("ROLLBACK TO operation; RELEASE operation");
}

void BatchWriter::finish(Batch& batch) {
  std::set<TenantId> changed;
  for (auto const& write : batch) {
    if (write.kept) changed.insert(write.tenant);
  }
  for (auto const tenant : changed) m_committed(tenant);
  for (auto& write : batch) write.finished(write.failure);
}

}  // namespace hangji::database
