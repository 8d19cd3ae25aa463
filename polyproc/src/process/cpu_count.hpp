#pragma once

#include <cstddef>
#include <optional>

namespace polyproc::internal::process {

/// How many processes can work at once where `allowed_cpus` may be used, for `quota` CPUs' worth of time.
[[nodiscard]] unsigned usable_cpus(std::size_t allowed_cpus, std::optional<double> quota);

}  // namespace polyproc::internal::process
