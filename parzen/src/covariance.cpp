#include "covariance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "numpy_factor.hpp"

namespace parzen {
namespace {

// How far a matrix that was itself computed may be from symmetric and semidefinite, in parts of what its entries can
// be.
constexpr double kTolerance = 1e-10;

void check_mean(std::span<const double> mean) {
  if (mean.empty()) throw std::invalid_argument{"the mean is empty, expected one number per dimension"};
  for (std::size_t i = 0; i < mean.size(); ++i) {
    if (std::isfinite(mean[i])) continue;
    throw std::invalid_argument{fmt::format("entry {} of the mean is {}, expected a finite number", i + 1, mean[i])};
  }
}

void check_size(std::size_t d, std::size_t entries) {
  if (entries == d * d) return;
  throw std::invalid_argument{
      fmt::format("the covariance has {} numbers, expected {} x {} = {} for a mean of {}", entries, d, d, d * d, d)};
}

void check_finite(const Eigen::MatrixXd& m) {
  for (Eigen::Index i = 0; i < m.rows(); ++i) {
    for (Eigen::Index j = 0; j < m.cols(); ++j) {
      if (std::isfinite(m(i, j))) continue;
      throw std::invalid_argument{
          fmt::format("entry ({}, {}) of the covariance is {}, expected a finite number", i + 1, j + 1, m(i, j))};
    }
  }
}

void check_symmetric(const Eigen::MatrixXd& m) {
  for (Eigen::Index i = 0; i < m.rows(); ++i) {
    for (Eigen::Index j = 0; j < i; ++j) {
      // Of the standard deviations of these two, so that it matters nothing in which units the others are.
      const double most = std::max(std::fabs(m(i, j)), std::sqrt(std::fabs(m(i, i))) * std::sqrt(std::fabs(m(j, j))));
      if (std::fabs(m(i, j) - m(j, i)) <= kTolerance * most) continue;
      throw std::invalid_argument{
          fmt::format("the covariance is not symmetric: entry ({}, {}) is {} and ({}, {}) is {}", j + 1, i + 1, m(j, i),
                      i + 1, j + 1, m(i, j))};
    }
  }
}

void check_variances(const Eigen::MatrixXd& m) {
  for (Eigen::Index i = 0; i < m.rows(); ++i) {
    if (m(i, i) >= 0) continue;
    throw std::invalid_argument{fmt::format(
        "the covariance is not positive semidefinite: entry ({}, {}), a variance, is {}", i + 1, i + 1, m(i, i))};
  }
}

void check_correlations(const Eigen::MatrixXd& m) {
  for (Eigen::Index i = 0; i < m.rows(); ++i) {
    for (Eigen::Index j = 0; j < i; ++j) {
      const double limit = std::sqrt(m(i, i)) * std::sqrt(m(j, j));
      if (std::fabs(m(i, j)) <= limit + kTolerance * m.cwiseAbs().maxCoeff()) continue;
      throw std::invalid_argument{fmt::format(
          "the covariance is not positive semidefinite: entry ({}, {}) is {}, more than {}, which the variances "
          "{} and {} allow",
          j + 1, i + 1, m(j, i), limit, m(j, j), m(i, i))};
    }
  }
}

/// The factor that samples are made with gives the covariance back, unless an eigenvalue is negative: of -e it makes e.
/// Looked at in parts of the largest entry, of which no sum overflows.
void check_eigenvalues(const Eigen::MatrixXd& m) {
  const double largest = m.cwiseAbs().maxCoeff();
  if (largest == 0) return;
  const Eigen::MatrixXd parts = m / largest;
  const Eigen::MatrixXd factor = numpy_factor(parts);
  const double error = (factor.transpose().lazyProduct(factor) - parts).cwiseAbs().maxCoeff();
  if (error <= kTolerance) return;
  throw std::invalid_argument{"the covariance is not positive semidefinite: it has a negative eigenvalue"};
}

}  // namespace

Eigen::MatrixXd covariance_matrix(std::span<const double> mean, std::span<const double> entries) {
  check_mean(mean);
  check_size(mean.size(), entries.size());
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const auto d = static_cast<Eigen::Index>(mean.size());
  const Eigen::MatrixXd covariance = Eigen::Map<const RowMajor>{entries.data(), d, d};
  check_finite(covariance);
  check_symmetric(covariance);
  check_variances(covariance);
  check_correlations(covariance);
  check_eigenvalues(covariance);
  return covariance;
}

}  // namespace parzen
