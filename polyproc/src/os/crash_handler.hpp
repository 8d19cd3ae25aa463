#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace polyproc::internal::os {

/// What a process leaves behind when a fault ends it, in memory that somebody else sees. Read it when the process is
/// dead, and believe nothing in it: a mad process may have written anything.
struct CrashRecord {
  struct Frame {
    std::uint64_t offset;  ///< from the base of the module; the address itself where there is no module
    std::uint32_t module;  ///< where its path begins in `paths`, or kNoModule
    std::uint32_t reserved;
  };
  static constexpr std::uint32_t kNoModule = ~std::uint32_t{0};

  std::int32_t signal;  ///< 0: there was no fault
  std::uint32_t frame_count;
  std::uint64_t data_bytes;  ///< private writable memory, and how much it might have been (RLIMIT_DATA)
  std::uint64_t data_limit;
  std::array<Frame, 128> frames;                   ///< innermost first
  std::array<char, std::size_t{12} * 1024> paths;  ///< each ended by '\0'; the main program's is empty
};

/// From now on a fault (SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT) of any thread is written down in `record`, also an
/// overflow of the calling thread's own stack; then the same signal goes to whoever handled it before, or ends the
/// process. A fault that such a handler repairs, or jumps away from, is recorded again and again, which costs about as
/// much as a backtrace; `signal` is 0 again when the handler has returned. Once per process. The memory must stay; a
/// forked child of this process writes nothing.
void record_crashes(CrashRecord& record);

}  // namespace polyproc::internal::os
