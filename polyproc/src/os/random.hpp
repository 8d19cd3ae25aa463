#pragma once

#include <cstdint>

namespace polyproc::internal::os {

/// 64 random bits from the kernel: no two processes get the same, also where one was forked from the other.
[[nodiscard]] std::uint64_t random_bits();

}  // namespace polyproc::internal::os
