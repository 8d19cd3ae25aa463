#pragma once

#include <bit>
#include <cstdint>

namespace parzen {

/// exp(x) for x <= 0, within 2 units in the last place; 0 below -708, where the result would not be a normal double.
///
/// Without branches, tables or calls, so that a compiler makes loops over it into vector instructions. x = k ln 2 + r
/// with |r| <= ln 2 / 2; the series of exp(r) ends where its rest, r^14/14!, is below half a unit in the last place
/// (Cody and Waite, "Software Manual for the Elementary Functions", 1980, chapter 6).
static inline double exp_of_negative(double x) noexcept {
  constexpr double kRound = 0x1.8p52;  // adding it leaves k in the lowest bits
  constexpr double kLog2High = 0x1.62e42fefa38p-1;
  constexpr double kLog2Low = 0x1.ef35793c7673p-45;
  const double held = x < -708 ? -708 : x;
  const double shifted = held * 0x1.71547652b82fep0 + kRound;
  const double k = shifted - kRound;
  const double r = (held - k * kLog2High) - k * kLog2Low;
  double p = 1.0 / 6227020800;
  p = p * r + 1.0 / 479001600;
  p = p * r + 1.0 / 39916800;
  p = p * r + 1.0 / 3628800;
  p = p * r + 1.0 / 362880;
  p = p * r + 1.0 / 40320;
  p = p * r + 1.0 / 5040;
  p = p * r + 1.0 / 720;
  p = p * r + 1.0 / 120;
  p = p * r + 1.0 / 24;
  p = p * r + 1.0 / 6;
  p = p * r + 0.5;
  p = p * r + 1;
  p = p * r + 1;
  const double scaled =
      std::bit_cast<double>(std::bit_cast<std::uint64_t>(p) + (std::bit_cast<std::uint64_t>(shifted) << 52U));
  return x < -708 ? 0 : scaled;
}

}  // namespace parzen
