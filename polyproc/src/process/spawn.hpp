#pragma once

#include <span>
#include <string>
#include <vector>

#include "os/file_descriptor.hpp"
#include "os/syscall.hpp"
#include "polyproc/wire/reader.hpp"
#include "polyproc/wire/writer.hpp"

namespace polyproc::internal::process {

/// What a spawned process does, in place of main: it gets what was handed to spawn(). Every signal is blocked.
using SpawnEntry = void (*)(wire::Reader& arguments, std::vector<os::FileDescriptor> descriptors);

/// Runs this program's image in a new child, which calls `entry`. Costs the same however large this process is, and
/// needs no ForkGuard. Throws std::logic_error, which begins with `what`, if polyproc::init has not run; SystemError.
[[nodiscard]] os::Pid spawn(const char* what, SpawnEntry entry, const wire::Writer& arguments,
                            std::span<const int> descriptors);

}  // namespace polyproc::internal::process
