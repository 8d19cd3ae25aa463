#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

#include "os/syscall.hpp"

namespace polyproc::internal::os {

/// CPU time that all threads of the process have used so far; empty if there is no such process. About 1 us.
[[nodiscard]] std::optional<std::chrono::nanoseconds> cpu_time_of(Pid pid) noexcept;

/// Resident memory that is the process's own: not files, not shared memory. What it shares with a parent that forked it
/// counts, too. Empty if there is no such process. About 5 us.
[[nodiscard]] std::optional<std::size_t> private_memory_of(Pid pid);

/// From now on this process gets no more than `bytes` of private writable memory beyond what it has (RLIMIT_DATA): an
/// allocation over that fails, so operator new throws std::bad_alloc. Nothing happens if a lower limit holds already.
void limit_memory(std::size_t bytes);

}  // namespace polyproc::internal::os
