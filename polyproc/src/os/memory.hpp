#pragma once

#include <cstddef>
#include <span>

#include "os/file_descriptor.hpp"

namespace polyproc::internal::os {

/// Size of a page of memory in bytes.
[[nodiscard]] std::size_t page_size() noexcept;
/// `bytes` rounded up to whole pages.
[[nodiscard]] std::size_t round_up_to_pages(std::size_t bytes) noexcept;

/// What nobody can do to a memory file's size any more. Without it, memory that is mapped could be cut off by somebody
/// else, and touching it would be SIGBUS.
enum class Sealed {
  no,
  against_shrinking,
  size_fixed,  ///< neither shrinking nor growing
};

/// An anonymous memory file (memfd): memory with a descriptor and no name, gone with its last descriptor and mapping.
class MemoryFile {
 public:
  MemoryFile() noexcept = default;
  /// A new file of `bytes` zero bytes. No memory is used until it is written or reserved.
  MemoryFile(const char* name, std::size_t bytes, Inherit inherit = Inherit::no);
  /// Takes over the descriptor of a memory file made by another process.
  explicit MemoryFile(FileDescriptor fd) noexcept : fd_{std::move(fd)} {}

  [[nodiscard]] int descriptor() const noexcept { return fd_.get(); }
  [[nodiscard]] FileDescriptor& owner() noexcept { return fd_; }
  [[nodiscard]] std::size_t size() const;
  /// A second descriptor for the same file.
  [[nodiscard]] MemoryFile duplicate() const { return MemoryFile{fd_.duplicate()}; }

  /// Makes sure that [offset, offset+bytes) can be written without SIGBUS. Throws SystemError (ENOSPC, ENOMEM) if there
  /// is no room, also where the kernel would rather kill somebody than refuse (the room left is read first); part of it
  /// may be reserved then.
  void reserve(std::size_t offset, std::size_t bytes);
  /// Gives the whole pages inside [offset, offset+bytes) back to the system; they read as zeros afterwards.
  void release(std::size_t offset, std::size_t bytes) noexcept;

  /// For good, and for all who have the file.
  void seal(Sealed how);
  [[nodiscard]] Sealed sealed() const;

  /// Copies bytes of the file. Throws SystemError if the file ends before (EIO).
  void read(std::size_t offset, std::span<std::byte> target) const;
  /// Copies bytes into the file, which grows to hold them. Throws SystemError if there is no memory for them; part of
  /// them may have been written then. Cannot fail where memory is reserved.
  void write(std::size_t offset, std::span<const std::byte> source);

 private:
  FileDescriptor fd_;
};

/// What a forked child sees of a mapping.
enum class OnFork { keep, drop };

/// Memory mapped shared and writable, unmapped at destruction.
class Mapping {
 public:
  Mapping() noexcept = default;
  /// The first `bytes` of the file. With `drop` a forked child has no such memory (MADV_DONTFORK).
  Mapping(const MemoryFile& file, std::size_t bytes, OnFork on_fork);
  Mapping(Mapping&& other) noexcept : memory_{std::exchange(other.memory_, {})} {}
  Mapping& operator=(Mapping&& other) noexcept {
    std::swap(memory_, other.memory_);
    return *this;
  }
  ~Mapping();

  /// `bytes` of the file from `offset` on (whole pages both), mapped twice in a row: byte i and byte i + bytes are the
  /// same memory, so that what wraps around the end of a ring is contiguous.
  static Mapping mirrored(const MemoryFile& file, std::size_t offset, std::size_t bytes, OnFork on_fork);

  [[nodiscard]] std::byte* data() const noexcept { return memory_.data(); }
  [[nodiscard]] std::size_t size() const noexcept { return memory_.size(); }

 private:
  explicit Mapping(std::span<std::byte> memory) noexcept : memory_{memory} {}
  std::span<std::byte> memory_;
};

}  // namespace polyproc::internal::os
