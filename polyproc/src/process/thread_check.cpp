#include "process/thread_check.hpp"

#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>

#include "os/thread.hpp"

namespace polyproc::internal::process {

std::size_t foreign_threads() { return os::thread_count() - 1; }

void refuse_foreign_threads(const char* what) {
  // The system may show a thread for a moment after it has been waited for.
  std::size_t others = foreign_threads();
  for (int look = 0; look < 20 && others != 0; ++look) {
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
    others = foreign_threads();
  }
  if (others == 0) return;
  throw std::logic_error{
      std::string{what} + ": the program has " + std::to_string(others) + " other thread" + (others == 1 ? "" : "s") +
      ", and what they have locked would stay locked in a forked child for ever. Do this before threads "
      "are started, use StartMethod::spawn, or insist with fork_with_threads = true"};
}

}  // namespace polyproc::internal::process
