#pragma once

#include <cstdint>

namespace bench {

/// Computes for a while and touches no memory. A number of steps and not a length of time: a task that watched the
/// clock would hide it if its core were taken away.
inline std::uint64_t work(std::uint64_t steps) {
  std::uint64_t x = 88172645463325252U;
  for (std::uint64_t i = 0; i < steps; ++i) {
    x ^= x << 13U;
    x ^= x >> 7U;
    x ^= x << 17U;
  }
  return x;
}

}  // namespace bench
