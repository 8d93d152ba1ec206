// Ids: 64-bit, time-ordered, made by the program, one distinct type per kind of thing, strings in
// JSON.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <mutex>

namespace hangji {

/// An id of one kind of thing. `0` means none and is never given out.
template <class Tag> struct Id {
  std::int64_t value{0};

  [[nodiscard]] bool is_none() const { return value == 0; }
  auto operator<=>(Id const&) const = default;
};

using TenantId = Id<struct TenantTag>;
using UserId = Id<struct UserTag>;
using UnitId = Id<struct UnitTag>;
using MemberId = Id<struct MemberTag>;
using EnterpriseId = Id<struct EnterpriseTag>;
using ActivityId = Id<struct ActivityTag>;
using FactId = Id<struct FactTag>;
using JobId = Id<struct JobTag>;
/// The record a fact comes from, whatever its kind.
using SourceId = Id<struct SourceTag>;

/// Makes ids: 41 bits of milliseconds since 2020-01-01 UTC, 6 bits of node, 16 bits of sequence.
/// Each id is greater than the one before; when a millisecond's sequence is used up the ids run
/// ahead of the clock.
class IdMaker {
public:
  explicit IdMaker(int node = 0);
  /// The next id at `milliseconds` since 1970 (UTC).
  [[nodiscard]] std::int64_t next(std::int64_t milliseconds);
  /// No id at or below `highest` will be given out: called at start with the journal's highest.
  void start_after(std::int64_t highest);

private:
  std::mutex m_mutex;
  std::int64_t m_node;
  std::int64_t m_tick{0};  // milliseconds and sequence, without the node
};

}  // namespace hangji

template <class Tag> struct std::hash<hangji::Id<Tag>> {
  std::size_t operator()(hangji::Id<Tag> id) const noexcept {
    return std::hash<std::int64_t>{}(id.value);
  }
};
