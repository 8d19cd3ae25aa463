#pragma once

#include <optional>

#include "bench/work.hpp"

namespace parzen::command {

/// Time that CPUs have worked for this process and for the children it has waited for, in steps of 10 ms. Empty if the
/// system does not tell.
[[nodiscard]] std::optional<Seconds> cpu_time();

}  // namespace parzen::command
