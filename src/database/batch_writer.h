// A thread that makes many writes durable with one commit (group commit): each write is kept or
// undone by itself in one transaction of all, nobody hears of a write before the commit. Internal
// to `database/`; the same for both engines.
#pragma once

#include "database/engine.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace hangji::database {

struct PendingWrite {
  TenantId tenant;
  Write work;
  Finished finished;
  /// Why nothing of it is stored.
  std::exception_ptr failure{};
  bool kept{false};
  /// It broke the transaction of all once and is not tried again.
  bool given_up{false};
};

class BatchWriter {
public:
  /// `committed(tenant)` is called after each commit that kept something of the tenant, before
  /// anyone hears of it.
  BatchWriter(SomeEngine const& engine, std::size_t batch, Clock const& clock, IdMaker& ids,
              std::function<void(TenantId)> committed);
  ~BatchWriter() { stop(); }
  BatchWriter(BatchWriter const&) = delete;
  BatchWriter& operator=(BatchWriter const&) = delete;

  void submit(PendingWrite write);
  /// Finishes what is queued, then ends the thread. What is submitted later fails.
  void stop();

private:
  using Batch = std::vector<PendingWrite>;
  /// What can be undone: the batch as a whole, or each write by its savepoint.
  enum class Undoing { of_all, of_each };

  void serve();
  [[nodiscard]] Batch take();
  void run(Batch& batch);
  void run_once(Batch& batch, Undoing undoing);
  void begin(TenantId tenant);
  void run_alone(PendingWrite& write);
  void run_undisturbing(PendingWrite& write);
  void run_in_savepoint(PendingWrite& write);
  void finish(Batch& batch);

  SomeEngine const& m_engine;
  std::size_t m_batch;
  Clock const& m_clock;
  IdMaker& m_ids;
  std::function<void(TenantId)> m_committed;
  std::unique_ptr<EngineConnection> m_connection{};

  std::mutex m_mutex{};
  std::condition_variable m_arrived{};
  std::deque<PendingWrite> m_queue{};
  /// As many as the last batch: worth a short wait.
  std::size_t m_expected{1};
  bool m_stopping{false};
  std::jthread m_thread;
};

}  // namespace hangji::database
