// Chance that comes out the same on every machine: the standard's distributions do not, so these
// few are the program's own over its exactly defined generator.
#pragma once

#include "foundation/date.h"
#include "foundation/result.h"

#include <cstdint>
#include <initializer_list>
#include <random>
#include <span>

namespace hangji::application {

class Dice {
public:
  explicit Dice(std::uint64_t seed) : m_engine{static_cast<std::uint32_t>(seed ^ (seed >> 32))} {}
  /// Dice of their own for one matter, whatever was thrown for others.
  Dice(std::uint64_t seed, std::initializer_list<std::int64_t> matter)
      : Dice{mixed(seed, matter)} {}

  /// 0 … count - 1.
  [[nodiscard]] std::size_t below(std::size_t count) {
    verify(count > 0, "something to choose from");
    return static_cast<std::size_t>((std::uint64_t{m_engine()} * count) >> 32);
  }
  /// Both ends included.
  [[nodiscard]] int between(int least, int most) {
    return least + static_cast<int>(below(static_cast<std::size_t>(most - least) + 1));
  }
  [[nodiscard]] bool chance(int in_thousand) { return between(1, 1000) <= in_thousand; }
  template <class Values> [[nodiscard]] auto const& pick(Values const& values) {
    return values[below(std::size(values))];
  }
  /// Both ends included.
  [[nodiscard]] Date day(Date first, Date last) {
    return first.plus_days(between(0, last.days - first.days));
  }

private:
  static std::uint64_t mixed(std::uint64_t seed, std::initializer_list<std::int64_t> matter) {
    for (auto const part : matter) {
      seed += 0x9e3779b97f4a7c15 + static_cast<std::uint64_t>(part);
      seed = (seed ^ (seed >> 30)) * 0xbf58476d1ce4e5b9;
      seed = (seed ^ (seed >> 27)) * 0x94d049bb133111eb;
      seed ^= seed >> 31;
    }
    return seed;
  }

  std::mt19937 m_engine;
};

}  // namespace hangji::application
