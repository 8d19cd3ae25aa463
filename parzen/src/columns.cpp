#include "columns.hpp"

namespace parzen {

std::vector<double> columns_of(SampleView samples) {
  const std::size_t n = samples.size();
  const std::size_t d = samples.dimension();
  std::vector<double> columns(n * d);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < d; ++j) columns[j * n + i] = samples.values()[i * d + j];
  }
  return columns;
}

}  // namespace parzen
