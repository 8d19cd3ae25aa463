#pragma once

#include "channel/channel.hpp"
#include "polyproc/pool_options.hpp"
#include "process/nursery.hpp"

namespace polyproc::internal::pool {

/// What a worker is told at birth, besides its tasks.
struct WorkerSettings {
  Action initializer;
  Action finalizer;
  bool may_spin = true;  ///< false where there is one CPU: looking would keep the other side from working
  std::size_t memory_limit_bytes = 0;
  bool pin_cpus = false;
  bool marks_output = false;  ///< the pool reads it, and wants to know which task it is from
  unsigned cpu_share = 1;     ///< CPUs that are this worker's, when all work
};

/// The nursery of a pool under StartMethod::spawn: the entry of its process. Its argument is a WorkerSettings.
void run_worker_nursery(wire::Reader& settings, std::vector<os::FileDescriptor> descriptors);

/// The life of a worker: runs what comes over the channel until it is told to stop. Never returns.
[[noreturn]] void run_worker(process::WorkerId id, channel::Channel::Parts parts, const WorkerSettings& settings);

}  // namespace polyproc::internal::pool
