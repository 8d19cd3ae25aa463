#include "bench/spread.hpp"

#include <algorithm>

namespace parzen::command {

Spread spread(std::vector<double> measurements) {
  std::ranges::sort(measurements);
  const std::size_t middle = measurements.size() / 2;
  const bool odd = measurements.size() % 2 == 1;
  const double median = odd ? measurements[middle] : (measurements[middle - 1] + measurements[middle]) / 2;
  return {.median = median, .min = measurements.front(), .max = measurements.back()};
}

}  // namespace parzen::command
