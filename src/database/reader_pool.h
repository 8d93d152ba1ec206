// Connections for reading: a few threads with a queue, and as many callers' own threads as come.
// Internal to `database/`.
#pragma once

#include "database/engine.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace hangji::database {

class ReaderPool {
public:
  ReaderPool(SomeEngine const& engine, std::size_t threads, Clock const& clock, IdMaker& ids);
  ~ReaderPool() { stop(); }
  ReaderPool(ReaderPool const&) = delete;
  ReaderPool& operator=(ReaderPool const&) = delete;

  void submit(TenantId tenant, Read work, Finished finished);
  /// Runs `work` on a snapshot, in this thread.
  void run(TenantId tenant, Read const& work);
  void stop();

private:
  struct PendingRead {
    TenantId tenant;
    Read work;
    Finished finished;
  };
  using Idle = std::unique_ptr<EngineConnection>;

  void serve();
  [[nodiscard]] Idle begin();
  void give_back(Idle connection);

  SomeEngine const& m_engine;
  std::size_t m_kept;
  Clock const& m_clock;
  IdMaker& m_ids;
  std::mutex m_mutex{};
  std::condition_variable m_arrived{};
  std::deque<PendingRead> m_queue{};
  std::vector<Idle> m_idle{};
  bool m_stopping{false};
  std::vector<std::jthread> m_threads{};
};

}  // namespace hangji::database
