#include "parzen/normal.hpp"

#include <fmt/format.h>

#include <Eigen/Cholesky>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <utility>
#include <vector>

#include "covariance.hpp"
#include "numpy_factor.hpp"

namespace parzen {
namespace {

std::size_t value_count(std::size_t n, std::size_t d) {
  if (n == 0) throw std::invalid_argument{"the number of samples is 0, expected 1 or more"};
  if (n <= std::numeric_limits<std::ptrdiff_t>::max() / sizeof(double) / d) return n * d;
  throw std::invalid_argument{fmt::format("{} samples of dimension {} do not fit into memory", n, d)};
}

// One sample: mean + z A. Each sum is taken from the left and the mean added last, as numpy does with a plain BLAS.
void append_sample(std::vector<double>& values, const std::vector<double>& z, const Eigen::MatrixXd& a,
                   std::span<const double> mean) {
  for (Eigen::Index j = 0; j < a.cols(); ++j) {
    double sum = 0;
    for (Eigen::Index i = 0; i < a.rows(); ++i) sum += z[static_cast<std::size_t>(i)] * a(i, j);
    values.push_back(sum + mean[static_cast<std::size_t>(j)]);
  }
}

Eigen::VectorXd difference(std::span<const double> x, std::span<const double> mean) {
  const auto d = static_cast<Eigen::Index>(mean.size());
  return Eigen::Map<const Eigen::VectorXd>{x.data(), d} - Eigen::Map<const Eigen::VectorXd>{mean.data(), d};
}

void check_point(std::span<const double> x, std::size_t d) {
  if (x.size() != d) {
    throw std::invalid_argument{fmt::format("the point has {} coordinates, expected {} as the mean", x.size(), d)};
  }
  for (std::size_t i = 0; i < d; ++i) {
    if (std::isfinite(x[i])) continue;
    throw std::invalid_argument{fmt::format("coordinate {} of the point is {}, expected a finite number", i + 1, x[i])};
  }
}

}  // namespace

Samples sample_normal(std::size_t n, std::span<const double> mean, std::span<const double> covariance,
                      std::uint32_t seed) {
  const Eigen::MatrixXd factor = numpy_factor(covariance_matrix(mean, covariance));
  std::vector<double> values;
  values.reserve(value_count(n, mean.size()));
  NumpyRandom random{seed};
  std::vector<double> z(mean.size());
  for (std::size_t i = 0; i < n; ++i) {
    for (double& value : z) value = random.standard_normal();
    append_sample(values, z, factor, mean);
  }
  return {std::move(values), mean.size()};
}

double normal_density(std::span<const double> x, std::span<const double> mean, std::span<const double> covariance) {
  const Eigen::MatrixXd matrix = covariance_matrix(mean, covariance);
  check_point(x, mean.size());
  const Eigen::LLT<Eigen::MatrixXd> cholesky{matrix};
  if (cholesky.info() != Eigen::Success) {
    throw std::invalid_argument{"the covariance is singular, expected one that is positive definite"};
  }
  const Eigen::VectorXd z = cholesky.matrixL().solve(difference(x, mean));
  const double log_root_determinant = cholesky.matrixLLT().diagonal().array().log().sum();
  const double log_normaliser = 0.5 * static_cast<double>(mean.size()) * std::log(2 * std::numbers::pi);
  return std::exp(-0.5 * z.squaredNorm() - log_root_determinant - log_normaliser);
}

}  // namespace parzen
