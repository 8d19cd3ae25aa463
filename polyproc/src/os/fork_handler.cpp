#include "os/fork_handler.hpp"

#include <pthread.h>

#include "os/syscall.hpp"

namespace polyproc::internal::os {

void call_in_forked_children(void (*handler)()) {
  if (const int errnum = ::pthread_atfork(nullptr, nullptr, handler)) throw SystemError{errnum, "pthread_atfork"};
}

}  // namespace polyproc::internal::os
