#pragma once

#include <Eigen/Core>
#include <random>

namespace parzen {

/// A matrix of standard normal numbers.
inline Eigen::MatrixXd random_matrix(Eigen::Index n, unsigned seed) {
  std::mt19937 random{seed};
  std::normal_distribution<double> normal;
  return Eigen::MatrixXd::NullaryExpr(n, n, [&] { return normal(random); });
}

}  // namespace parzen
