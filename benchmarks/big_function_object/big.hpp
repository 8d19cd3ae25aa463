#pragma once

#include <cstddef>
#include <vector>

namespace bench {

/// A function object that carries a table.
struct Big {
  std::vector<double> table;
  double operator()(std::size_t i) const { return table[i % table.size()]; }
};

inline Big make_big(std::size_t bytes) {
  Big big;
  big.table.resize(bytes / sizeof(double));
  for (std::size_t i = 0; i < big.table.size(); ++i) big.table[i] = static_cast<double>(i);
  return big;
}

}  // namespace bench
