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
  /// looked at. Not for windows with a covariance.
  void look_at(const double* columns, std::size_t stride, std::size_t rows) noexcept;
  /// Like load, with a weight for each of these rows. Those of weight 0 are left out: a sample that does not count must
  /// not decide on the scale of those that do.
  void load(SampleView samples, std::span<const double> weights, std::size_t first);

  /// Sum over the loaded rows of Π_j K((x_j - x_ij)/h_j) / K(0), each times its weight, if there are any. The order of
  /// additions depends on nothing but the number of rows; weights of 1 change no bit.
  [[nodiscard]] ScaledSum sum(std::span<const double> x) noexcept;

 private:
  void start(const double* origin) noexcept;
  void take_row(const double* row) noexcept;
  /// `from` in coordinates in which the window is a product, each `step` places after the one before.
  void whiten(const double* from, double* to, std::size_t step) const noexcept;
  [[nodiscard]] ScaledSum add_gaussians(std::span<const double> x) noexcept;
  [[nodiscard]] const double* column(std::size_t j) const noexcept;
  void gather(std::span<const double> x) noexcept;
  void gather_radial(std::span<const double> x) noexcept;
  [[nodiscard]] double weighted_total() noexcept;
  [[nodiscard]] ScaledSum add_exponentials() noexcept;

  Kernel kernel_;
  bool is_radial_;     // and not the same as the product
  bool as_exponents_;  // terms_ holds logarithms
  bool is_usual_;      // Gaussian, and the squares of all widths can be held
  bool is_round_;      // all widths are equal
  std::vector<double> per_width_;
  std::vector<double> shapes_;     // see Places
  double factor_;                  // of squared distances, in exponents of 2
  std::vector<double> whitening_;  // with a covariance
  std::vector<double> origin_;     // the same: what is whitened is near it, so that little is lost to rounding
  std::vector<double> point_;
  std::size_t rows_ = 0;
  std::vector<double> columns_;      // copied, if `outside_` is null
  const double* outside_ = nullptr;  // someone else's
  std::size_t stride_ = kMostRows;
  std::vector<double> weights_;  // one per row, or none
  std::array<double, kMostRows> terms_;
};

}  // namespace parzen
