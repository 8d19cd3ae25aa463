#pragma once

#include <cstddef>

#include "parzen/samples.hpp"
#include "parzen/weights.hpp"
#include "polyproc/polyproc.hpp"

namespace parzen::parallel {

/// Samples in memory that all processes see. Passed to a task it travels as a handle of a few bytes; the numbers stay
/// where they are.
struct SharedSamples {
  polyproc::SharedArray<double> values;  ///< row after row
  std::size_t dimension;

  /// The samples in place; lives as long as this handle.
  [[nodiscard]] SampleView view() const;
};

/// Copies `samples` into shared memory: once, however many tasks read them.
/// Throws polyproc::Error if there is not enough memory.
[[nodiscard]] SharedSamples share(SampleView samples);

/// Weights, one for each sample, in such memory.
using SharedWeights = polyproc::SharedArray<double>;

/// Copies weights into shared memory. Throws as share(samples).
[[nodiscard]] SharedWeights share(const Weights& weights);

}  // namespace parzen::parallel
