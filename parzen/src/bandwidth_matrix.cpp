#include "bandwidth_matrix.hpp"

#include <fmt/format.h>

#include <Eigen/Cholesky>
#include <cmath>
#include <stdexcept>

#include "covariance.hpp"

namespace parzen {
namespace {

std::size_t side_of(std::size_t entries) {
  const auto side = static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(entries))));
  if (side > 0 && side * side == entries) return side;
  throw std::invalid_argument{
      fmt::format("the covariance has {} numbers, expected d x d of them, row after row", entries)};
}

}  // namespace

BandwidthMatrix::BandwidthMatrix(std::span<const double> matrix) {
  const std::vector<double> mean(side_of(matrix.size()), 0);
  const Eigen::MatrixXd covariance = covariance_matrix(mean, matrix);
  const Eigen::Index d = covariance.rows();
  const Eigen::VectorXd scale = covariance.diagonal().cwiseSqrt();
  // Of correlations, so that it matters nothing in which units the columns are.
  const Eigen::MatrixXd correlation =
      scale.cwiseInverse().asDiagonal() * covariance * scale.cwiseInverse().asDiagonal();
  const Eigen::LLT<Eigen::MatrixXd> cholesky{correlation};
  constexpr double kLeastPivot = 1e-7;  // squared, about the rounding of the correlations
  const bool is_definite = scale.minCoeff() > 0 && cholesky.info() == Eigen::Success &&
                           cholesky.matrixLLT().diagonal().minCoeff() > kLeastPivot;
  if (!is_definite) {
    throw std::invalid_argument{
        "the covariance is not positive definite: some combination of the columns has no variance"};
  }
  const Eigen::MatrixXd inverse = cholesky.matrixL().solve(Eigen::MatrixXd::Identity(d, d));
  for (Eigen::Index i = 0; i < d; ++i) {
    deviations.push_back(scale(i));
    for (Eigen::Index j = 0; j < d; ++j) whitening.push_back(j <= i ? inverse(i, j) / scale(j) : 0);
  }
}

}  // namespace parzen
