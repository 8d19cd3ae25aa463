#pragma once

#include <vector>

#include "os/pidfd.hpp"
#include "os/socket.hpp"
#include "process/nursery.hpp"

namespace polyproc::internal::process {

/// The nursery's own life, in the process just forked, with every signal blocked. Ends when `control` is closed by the
/// pool or `program` has ended, after everything below it has.
[[noreturn]] void run_nursery(os::ControlSocket control, os::PidFd program, const WorkerMain& worker_main);

/// Same, in a process that was spawned: `descriptors` are those that Nursery handed over.
[[noreturn]] void run_spawned_nursery(std::vector<os::FileDescriptor> descriptors, const WorkerMain& worker_main);

}  // namespace polyproc::internal::process
