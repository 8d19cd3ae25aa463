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

}  // namespace polyproc::internal::process
