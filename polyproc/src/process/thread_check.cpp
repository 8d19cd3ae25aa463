#include "process/thread_check.hpp"

#include <stdexcept>
#include <string>

#include "os/thread.hpp"

// Defined in programs that run under ThreadSanitizer; null in all others.
extern "C" [[gnu::weak]] void __tsan_init();  // NOLINT(bugprone-reserved-identifier): its name is not ours to choose

namespace polyproc::process {
namespace {

// ThreadSanitizer starts a thread of its own before the program's first one, and again in a forked child. So a second
// thread is never the program's: it would be the third.
std::size_t sanitizer_threads(std::size_t all) { return &__tsan_init != nullptr && all > 1 ? 1 : 0; }

}  // namespace

std::size_t foreign_threads() {
  const std::size_t all = os::thread_count();
  return all - 1 - sanitizer_threads(all);
}

void refuse_foreign_threads(const char* what) {
  const std::size_t others = foreign_threads();
  if (others == 0) return;
  throw std::logic_error{
      std::string{what} + ": the program has " + std::to_string(others) + " other thread" + (others == 1 ? "" : "s") +
      ", and what they have locked would stay locked in a forked child for ever. Do this before threads "
      "are started, use StartMethod::spawn, or insist with fork_with_threads = true"};
}

}  // namespace polyproc::process
