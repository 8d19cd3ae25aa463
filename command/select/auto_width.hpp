#pragma once

#include <vector>

#include "options/weights_option.hpp"
#include "parzen/bandwidth.hpp"
#include "parzen/kernel.hpp"
#include "parzen/samples.hpp"

namespace parzen::command {

/// What `--width auto` means: Sheather and Jones' width for one column, or the normal reference where it has no
/// solution; the normal reference for each of several columns. Throws std::invalid_argument if a column has no spread.
[[nodiscard]] std::vector<Bandwidth> auto_width(SampleView samples, Kernel kernel);

/// Of weighted samples: the normal reference for their effective size, one width per column.
[[nodiscard]] std::vector<Bandwidth> auto_width(const WeightedSamples& data, Kernel kernel);

}  // namespace parzen::command
