#pragma once

#include <cstddef>
#include <memory>

#include "polyproc/polyproc.hpp"

namespace bench {

/// A pool of so many workers, or none: then the calling process works.
inline std::unique_ptr<polyproc::Pool> pool_of(std::size_t processes) {
  return processes == 0 ? nullptr : std::make_unique<polyproc::Pool>(static_cast<int>(processes));
}

}  // namespace bench
