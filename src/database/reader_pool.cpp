#include "database/reader_pool.h"

namespace hangji::database {

ReaderPool::ReaderPool(SomeEngine const& engine, std::size_t threads, Clock const& clock,
                       IdMaker& ids)
    : m_engine{engine}, m_kept{threads}, m_clock{clock}, m_ids{ids} {
  for (std::size_t i = 0; i < threads; ++i) m_threads.emplace_back([this] { serve(); });
}

void ReaderPool::submit(TenantId tenant, Read work, Finished finished) {
  {
    std::lock_guard const lock{m_mutex};
    if (!m_stopping) {
      m_queue.push_back({tenant, std::move(work), std::move(finished)});
      m_arrived.notify_one();
      return;
    }
  }
  finished(std::make_exception_ptr(DatabaseFailure{"数据库正在关闭"}));
}

void ReaderPool::stop() {
  {
    std::lock_guard const lock{m_mutex};
    m_stopping = true;
    m_arrived.notify_all();
  }
  m_threads.clear();
  std::lock_guard const lock{m_mutex};
  m_idle.clear();
}

void ReaderPool::serve() {
  while (true) {
    std::unique_lock lock{m_mutex};
    m_arrived.wait(lock, [&] { return m_stopping || !m_queue.empty(); });
    if (m_queue.empty()) return;
    auto const read = std::move(m_queue.front());
    m_queue.pop_front();
    lock.unlock();
    std::exception_ptr failure;
    try {
      run(read.tenant, read.work);
    } catch (...) { failure = std::current_exception(); }
    read.finished(failure);
  }
}

void ReaderPool::run(TenantId tenant, Read const& work) {
  auto connection = begin();
  try {
    Transaction transaction{*connection, tenant, m_clock, m_ids};
    work(transaction);
  } catch (...) {
    connection->roll_back();
    give_back(std::move(connection));
    throw;
  }
  connection->roll_back();  // nothing to keep, and it cannot fail
  give_back(std::move(connection));
}

ReaderPool::Idle ReaderPool::begin() {
  while (true) {
    Idle connection;
    {
      std::lock_guard const lock{m_mutex};
      if (!m_idle.empty()) {
        connection = std::move(m_idle.back());
        m_idle.pop_back();
      }
    }
    bool const fresh = !connection;
    if (fresh) connection = m_engine.open_reader();
    try {
      connection->begin_read();
      return connection;
    } catch (DatabaseFailure const&) {
      // A connection lost while it was idle is nobody's failure.
      if (fresh) throw;
    }
  }
}

void ReaderPool::give_back(Idle connection) {
  if (!connection->is_usable()) return;
  std::lock_guard const lock{m_mutex};
  if (m_idle.size() < m_kept && !m_stopping) m_idle.push_back(std::move(connection));
}

}  // namespace hangji::database
