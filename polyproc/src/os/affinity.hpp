#pragma once

#include <cstddef>

namespace polyproc::internal::os {

/// CPUs that the calling thread may run on. At least 1.
[[nodiscard]] std::size_t allowed_cpus();

/// From now on the calling thread runs on one of the CPUs it may run on, number `index` of them (counted round). Does
/// nothing if the system refuses.
void pin_to_cpu(std::size_t index) noexcept;

}  // namespace polyproc::internal::os
