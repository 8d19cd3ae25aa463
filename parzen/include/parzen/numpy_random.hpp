#pragma once

#include <cstdint>
#include <optional>
#include <random>

namespace parzen {

/// The random stream of numpy.random.seed(seed), bit for bit: numpy's legacy RandomState, which NumPy has promised
/// never to change. Mersenne twister, 53-bit doubles, normals by the polar method.
class NumpyRandom {
 public:
  explicit NumpyRandom(std::uint32_t seed) : twister_{seed} {}

  /// Next number of numpy.random.random_sample(): in [0, 1), a multiple of 2^-53.
  [[nodiscard]] double uniform();
  /// Next number of numpy.random.standard_normal(). They are made in pairs; the second of a pair waits in here.
  [[nodiscard]] double standard_normal();

 private:
  std::mt19937 twister_;
  std::optional<double> waiting_;
};

}  // namespace parzen
