#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "parzen/normal.hpp"
#include "parzen/samples.hpp"

namespace bench {

/// Samples of the standard normal distribution, those of bench/normal.py to the last bit.
inline parzen::Samples normal(std::size_t n, std::size_t dimension, std::uint32_t seed) {
  std::vector<double> covariance(dimension * dimension, 0);
  for (std::size_t j = 0; j < dimension; ++j) covariance[j * dimension + j] = 1;
  return parzen::sample_normal(n, std::vector<double>(dimension, 0), covariance, seed);
}

}  // namespace bench
