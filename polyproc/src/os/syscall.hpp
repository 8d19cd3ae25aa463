#pragma once

#include <cerrno>
#include <concepts>

#include "polyproc/error.hpp"

namespace polyproc::internal::os {

/// Process id: pid_t without <sys/types.h>.
using Pid = int;

/// Repeats a call that a signal interrupted. Not for close(): Linux frees the descriptor even on EINTR.
template <std::invocable Call>
auto retry(Call call) {
  for (;;) {
    const auto result = call();
    if (result != -1 || errno != EINTR) return result;
  }
}

/// Passes a good result through; turns -1 into SystemError with errno and the name of the call.
template <std::integral T>
T check(T result, const char* call) {
  if (result == -1) throw SystemError{errno, call};
  return result;
}

}  // namespace polyproc::internal::os
