#include "parzen/reference_covariance.hpp"

#include <Eigen/Core>
#include <cmath>
#include <stdexcept>

#include "checks.hpp"
#include "parzen/reference_width.hpp"

namespace parzen {
namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Eigen::Map<const Eigen::VectorXd> vector_of(std::span<const double> row) {
  return {row.data(), static_cast<Eigen::Index>(row.size())};
}

/// `share(i)` of the whole weight is sample i's.
template <class Share>
Matrix covariance_of(SampleView samples, Share share) {
  const auto d = static_cast<Eigen::Index>(samples.dimension());
  Eigen::VectorXd mean = Eigen::VectorXd::Zero(d);
  for (std::size_t i = 0; i < samples.size(); ++i) mean += share(i) * vector_of(samples.row(i));
  Matrix covariance = Matrix::Zero(d, d);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const Eigen::VectorXd from_mean = std::sqrt(share(i)) * (vector_of(samples.row(i)) - mean);
    covariance.noalias() += from_mean * from_mean.transpose();  // symmetric to the last bit
  }
  return covariance;
}

std::vector<double> scaled(Matrix covariance, double effective_size) {
  if (!(effective_size > 1)) {
    throw std::invalid_argument{"a single sample has no covariance, expected two or more to choose one by"};
  }
  const auto d = static_cast<std::size_t>(covariance.rows());
  const double factor =
      normal_reference_factor(Kernel::gaussian, 1, d) * std::pow(effective_size, -1 / (static_cast<double>(d) + 4));
  covariance *= factor * factor * effective_size / (effective_size - 1);
  return {covariance.data(), covariance.data() + covariance.size()};
}

}  // namespace

std::vector<double> reference_covariance(SampleView samples) {
  const auto n = static_cast<double>(samples.size());
  return scaled(covariance_of(samples, [n](std::size_t) { return 1 / n; }), n);
}

std::vector<double> reference_covariance(SampleView samples, const Weights& weights) {
  check_weights(samples, weights.values());
  const auto share = [&](std::size_t i) { return weights.values()[i] / weights.total(); };
  return scaled(covariance_of(samples, share), weights.effective_size());
}

}  // namespace parzen
