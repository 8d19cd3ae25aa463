#pragma once

#include <cstddef>

namespace polyproc::internal::process {

/// Threads of this process besides the calling one that would make a fork dangerous (see os::thread_count). Helper
/// threads are not told apart, so end them first (ForkGuard does).
[[nodiscard]] std::size_t foreign_threads();

/// Throws std::logic_error if there are any: "<what>: …", what is wrong and what the remedies are.
void refuse_foreign_threads(const char* what);

}  // namespace polyproc::internal::process
