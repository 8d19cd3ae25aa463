#pragma once

#include "polyproc/task_random.hpp"

namespace polyproc::internal::pool {

/// From now on the task of this stream runs in this process.
void begin_task_random(const RandomStream& stream) noexcept;
/// No task runs.
void end_task_random() noexcept;

}  // namespace polyproc::internal::pool
