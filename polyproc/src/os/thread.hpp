#pragma once

#include <cstddef>
#include <functional>
#include <thread>

namespace polyproc::internal::os {

/// Threads of this process now, whoever made them. One that is ending does not count: a thread that has been joined may
/// not be gone for the kernel yet. Nor does the background thread of a sanitizer, which is not the program's.
[[nodiscard]] std::size_t thread_count();

/// Whether the calling thread is the one that main() runs on, or ran on.
[[nodiscard]] bool on_main_thread() noexcept;

/// Starts a thread on which no signal handler of the program ever runs (all signals are blocked from its birth).
[[nodiscard]] std::thread start_quiet_thread(std::function<void()> body);

/// Tells the processor that this is a spin loop.
inline void pause() noexcept {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

}  // namespace polyproc::internal::os
