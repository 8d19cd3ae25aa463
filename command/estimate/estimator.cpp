#include "estimate/estimator.hpp"

#include <utility>

#include "parallel/bootstrap.hpp"
#include "parallel/bounded_sums.hpp"
#include "parallel/estimate.hpp"
#include "parallel/grid.hpp"
#include "parzen/bootstrap.hpp"
#include "parzen/weighted_estimate.hpp"

namespace parzen::command {

Estimator::Workers::Workers(const WeightedSamples& data, int processes)
    : pool{processes}, samples{parallel::share(data.samples)} {
  if (data.weights) weights = parallel::share(*data.weights);
}

Estimator::Estimator(const WeightedSamples& data, Window window, Domain domain, int processes)
    : data_{data},
      window_{std::move(window)},
      domain_{std::move(domain)},
      workers_{processes == 1 ? nullptr : std::make_unique<Workers>(data, processes)} {}

std::vector<ScaledSum> Estimator::plain_sums(SampleView points) {
  if (workers_ && workers_->weights) {
    return parallel::kernel_sums(workers_->pool, workers_->samples, *workers_->weights, points, window_);
  }
  if (workers_) return parallel::kernel_sums(workers_->pool, workers_->samples, points, window_);
  if (data_.weights) return kernel_sums(data_.samples, data_.weights->values(), points, window_);
  return kernel_sums(data_.samples, points, window_);
}

std::vector<double> Estimator::plain_sums(const Grid& grid) {
  if (workers_ && workers_->weights) {
    return parallel::kernel_sums_on_grid(workers_->pool, workers_->samples, *workers_->weights, grid, window_);
  }
  if (workers_) return parallel::kernel_sums_on_grid(workers_->pool, workers_->samples, grid, window_);
  if (data_.weights) return kernel_sums_on_grid(data_.samples, data_.weights->values(), grid, window_);
  return kernel_sums_on_grid(data_.samples, grid, window_);
}

std::vector<ScaledSum> Estimator::domain_sums(SampleView points) {
  if (domain_.is_everything()) return plain_sums(points);
  const PointImages images = images_of(points, domain_, data_.samples, window_);
  if (images.values.empty()) return images.fold({});
  return images.fold(plain_sums(SampleView{images.values, points.dimension()}));
}

bool Estimator::takes_tree(std::size_t points, Tolerance tolerance) const {
  const bool is_plain = !data_.weights && domain_.is_everything();
  const bool is_product = window_.covariance().empty() && window_.form() == Form::product;
  return is_plain && is_product && is_tree_worth_it(data_.samples.size(), points, window_.kernel(), tolerance);
}

std::vector<BoundedSum> Estimator::sums_by_tree(SampleView points, Tolerance tolerance) {
  const SampleTree tree{data_.samples, window_};
  if (!workers_) return bounded_kernel_sums(tree.view(), points, window_, tolerance);
  return parallel::bounded_kernel_sums(workers_->pool, tree.view(), points, window_, tolerance);
}

std::vector<BoundedSum> Estimator::sums(SampleView points, Tolerance tolerance) {
  if (takes_tree(points.size(), tolerance)) return sums_by_tree(points, tolerance);
  std::vector<BoundedSum> without_error;
  for (const ScaledSum sum : domain_sums(points)) without_error.push_back({sum, 0, data_.samples.size()});
  return without_error;
}

std::vector<double> Estimator::sums(const Grid& grid) {
  if (domain_.is_everything()) return plain_sums(grid);
  const GridImages images = images_of(grid, domain_, data_.samples, window_);
  return images.fold(plain_sums(images.grid));
}

std::vector<std::vector<double>> Estimator::replicates(const PointImages& images, const BootstrapChoice& choice) {
  if (workers_) {
    return parallel::bootstrap(workers_->pool, workers_->samples, workers_->weights, images, window_, choice.seed,
                               choice.replicates);
  }
  const auto weights = data_.weights ? data_.weights->values() : std::span<const double>{};
  std::vector<std::vector<double>> all;
  for (std::size_t b = 0; b < choice.replicates; ++b) {
    all.push_back(bootstrap_densities(data_.samples, weights, images, window_, choice.seed, b));
  }
  return all;
}

std::vector<Interval> Estimator::limits(SampleView points, const BootstrapChoice& choice) {
  return percentile_limits(replicates(images_of(points, domain_, data_.samples, window_), choice), choice.level);
}

double Estimator::density(ScaledSum sum) const {
  const std::size_t d = data_.samples.dimension();
  return data_.weights ? parzen::density(sum, *data_.weights, window_, d)
                       : parzen::density(sum, data_.samples.size(), window_, d);
}

double Estimator::log_density(ScaledSum sum) const {
  const std::size_t d = data_.samples.dimension();
  return data_.weights ? parzen::log_density(sum, *data_.weights, window_, d)
                       : parzen::log_density(sum, data_.samples.size(), window_, d);
}

}  // namespace parzen::command
