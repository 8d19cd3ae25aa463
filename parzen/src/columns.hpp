#pragma once

#include <vector>

#include "parzen/samples.hpp"

namespace parzen {

/// The values column after column: coordinate j of sample i is at j * n + i, which is what vector instructions load.
[[nodiscard]] std::vector<double> columns_of(SampleView samples);

}  // namespace parzen
