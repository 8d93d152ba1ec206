// The memory that bodies of requests may take, all together. It knows no socket.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>

namespace hangji::http {

/// Bodies up to this size are not counted: connections are.
constexpr std::uint64_t small_body_most = 64 << 10;

class BodyBudget {
public:
  using Clock = std::chrono::steady_clock;
  /// A body arrives within `arrival` or its connection is cut.
  BodyBudget(std::uint64_t bytes, std::chrono::milliseconds arrival)
      : m_left{bytes}, m_arrival{arrival} {}

  /// The number to give it back by; none when there is not enough left. What does not arrive in
  /// time is given back by itself.
  [[nodiscard]] std::optional<std::uint64_t> take(std::uint64_t bytes,
                                                  Clock::time_point now = Clock::now()) {
    std::lock_guard const lock{m_mutex};
    std::erase_if(m_parts, [&](auto const& one) {
      bool const is_lost = one.second.until && *one.second.until < now;
      if (is_lost) m_left += one.second.bytes;
      return is_lost;
    });
    if (bytes > m_left) return std::nullopt;
    m_left -= bytes;
    m_parts[++m_last] = {bytes, now + m_arrival};
    return m_last;
  }
  /// It is whole: kept until it is given back.
  void arrived(std::uint64_t number) {
    std::lock_guard const lock{m_mutex};
    auto const part = m_parts.find(number);
    if (part != m_parts.end()) part->second.until.reset();
  }
  void give_back(std::uint64_t number) {
    std::lock_guard const lock{m_mutex};
    auto const part = m_parts.find(number);
    if (part == m_parts.end()) return;
    m_left += part->second.bytes;
    m_parts.erase(part);
  }

private:
  struct Part {
    std::uint64_t bytes{0};
    std::optional<Clock::time_point> until{};
  };
  std::mutex m_mutex{};
  std::uint64_t m_left;
  std::chrono::milliseconds m_arrival;
  std::map<std::uint64_t, Part> m_parts{};
  std::uint64_t m_last{0};
};

}  // namespace hangji::http
