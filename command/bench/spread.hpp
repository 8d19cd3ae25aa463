#pragma once

#include <vector>

namespace parzen::command {

/// Median, least and greatest of repeated measurements.
struct Spread {
  double median;
  double min;
  double max;
};

/// Of one measurement or more.
[[nodiscard]] Spread spread(std::vector<double> measurements);

}  // namespace parzen::command
