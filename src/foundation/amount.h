// Money and points: distinct 64-bit integers, never floating point.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hangji {

/// Money in fen (1/100 yuan).
struct Fen {
  std::int64_t value{0};
  auto operator<=>(Fen const&) const = default;
  Fen operator+(Fen other) const { return {value + other.value}; }
  Fen operator-(Fen other) const { return {value - other.value}; }
  Fen& operator+=(Fen other) {
    value += other.value;
    return *this;
  }
};

/// Points in hundredths of a point.
struct Points {
  std::int64_t value{0};
  auto operator<=>(Points const&) const = default;
  Points operator+(Points other) const { return {value + other.value}; }
  Points operator-(Points other) const { return {value - other.value}; }
  Points operator-() const { return {-value}; }
  Points& operator+=(Points other) {
    value += other.value;
    return *this;
  }
};

/// "1234.50" (yuan) for 123450 fen; two decimals always.
[[nodiscard]] std::string to_text(Fen amount);
/// "3", "2.5" or "-0.25": as few decimals as needed.
[[nodiscard]] std::string to_text(Points points);
/// Yuan written by a person: "3000", "3,000.5", "￥12.30", "-5元"; none when it is not an amount or
/// has fractions of a fen.
[[nodiscard]] std::optional<Fen> parse_yuan(std::string_view text);
/// "2.5" -> 250; none when it is no number or finer than a hundredth.
[[nodiscard]] std::optional<Points> parse_points(std::string_view text);

}  // namespace hangji
