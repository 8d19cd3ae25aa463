#include "os/exit_handler.hpp"

#include <cerrno>
#include <cstdlib>

#include "os/syscall.hpp"

namespace polyproc::internal::os {

void call_at_exit(void (*handler)(int code)) {
  const auto call = [](int code, void* registered) { reinterpret_cast<void (*)(int)>(registered)(code); };
  if (::on_exit(call, reinterpret_cast<void*>(handler)) != 0) throw SystemError{ENOMEM, "on_exit"};
}

}  // namespace polyproc::internal::os
