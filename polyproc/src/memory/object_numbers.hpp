#pragma once

#include "polyproc/shared_memory.hpp"

namespace polyproc::internal::memory {

/// A number that no process has given to anything yet.
[[nodiscard]] ObjectNumber new_object_number();

}  // namespace polyproc::internal::memory
