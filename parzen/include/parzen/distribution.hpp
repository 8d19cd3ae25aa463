#pragma once

#include <span>
#include <vector>

#include "parzen/domain.hpp"
#include "parzen/samples.hpp"
#include "parzen/window.hpp"

namespace parzen {

/// ∫_{-∞}^u K(t) dt, in closed form.
[[nodiscard]] double kernel_distribution(Kernel kernel, double u);

/// The distribution function of a density's estimate in one dimension: how much of it lies up to a point.
///
/// Exact, but for rounding: every sample within reach has its kernel's integral. Only samples within reach are looked
/// at, as far above as anything is left of their kernels; those below count whole. Safe to use from several threads.
class Distribution {
 public:
  /// Of samples, each with its weight, if there are any, on a domain. Copies and sorts: O(n log n).
  /// @throws std::invalid_argument unless all have one dimension, and as images_of
  Distribution(SampleView samples, std::span<const double> weights, const Window& window, const Domain& domain = {});

  /// The share of the estimate at or below x; on a domain with ends, from its low end on. O(log n + samples in reach).
  [[nodiscard]] double at(double x) const;

  /// Where the distribution function comes to be `probability` or more, by bisection down to neighbouring doubles: the
  /// least such double, but for the rounding of at(). Some 60 times the cost of at().
  /// @throws std::invalid_argument unless 0 < probability < 1
  [[nodiscard]] double quantile(double probability) const;

 private:
  [[nodiscard]] double on_the_line(double x) const;

  Kernel kernel_;
  double h_;
  double reach_;
  double tail_;
  DomainAxis axis_;
  std::vector<double> sorted_;
  std::vector<double> weights_;  // shares of the whole, in the order of the samples; empty if all are equal
  std::vector<double> before_;   // before_[i]: the weights of the first i
};

}  // namespace parzen
