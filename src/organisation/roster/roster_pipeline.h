// Rows of a roster, read by the calling thread and parsed by others, a chunk at a time, in order.
#pragma once

#include "organisation/roster/roster_reader.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <future>
#include <thread>

namespace hangji::organisation {

template <class Draft> class RosterPipeline {
public:
  using Parse = std::function<Draft(RosterRow const&)>;

  RosterPipeline(RosterReader& reader, Parse parse)
      : m_reader{reader}, m_parse{std::move(parse)} {}
  /// Waits for what is being parsed: it points into the caller's things.
  ~RosterPipeline() {
    for (auto& chunk : m_ahead) chunk.wait();
  }
  RosterPipeline(RosterPipeline const&) = delete;
  RosterPipeline& operator=(RosterPipeline const&) = delete;

  /// The next chunk; false at the end. Throws DocumentError.
  [[nodiscard]] bool next() {
    while (!m_is_read && m_ahead.size() < chunks_ahead()) read_chunk();
    if (m_ahead.empty()) return false;
    m_current = m_ahead.front().get();
    m_ahead.pop_front();
    if (!m_is_read) read_chunk();
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
    return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 2, 5) - 1;
  }

  void read_chunk() {
    std::vector<RosterRow> rows;
    m_is_read = !m_reader.next(rows, chunk_rows);
    if (m_is_read) return;
    m_ahead.push_back(std::async(std::launch::async, [this, rows = std::move(rows)]() mutable {
      Chunk chunk;
      chunk.drafts.reserve(rows.size());
      for (auto const& row : rows) chunk.drafts.push_back(m_parse(row));
      chunk.rows = std::move(rows);
      return chunk;
    }));
  }

  RosterReader& m_reader;
  Parse m_parse;
  Chunk m_current{};
  std::deque<std::future<Chunk>> m_ahead{};
  bool m_is_read{false};
};

}  // namespace hangji::organisation
