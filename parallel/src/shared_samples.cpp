#include "parallel/shared_samples.hpp"

#include <algorithm>

namespace parzen::parallel {

SampleView SharedSamples::view() const { return SampleView{values.span(), dimension}; }

SharedSamples share(SampleView samples) {
  SharedSamples shared{polyproc::SharedArray<double>{samples.values().size()}, samples.dimension()};
  std::ranges::copy(samples.values(), shared.values.span().begin());
  return shared;
}

SharedWeights share(const Weights& weights) {
  SharedWeights shared{weights.size()};
  std::ranges::copy(weights.values(), shared.span().begin());
  return shared;
}

}  // namespace parzen::parallel
