#pragma once

#include <csignal>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POLYPROC_TESTS_UNDER_ASAN 1
#endif
#if __has_feature(thread_sanitizer)
#define POLYPROC_TESTS_UNDER_TSAN 1
#endif
#endif

namespace polyproc::children {

#if defined(__SANITIZE_ADDRESS__) || defined(POLYPROC_TESTS_UNDER_ASAN)
inline constexpr bool kUnderAsan = true;
#else
inline constexpr bool kUnderAsan = false;
#endif
#if defined(__SANITIZE_THREAD__) || defined(POLYPROC_TESTS_UNDER_TSAN)
inline constexpr bool kUnderTsan = true;
#else
inline constexpr bool kUnderTsan = false;
#endif
inline constexpr bool kSanitized = kUnderAsan || kUnderTsan;

/// For counts of repeats: sanitized programs are some ten times slower.
constexpr int scaled(int repeats) { return kSanitized ? (repeats + 9) / 10 : repeats; }

/// Whether an exit code (-s: signal s) is what `signal` makes of a process. A sanitizer reports some signals itself and
/// ends the process with an exit code of its own.
inline bool is_death_by(int signal, int exitcode) {
  const bool reported = kSanitized && (signal == SIGSEGV || signal == SIGBUS || signal == SIGFPE || signal == SIGABRT);
  return exitcode == -signal || (reported && exitcode > 0);
}

}  // namespace polyproc::children
