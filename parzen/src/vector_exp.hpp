#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

namespace parzen {

/// a * b + c, rounded once where the CPU that this is compiled for can do so.
static inline double fused(double a, double b, double c) noexcept {
#ifdef __FMA__
  return std::fma(a, b, c);
#else
  return a * b + c;
#endif
}

/// 2^(t * factor), for -1020 <= t * factor <= 0. Within 1 unit in the last place where products are fused; elsewhere
/// the rounding of t * factor comes on top, which is no more than that of a t that was computed.
///
/// As exp_of_negative below, but shorter: with k the nearest whole number, t * factor - k needs no constants in two
/// parts. 2^r for |r| <= 1/2 is 1 + r q(r); q interpolates at Chebyshev's points, and is 2e-17 from the truth.
static inline double exp2_of_product(double t, double factor) noexcept {
  constexpr double kRound = 0x1.8p52;  // adding it leaves k in the lowest bits
  const double shifted = fused(t, factor, kRound);
  const double r = fused(t, factor, -(shifted - kRound));
  double p = 0x1.e9d400f144ca3p-32;
  p = fused(p, r, 0x1.e60642a220885p-28);
  p = fused(p, r, 0x1.b524fae4cb89bp-24);
  p = fused(p, r, 0x1.62bfd475db30ep-20);
  p = fused(p, r, 0x1.ffcbfc670e3f6p-17);
  p = fused(p, r, 0x1.43091309705fdp-13);
  p = fused(p, r, 0x1.5d87fe78a5275p-10);
  p = fused(p, r, 0x1.3b2ab6fba1dd8p-7);
  p = fused(p, r, 0x1.c6b08d704a0c2p-5);
  p = fused(p, r, 0x1.ebfbdff82c598p-3);
  p = fused(p, r, 0x1.62e42fefa39efp-1);
  p = fused(p, r, 1);
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(p) + (std::bit_cast<std::uint64_t>(shifted) << 52U));
}

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
  const auto scaled =
      std::bit_cast<double>(std::bit_cast<std::uint64_t>(p) + (std::bit_cast<std::uint64_t>(shifted) << 52U));
  return x < -708 ? 0 : scaled;
}

}  // namespace parzen
