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

}  // namespace parzen::command
