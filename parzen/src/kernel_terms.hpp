#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "parzen/estimate.hpp"
#include "parzen/samples.hpp"
#include "parzen/window.hpp"

namespace parzen {

/// The terms of a kernel sum, some samples at a time. Not for the hypercube, whose terms are counted.
class KernelTerms {
 public:
  /// Samples that are looked at together: their columns and their terms stay in the nearest cache.
  static constexpr std::size_t kMostRows = 512;

  /// A product of so many factors as small as (1 - u²)³ may underflow; beyond, logarithms are added.
  static constexpr std::size_t kMostFactors = 8;

  KernelTerms(const Window& window, std::size_t dimension);

  /// Takes up rows [first, first + count) of the samples, count <= kMostRows.
  void load(SampleView samples, std::size_t first, std::size_t count);

  /// The same without copying: coordinate j of row i is columns[j * stride + i], which must live as long as they are
  /// looked at.
  void look_at(const double* columns, std::size_t stride, std::size_t rows) noexcept;

  /// Sum over the loaded rows of Π_j K((x_j - x_ij)/h_j) / K(0). The order of additions depends on nothing but the
  /// number of rows.
  [[nodiscard]] ScaledSum sum(std::span<const double> x) noexcept;

 private:
  [[nodiscard]] ScaledSum add_gaussians(std::span<const double> x) noexcept;
  [[nodiscard]] const double* column(std::size_t j) const noexcept;
  void gather(std::span<const double> x) noexcept;
  [[nodiscard]] ScaledSum add_exponentials() noexcept;

  Kernel kernel_;
  bool as_exponents_;  // terms_ holds logarithms
  bool is_usual_;      // Gaussian, and the squares of all widths can be held
  bool is_round_;      // all widths are equal
  std::vector<double> per_width_;
  std::vector<double> shapes_;  // see Places
  double factor_;               // of squared distances, in exponents of 2
  std::size_t rows_ = 0;
  std::vector<double> columns_;      // copied, if `outside_` is null
  const double* outside_ = nullptr;  // someone else's
  std::size_t stride_ = kMostRows;
  std::array<double, kMostRows> terms_;
};

}  // namespace parzen
