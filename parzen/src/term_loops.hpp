#pragma once

#include <cstddef>
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

/// The loops in which Gaussian kernel sums spend their time, compiled for one kind of CPU. All kinds do the same
/// operations in the same order, with eight running totals whatever the length of the vectors. Those with fused
/// multiply-add, all of the last ten years, give the same bits; without it only `gaussians` rounds otherwise.
struct TermLoops {
  /// terms[i] = 2^(factor t), t = Σ_j shapes[j] (x[j] - c_ij)²; 2^-1020 for all that is farther. factor < 0.
  void (*gaussians)(double* terms, std::size_t n, const Places& samples, const double* x, double factor);
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
