// Threads of their own for Argon2id: it takes 19 MB and tens of milliseconds a time, which no
// thread of the database may spend. A burst of sign-ins waits here and takes no more memory than
// the threads do.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace hangji::access {

class PasswordPool {
public:
  /// Half of the machine's processors, for the others serve.
  static std::size_t threads_here();
  explicit PasswordPool(std::size_t threads = threads_here(), std::size_t waiting_most = 200);
  ~PasswordPool() { stop(); }
  PasswordPool(PasswordPool const&) = delete;
  PasswordPool& operator=(PasswordPool const&) = delete;

  /// False when too many wait already, or after the stop: the work is not run.
  [[nodiscard]] bool submit(std::function<void()> work);
  /// Finishes what waits.
  void stop();

private:
  void serve();
  std::size_t m_waiting_most;
  std::mutex m_mutex{};
  std::condition_variable m_arrived{};
  std::deque<std::function<void()>> m_waiting{};
  bool m_stopping{false};
  std::vector<std::thread> m_threads{};
};

}  // namespace hangji::access
