#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace parzen::command {

/// Four random strings of five letters and digits, each made by a process of its own and sent through one queue.
///
/// They arrive in the order in which the processes finish; listed here by the processes' identities, so that a seed
/// gives the same list every time. Each process draws from a stream of its own, seeded with `seed` and its identity: a
/// child made by fork inherits its parent's generator, and all four would draw the same string from it. Throws Failure
/// if a process ends without its string.
[[nodiscard]] std::vector<std::string> strings_from_processes(std::uint32_t seed);

/// The same with the process's position, 0 to 3, sent beside the string and seeding its stream. Sorted by position.
[[nodiscard]] std::vector<std::pair<int, std::string>> positioned_strings_from_processes(std::uint32_t seed);

}  // namespace parzen::command
