#pragma once

#include "polyproc/task_random.hpp"

namespace polyproc::internal::pool {

/// The random numbers of the task that runs in this process. A task that wants none pays for no generator: it is made
/// at the first use.
struct StreamOfTask {
  RandomStream stream;
  bool task_runs = false;
  bool is_made = false;
};
inline StreamOfTask stream_of_task;

/// From now on the task of this stream runs in this process.
inline void begin_task_random(const RandomStream& stream) noexcept { stream_of_task = {stream, true, false}; }
/// No task runs.
inline void end_task_random() noexcept { stream_of_task.task_runs = false; }

}  // namespace polyproc::internal::pool
