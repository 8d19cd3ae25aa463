#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "os/crash_handler.hpp"

namespace polyproc::internal::trace {

/// One place on a stack, so that it means the same in every process: a module and an offset from its base.
struct Frame {
  std::string module;  ///< path of a shared library, or one of the two below
  std::uint64_t offset = 0;

  static constexpr const char* kMainProgram = "";
  static constexpr const char* kNowhere = "?";  ///< in no module; `offset` is the address

  friend bool operator==(const Frame&, const Frame&) = default;
};

/// Innermost first.
using Stack = std::vector<Frame>;

/// What a dead process has written down; empty if that makes no sense.
[[nodiscard]] Stack stack_of(const os::CrashRecord& record);

/// Addresses of this process, as os::walk_stack gives them.
[[nodiscard]] Stack stack_of(std::span<const std::uintptr_t> addresses);

}  // namespace polyproc::internal::trace
