#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace parzen {

/// Where some samples lie, as seen from a point: squared distances in the unit of the first dimension's width.
struct Places {
  const double* columns;  ///< coordinate j of sample i is columns[j * stride + i]
  std::size_t stride;
  std::size_t dimension;
  const double* shapes;  ///< (h_0 / h_j)² of each dimension j; the first is 1
  bool is_round;         ///< whether all of them are
};

/// Bins whose ends are neighbours among the doubles of kBits leading bits of the mantissa.
struct DistanceBins {
  static constexpr unsigned kBits = 8;
  static constexpr std::size_t kPowers = 8;
  static constexpr double kShift = 0x1p-6;  ///< added to every distance, so that those around 0 share bins, too
  double most;                              ///< a power of 2; farther distances are put at this one
  /// Which bin this shifted distance is in.
  [[nodiscard]] static std::uint64_t bin(double shifted) noexcept {
    constexpr unsigned kRest = 52 - kBits;
    return (std::bit_cast<std::uint64_t>(shifted) >> kRest) - (std::bit_cast<std::uint64_t>(kShift) >> kRest);
  }
  /// The middle of its bin, shifted too.
  [[nodiscard]] static double middle(double shifted) noexcept {
    constexpr std::uint64_t kHalf = std::uint64_t{1} << (51U - kBits);
    return std::bit_cast<double>((std::bit_cast<std::uint64_t>(shifted) & ~(2 * kHalf - 1)) | kHalf);
  }
};

/// Distances sorted out by two limits.
struct Sifted {
  std::size_t kept;     ///< how many are in (low, high]
  std::uint64_t below;  ///< how many are at or below low
};

/// The loops in which sums and counts spend their time, compiled for one kind of CPU. All kinds do the same
/// operations in the same order, with eight running totals whatever the length of the vectors. Those with fused
/// multiply-add, all of the last ten years, give the same bits; without it only `gaussians` rounds otherwise.
struct TermLoops {
  /// distances[i] = max_j fabs(x[j] - rows[i * d + j]), for d of 1 to 3. Exactly so on every CPU.
  void (*chebyshev)(double* distances, std::size_t n, const double* rows, std::size_t d, const double* x);
  /// Moves the distances in (low, high] to the front of `between`, which has room for n + 8.
  Sifted (*sift)(double* between, const double* distances, std::size_t n, double low, double high);
  /// terms[i] = 2^(factor t), t = Σ_j shapes[j] (x[j] - c_ij)²; 2^-1020 for all that is farther. factor < 0.
  void (*gaussians)(double* terms, std::size_t n, const Places& samples, const double* x, double factor);
  /// distances[i] = t as above
  void (*squared_distances)(double* distances, std::size_t n, const Places& samples, const double* x);
  /// Adds the powers 0 to 7 of each distance * factor, seen from the middle of its bin, to the bin's: see
  /// DistanceMoments.
  void (*add_powers)(double* moments, const DistanceBins& bins, const double* distances, std::size_t n, double factor);
  /// Σ exp(-factor middle) Σ_k factor^k c_k over the bins: series holds their n middles, then their n c_0, c_1, … c_7.
  /// Leaves the bins' terms in `terms`.
  double (*sum_series)(double* terms, const double* series, std::size_t n, double factor);
  /// terms[i] -= ((x - column[i]) * per_width)² / 2
  void (*add_half_squares)(double* terms, std::size_t n, const double* column, double x, double per_width);
  /// The largest of the terms; -infinity if there is none.
  double (*largest)(const double* terms, std::size_t n);
  /// Σ exp(terms[i] - scale), no term greater than scale or than 0; leaves the exponentials in `terms`.
  double (*sum_exponentials)(double* terms, std::size_t n, double scale);
  /// Σ terms[i]
  double (*sum)(const double* terms, std::size_t n);
};

/// For any CPU.
[[nodiscard]] const TermLoops& baseline_term_loops() noexcept;
/// For CPUs with AVX2 and FMA, and for those with AVX-512; only where CMake says that there are such.
[[nodiscard]] const TermLoops& avx2_term_loops() noexcept;
[[nodiscard]] const TermLoops& avx512_term_loops() noexcept;
/// Those of the above that the CPU at hand can run, the best first.
[[nodiscard]] std::vector<const TermLoops*> usable_term_loops();
/// For the CPU at hand.
[[nodiscard]] const TermLoops& term_loops() noexcept;

}  // namespace parzen
