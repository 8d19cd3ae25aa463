#pragma once

#include "trace/frame.hpp"

namespace polyproc::internal::trace {

/// From now on the stack of every throw in this process is remembered, the last few of them: about 50 ns per frame and
/// throw. Until it is called a throw costs what it always does.
void remember_throws() noexcept;

/// Where the exception that is being handled was thrown; empty if that is not remembered.
[[nodiscard]] Stack stack_of_current_exception();

}  // namespace polyproc::internal::trace
