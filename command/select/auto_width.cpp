#include "select/auto_width.hpp"

#include <stdexcept>

#include "parzen/plug_in.hpp"
#include "parzen/reference_width.hpp"

namespace parzen::command {

std::vector<Bandwidth> auto_width(SampleView samples, Kernel kernel) {
  std::vector<Bandwidth> reference = normal_reference(samples, kernel);
  if (samples.dimension() > 1) return reference;
  try {
    return {Bandwidth{sheather_jones(samples).value() * canonical_factor(kernel, 1)}};
  } catch (const std::invalid_argument&) {
    return reference;
  }
}

std::vector<Bandwidth> auto_width(const WeightedSamples& data, Kernel kernel) {
  if (!data.weights) return auto_width(data.samples, kernel);
  return normal_reference(data.samples, *data.weights, kernel);
}

}  // namespace parzen::command
