#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "os/file_descriptor.hpp"

namespace polyproc::internal::os {

/// Waits for several descriptors to become readable; each is known by a number of the caller's choice.
class Epoll {
 public:
  Epoll();

  /// Readable while one of the descriptors is, so that one of these can wait for another.
  [[nodiscard]] int descriptor() const noexcept { return fd_.get(); }
  void add(int fd, std::uint64_t key);
  void remove(int fd) noexcept;
  /// The keys of the readable descriptors (also those at end of file), at most 64 at a time; empty if the timeout
  /// passed first.
  [[nodiscard]] std::span<const std::uint64_t> wait(std::optional<std::chrono::milliseconds> timeout = std::nullopt);

 private:
  FileDescriptor fd_;
  std::vector<std::uint64_t> ready_;
};

/// Whether `fd` becomes readable within `timeout` (zero: look only; empty: no limit).
[[nodiscard]] bool wait_readable(int fd, std::optional<std::chrono::milliseconds> timeout);
/// Whether something can be written at once.
[[nodiscard]] bool is_writable(int fd) noexcept;

/// A counter that wakes who polls its descriptor.
class Event {
 public:
  Event();
  /// Takes over the descriptor of an event made by another process.
  explicit Event(FileDescriptor fd) noexcept : fd_{std::move(fd)} {}

  [[nodiscard]] int descriptor() const noexcept { return fd_.get(); }
  [[nodiscard]] FileDescriptor& owner() noexcept { return fd_; }
  /// A second descriptor for the same counter.
  [[nodiscard]] Event duplicate() const { return Event{fd_.duplicate()}; }
  /// Makes the descriptor readable. Never blocks. Async-signal-safe.
  void notify() noexcept;
  /// Makes it unreadable again.
  void clear() noexcept;

 private:
  FileDescriptor fd_;
};

}  // namespace polyproc::internal::os
