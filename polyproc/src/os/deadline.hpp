#pragma once

#include <chrono>
#include <ctime>
#include <optional>

namespace polyproc::internal::os {

/// A point in time at which a wait gives up.
using Deadline = std::chrono::steady_clock::time_point;

/// The point in time that lies `timeout` ahead; empty, which means never, if that is beyond what the clock can count. A
/// timeout below zero counts as zero.
[[nodiscard]] std::optional<Deadline> deadline_after(std::chrono::nanoseconds timeout) noexcept;

/// What is left until the deadline, in whole milliseconds and rather one too many; 0 once it has passed.
[[nodiscard]] std::chrono::milliseconds time_left(Deadline deadline) noexcept;

/// For system calls that take an absolute time of CLOCK_MONOTONIC, which is what steady_clock counts on Linux.
[[nodiscard]] timespec to_timespec(Deadline deadline) noexcept;

}  // namespace polyproc::internal::os
