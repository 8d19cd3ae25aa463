#pragma once

#include <string>
#include <vector>

#include "polyproc/process.hpp"
#include "process/parent_tie.hpp"

namespace polyproc::internal::process {

/// What a new process has to know of itself.
struct Birth {
  std::string name;
  std::vector<int> identity;
  ProcessInfo parent;
  ParentTie tie;
};

/// The whole life of a process just forked, from the first instruction to its exit.
[[noreturn]] void run_process(Birth birth, std::unique_ptr<Target> target) noexcept;

/// Starts a process that runs the target in the program's image. Throws std::logic_error if polyproc::init has not run,
/// std::invalid_argument if the target cannot be sent, SystemError.
[[nodiscard]] os::Pid spawn_process(const Birth& birth, const Target& target);

}  // namespace polyproc::internal::process
