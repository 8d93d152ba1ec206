// Rows of a roster, read by one thread and parsed by others, a chunk at a time, in order, while the
// caller lands the chunks before.
#pragma once

#include "organisation/roster/roster_reader.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <future>
#include <mutex>
#include <thread>

namespace hangji::organisation {

template <class Draft> class RosterPipeline {
public:
  using Parse = std::function<Draft(RosterRow const&)>;

  /// Both must outlive the pipeline; the reader is asked again only when `next` has said false.
  RosterPipeline(RosterReader& reader, Parse parse)
      : m_reader{reader}, m_parse{std::move(parse)}, m_thread{[this] { read(); }} {}
  /// Stops reading and waits for what is being parsed.
  ~RosterPipeline() {
    {
      std::lock_guard const lock{m_mutex};
      m_is_stopping = true;
    }
    m_changed.notify_all();
    m_thread.join();
    for (auto& chunk : m_ahead) chunk.wait();
  }
  RosterPipeline(RosterPipeline const&) = delete;
  RosterPipeline& operator=(RosterPipeline const&) = delete;

  /// The next chunk; false at the end. Throws what the reader threw.
  [[nodiscard]] bool next() {
    std::unique_lock lock{m_mutex};
    m_changed.wait(lock, [this] { return !m_ahead.empty() || m_is_read; });
    if (m_ahead.empty() && m_failure) std::rethrow_exception(m_failure);
    if (m_ahead.empty()) return false;
    auto chunk = std::move(m_ahead.front());
    m_ahead.pop_front();
    lock.unlock();
    m_changed.notify_all();
    m_current = chunk.get();
    return true;
  }
  [[nodiscard]] std::vector<RosterRow>& rows() { return m_current.rows; }
  [[nodiscard]] std::vector<Draft>& drafts() { return m_current.drafts; }

private:
  static constexpr std::size_t chunk_rows = 1000;
  struct Chunk {
    std::vector<RosterRow> rows{};
    std::vector<Draft> drafts{};
  };

  static std::size_t chunks_ahead() {
    return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 2, 6);
  }

  void read() {
    std::exception_ptr failure;
    try {
      std::vector<RosterRow> rows;
      while (has_room() && m_reader.next(rows, chunk_rows)) push(std::move(rows));
    } catch (...) { failure = std::current_exception(); }
    std::lock_guard const lock{m_mutex};
    m_failure = failure;
    m_is_read = true;
    m_changed.notify_all();
  }

  /// Waits until there is room; false when nobody wants more.
  bool has_room() {
    std::unique_lock lock{m_mutex};
    m_changed.wait(lock, [this] { return m_is_stopping || m_ahead.size() < chunks_ahead(); });
    return !m_is_stopping;
  }

  void push(std::vector<RosterRow> rows) {
    auto parsed = std::async(std::launch::async, [this, rows = std::move(rows)]() mutable {
      Chunk chunk;
      chunk.drafts.reserve(rows.size());
      for (auto const& row : rows) chunk.drafts.push_back(m_parse(row));
      chunk.rows = std::move(rows);
      return chunk;
    });
    std::lock_guard const lock{m_mutex};
    m_ahead.push_back(std::move(parsed));
    m_changed.notify_all();
  }

  RosterReader& m_reader;
  Parse m_parse;
  Chunk m_current{};
  std::mutex m_mutex{};
  std::condition_variable m_changed{};
  std::deque<std::future<Chunk>> m_ahead{};
  std::exception_ptr m_failure{};
  bool m_is_read{false};
  bool m_is_stopping{false};
  std::thread m_thread;
};

}  // namespace hangji::organisation
