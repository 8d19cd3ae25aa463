#pragma once

#include <optional>
#include <string>
#include <vector>

#include "polyproc/process.hpp"

namespace polyproc::internal::process {

/// The identity of the next process that this one makes, whether it will be started or not.
[[nodiscard]] std::vector<int> next_child_identity();

/// "Process-2:1" for {2, 1}.
[[nodiscard]] std::string default_name(const std::vector<int>& identity);

/// For a child just forked, while it has one thread: from now on current_process() and parent_process() tell of it.
void become_process(std::string name, std::vector<int> identity, ProcessInfo parent);

}  // namespace polyproc::internal::process
