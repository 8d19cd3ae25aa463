#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace polyproc {

/// Lengths of time in this library. A point in time is called a deadline, a length a timeout.
using Duration = std::chrono::nanoseconds;

/// Base of everything that the world, rather than the calling code, can make this library throw.
/// Programming mistakes throw std::invalid_argument or std::logic_error instead.
struct Error : std::runtime_error {
  using runtime_error::runtime_error;
};

/// A wait gave up; what was waited for goes on.
struct Timeout : Error {
  using Error::Error;
};

/// The task was cancelled, or its pool terminated, before it had a result.
struct Cancelled : Error {
  using Error::Error;
};

/// Work was given to a pool that is closed, terminated or cannot run any more.
struct PoolClosed : Error {
  using Error::Error;
};

/// The queue was shut down: puts are refused, gets end when it is empty.
struct QueueShutDown : Error {
  using Error::Error;
};

/// The operating system refused a call: "memfd_create: Too many open files".
struct SystemError : Error {
  using Error::Error;
  SystemError(int errnum, std::string_view call);

  /// The errno of the refused call.
  [[nodiscard]] int errnum() const noexcept { return errnum_; }

 private:
  int errnum_ = 0;
};

/// Bytes from another process do not make the value they should: they are too short, too long or out of range.
struct DecodeError : Error {
  using Error::Error;
};

}  // namespace polyproc
