#pragma once

#include <cstddef>
#include <cstdint>

#include "process/nursery.hpp"

namespace polyproc::internal::process {

/// To the nursery: fork a worker, or kill one. `start` carries the descriptors of channel::Channel::Parts, in the order
/// of its members; and two more, where its output and its errors go to other places than the program's.
struct Request {
  static constexpr std::size_t kDescriptors = 3;
  static constexpr std::size_t kDescriptorsWithOutput = 5;

  enum class Kind : std::uint32_t { start, kill };
  Kind kind = Kind::start;
  WorkerId id;
};
static_assert(sizeof(Request) == 12);

/// From the nursery. `started` carries the worker's pidfd.
struct ReportMessage {
  enum class Kind : std::uint32_t { started, not_started, ended };
  Kind kind = Kind::started;
  WorkerId id;
  std::int32_t pid = 0;
  std::int32_t code = 0;  ///< ended: exit code; not_started: errno
  std::uint32_t reserved = 0;
  std::uint64_t peak_memory_bytes = 0;
};
static_assert(sizeof(ReportMessage) == 32);

}  // namespace polyproc::internal::process
