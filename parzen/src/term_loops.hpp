#pragma once

#include <cstddef>

namespace parzen {

/// The loops in which Gaussian kernel sums spend their time, compiled for one kind of CPU. All kinds give the same
/// bits: the same operations in the same order, eight running totals whatever the length of the vectors, nothing fused.
struct TermLoops {
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
/// For CPUs with AVX2; only where CMake says that there are such.
[[nodiscard]] const TermLoops& avx2_term_loops() noexcept;
/// For the CPU at hand.
[[nodiscard]] const TermLoops& term_loops() noexcept;

}  // namespace parzen
