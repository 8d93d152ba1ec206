#include "kernel/access/password_pool.h"

#include <algorithm>

namespace hangji::access {

std::size_t PasswordPool::threads_here() {
  return std::max(std::thread::hardware_concurrency() / 2, 1U);
}

PasswordPool::PasswordPool(std::size_t threads, std::size_t waiting_most)
    : m_waiting_most{waiting_most} {
  for (std::size_t i = 0; i < threads; ++i) m_threads.emplace_back([this] { serve(); });
}

bool PasswordPool::submit(std::function<void()> work) {
  std::lock_guard const lock{m_mutex};
  if (m_stopping || m_waiting.size() >= m_waiting_most) return false;
  m_waiting.push_back(std::move(work));
  m_arrived.notify_one();
  return true;
}

void PasswordPool::stop() {
  {
    std::lock_guard const lock{m_mutex};
    m_stopping = true;
  }
  m_arrived.notify_all();
  for (auto& thread : m_threads) {
    if (thread.joinable()) thread.join();
  }
}

void PasswordPool::serve() {
  while (true) {
    std::unique_lock lock{m_mutex};
    m_arrived.wait(lock, [this] { return m_stopping || !m_waiting.empty(); });
    if (m_waiting.empty()) return;
    auto const work = std::move(m_waiting.front());
    m_waiting.pop_front();
    lock.unlock();
    work();
  }
}

}  // namespace hangji::access
