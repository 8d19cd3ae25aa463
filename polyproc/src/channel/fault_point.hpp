#pragma once

namespace polyproc::internal::channel {

/// Moments in a worker's life at which a test may end it, to see that nothing else suffers.
enum class FaultPoint {
  born,             ///< before it has set anything up
  reading_a_task,   ///< the task is marked as started, and nothing of it decoded
  writing_a_frame,  ///< a result lies in the ring and is not visible yet
  writing_a_blob,   ///< a large result lies in its memory file, which is not on its way yet
};

using FaultHook = void (*)(FaultPoint);

/// Set by tests only.
inline FaultHook fault_hook = nullptr;

inline void fault_point(FaultPoint point) {
  if (fault_hook != nullptr) [[unlikely]]
    fault_hook(point);
}

}  // namespace polyproc::internal::channel
