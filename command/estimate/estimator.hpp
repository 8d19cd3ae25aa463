#pragma once

#include <memory>
#include <vector>

#include "options/bootstrap_option.hpp"
#include "options/weights_option.hpp"
#include "parallel/shared_samples.hpp"
#include "parzen/bounded_sums.hpp"
#include "parzen/confidence.hpp"
#include "parzen/domain.hpp"
#include "parzen/estimate.hpp"
#include "parzen/grid.hpp"
#include "parzen/window.hpp"
#include "polyproc/polyproc.hpp"

namespace parzen::command {

/// What of an estimate needs all samples: sums at points or on a grid, in this process or in several, whatever the
/// weights and the domain are. Borrows the data.
class Estimator {
 public:
  /// With one process that is this one; else workers are made, and the samples shared with them, once.
  Estimator(const WeightedSamples& data, Window window, Domain domain, int processes);

  /// Within the tolerance, or exactly where that is as cheap.
  [[nodiscard]] std::vector<BoundedSum> sums(SampleView points, Tolerance tolerance);
  /// Whether so many sums come from a tree: of plain samples, and for windows that are products.
  [[nodiscard]] bool takes_tree(std::size_t points, Tolerance tolerance) const;
  [[nodiscard]] std::vector<double> sums(const Grid& grid);
  /// Limits of the densities at the points by resampling.
  [[nodiscard]] std::vector<Interval> limits(SampleView points, const BootstrapChoice& choice);

  [[nodiscard]] double density(ScaledSum sum) const;
  [[nodiscard]] double log_density(ScaledSum sum) const;

 private:
  /// Workers, and what they share.
  struct Workers {
    polyproc::Pool pool;
    parallel::SharedSamples samples;
    std::optional<parallel::SharedWeights> weights;
    Workers(const WeightedSamples& data, int processes);
  };

  [[nodiscard]] std::vector<ScaledSum> plain_sums(SampleView points);
  [[nodiscard]] std::vector<ScaledSum> domain_sums(SampleView points);
  [[nodiscard]] std::vector<BoundedSum> sums_by_tree(SampleView points, Tolerance tolerance);
  [[nodiscard]] std::vector<double> plain_sums(const Grid& grid);
  [[nodiscard]] std::vector<std::vector<double>> replicates(const PointImages& images, const BootstrapChoice& choice);

  const WeightedSamples& data_;
  Window window_;
  Domain domain_;
  std::unique_ptr<Workers> workers_;
};

}  // namespace parzen::command
