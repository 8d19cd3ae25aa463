#pragma once

#include <cstddef>

namespace polyproc::os {

/// CPUs that the calling thread may run on. At least 1.
[[nodiscard]] std::size_t allowed_cpus();

}  // namespace polyproc::os
