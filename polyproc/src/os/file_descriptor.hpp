#pragma once

#include <cstddef>
#include <span>
#include <utility>

#include "os/syscall.hpp"

namespace polyproc::internal::os {

/// Who may keep a descriptor of ours after a fork.
enum class Inherit {
  no,   ///< plumbing between two processes; a forked child closes it (close_private_descriptors)
  yes,  ///< memory a user shares; a forked child may go on using it
};

/// One open file descriptor, closed at destruction. Close-on-exec is the business of whoever opens it.
///
/// A copy of this object in a forked child is inert if the child has closed its private descriptors: it does not close
/// a number that may belong to somebody else by then.
class FileDescriptor {
 public:
  FileDescriptor() noexcept = default;
  /// Takes over `fd`, which must be open or negative (nothing owned).
  explicit FileDescriptor(int fd, Inherit inherit = Inherit::no) noexcept;
  FileDescriptor(FileDescriptor&& other) noexcept;
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor() { reset(); }

  [[nodiscard]] int get() const noexcept { return fd_; }
  [[nodiscard]] bool is_open() const noexcept { return fd_ >= 0; }
  explicit operator bool() const noexcept { return is_open(); }

  void reset() noexcept;
  /// A second descriptor for the same open file, close-on-exec.
  [[nodiscard]] FileDescriptor duplicate() const;
  /// Makes it Inherit::yes.
  void share_with_children() noexcept;

 private:
  friend void close_private_descriptors(std::span<FileDescriptor* const> keep) noexcept;

  int fd_ = -1;
  Inherit inherit_ = Inherit::no;
  unsigned generation_ = 0;  // of the process that opened it, see close_private_descriptors
};

/// Takes over a descriptor that was left open across exec for this process, which closes it at its own exec.
[[nodiscard]] FileDescriptor adopt_descriptor(int fd);

/// For a child just forked: closes every descriptor that was opened with Inherit::no, except those in `keep`, which
/// stay open and are owned by the same objects. Every other FileDescriptor inherited from the parent is inert from then
/// on.
void close_private_descriptors(std::span<FileDescriptor* const> keep) noexcept;

/// Whether the descriptor is one of ours that a child must not keep. For tests.
[[nodiscard]] bool is_private_descriptor(int fd) noexcept;

}  // namespace polyproc::internal::os
