#include "foundation/id.h"

#include "foundation/result.h"

#include <algorithm>

namespace hangji {

namespace {
constexpr std::int64_t epoch_ms = 1'577'836'800'000;  // 2020-01-01T00:00:00Z
constexpr int sequence_bits = 16;
constexpr int node_bits = 6;
constexpr std::int64_t sequence_mask = (std::int64_t{1} << sequence_bits) - 1;

std::int64_t with_node(std::int64_t tick, std::int64_t node) {
  auto const milliseconds = tick >> sequence_bits;
  return (((milliseconds << node_bits) | node) << sequence_bits) | (tick & sequence_mask);
}
}  // namespace

IdMaker::IdMaker(int node) : m_node{node} {
  verify(node >= 0 && node < (1 << node_bits), "node number is 0 to 63");
}

std::int64_t IdMaker::next(std::int64_t milliseconds) {
  std::lock_guard const lock{m_mutex};
  m_tick = std::max(m_tick + 1, (milliseconds - epoch_ms) << sequence_bits);
  return with_node(m_tick, m_node);
}

void IdMaker::start_after(std::int64_t highest) {
  std::lock_guard const lock{m_mutex};
  auto const milliseconds = highest >> (sequence_bits + node_bits);
  m_tick = std::max(m_tick, (milliseconds << sequence_bits) | (highest & sequence_mask));
}

}  // namespace hangji
