#include "covariance.hpp"

#include <fmt/format.h>

#include <Eigen/Eigenvalues>
#include <Eigen/SVD>
#include <cmath>
#include <stdexcept>

namespace parzen {
namespace {

// How far computed entries may be from symmetric, and an eigenvalue of theirs below 0, in parts of the largest of them.
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
      if (std::fabs(m(i, j) - m(j, i)) <= kTolerance * m.cwiseAbs().maxCoeff()) continue;
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

void check_positive_semidefinite(const Eigen::MatrixXd& m) {
  check_variances(m);
  const Eigen::VectorXd eigenvalues =
      Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>{m, Eigen::EigenvaluesOnly}.eigenvalues();
  if (eigenvalues.minCoeff() >= -kTolerance * eigenvalues.maxCoeff()) return;
  throw std::invalid_argument{
      fmt::format("the covariance is not positive semidefinite: it has the eigenvalue {}", eigenvalues.minCoeff())};
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
  check_positive_semidefinite(covariance);
  return covariance;
}

Eigen::MatrixXd numpy_factor(const Eigen::MatrixXd& covariance) {
  const Eigen::JacobiSVD<Eigen::MatrixXd> svd{covariance, Eigen::ComputeFullV};
  return svd.singularValues().cwiseSqrt().asDiagonal() * svd.matrixV().transpose();
}

}  // namespace parzen
