#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace polyproc {

namespace internal::os {
class FileDescriptor;
class MemoryFile;
}  // namespace internal::os

/// Names a piece of shared memory among all processes, for ever: numbers are never used again.
struct ObjectNumber {
  std::uint64_t maker = 0;  ///< random, and another one in each process
  std::uint64_t count = 0;  ///< of what that process has made
  friend auto operator<=>(const ObjectNumber&, const ObjectNumber&) = default;
};

/// Memory that several processes see at once, each at an address of its own. What SharedArray and Queue are made of.
///
/// It has no name in the file system and is gone when the last process has let go of it, however that process ends. It
/// stays mapped in forked children. Within a process there is one object for it, however often it arrives.
///
/// Making one takes some system calls, about 50 µs, and the time to clear its pages. Safe to use from several threads.
class SharedMemory {
 public:
  /// `bytes` bytes, all zero; 0 is allowed. The memory is reserved: using it cannot fail later.
  /// Throws SystemError if there is not that much (ENOMEM, ENOSPC) or no descriptor left (EMFILE).
  static std::shared_ptr<SharedMemory> create(std::size_t bytes);
  /// One page of memory, all zero, at the beginning of a file that grows when it is written to (see file()).
  static std::shared_ptr<SharedMemory> create_growing();
  /// The memory behind a descriptor that arrived from another process; the one already here if there is one of that
  /// number. Throws DecodeError if the descriptor is not of memory made by create() or create_growing().
  static std::shared_ptr<SharedMemory> adopt(ObjectNumber number, internal::os::FileDescriptor descriptor);
  /// The memory of that number, if it is in use in this process.
  static std::shared_ptr<SharedMemory> find(ObjectNumber number);

  SharedMemory(const SharedMemory&) = delete;
  SharedMemory& operator=(const SharedMemory&) = delete;
  ~SharedMemory();

  [[nodiscard]] ObjectNumber number() const noexcept { return number_; }
  /// Open as long as this object lives.
  [[nodiscard]] int descriptor() const noexcept;
  /// At the beginning of a page; null if there are no bytes.
  [[nodiscard]] std::byte* data() const noexcept;
  [[nodiscard]] std::size_t size() const noexcept;
  /// For this library's own use.
  [[nodiscard]] internal::os::MemoryFile& file() const noexcept;

 private:
  struct Parts;
  SharedMemory(ObjectNumber number, std::unique_ptr<Parts> parts) noexcept;
  static std::shared_ptr<SharedMemory> register_new(ObjectNumber number, Parts parts);

  const ObjectNumber number_;
  const std::unique_ptr<Parts> parts_;
};

}  // namespace polyproc
