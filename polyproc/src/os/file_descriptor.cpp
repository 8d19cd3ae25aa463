#include "os/file_descriptor.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdint>

namespace polyproc::internal::os {
namespace {

// One bit per private descriptor. A table of atomics rather than a set under a lock: a child forked while another
// thread held the lock could never close anything. Descriptors above the table are merely not closed in children.
constexpr std::size_t kWords = 2048;
constexpr int kTableSize = static_cast<int>(kWords * 64);
std::array<std::atomic<std::uint64_t>, kWords> private_bits;

// The words that have ever had a bit lie below this. A child reads no further: untouched pages of the table cost it
// time.
std::atomic<std::size_t> words_used;

// Counts the forks on the way from the first process to this one. Written only by a child that has one thread.
std::atomic<unsigned> generation;

std::atomic<std::uint64_t>& word_of(int fd) { return private_bits[static_cast<std::size_t>(fd) / 64]; }
std::uint64_t bit_of(int fd) { return std::uint64_t{1} << (static_cast<unsigned>(fd) % 64U); }

// Relaxed: the bits are only read by a child after fork, which orders everything before it.
void mark(int fd) {
  if (fd >= kTableSize) return;
  const std::size_t needed = static_cast<std::size_t>(fd) / 64 + 1;
  std::size_t used = words_used.load(std::memory_order_relaxed);
  while (used < needed && !words_used.compare_exchange_weak(used, needed, std::memory_order_relaxed)) {
  }
  word_of(fd).fetch_or(bit_of(fd), std::memory_order_relaxed);
}
void unmark(int fd) {
  if (fd < kTableSize) word_of(fd).fetch_and(~bit_of(fd), std::memory_order_relaxed);
}

}  // namespace

FileDescriptor::FileDescriptor(int fd, Inherit inherit) noexcept
    : fd_{fd}, inherit_{inherit}, generation_{generation.load(std::memory_order_relaxed)} {
  if (fd_ >= 0 && inherit_ == Inherit::no) mark(fd_);
}

FileDescriptor::FileDescriptor(FileDescriptor&& other) noexcept
    : fd_{std::exchange(other.fd_, -1)}, inherit_{other.inherit_}, generation_{other.generation_} {}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  if (this != &other) {
    reset();
    fd_ = std::exchange(other.fd_, -1);
    inherit_ = other.inherit_;
    generation_ = other.generation_;
  }
  return *this;
}

void FileDescriptor::reset() noexcept {
  const int fd = std::exchange(fd_, -1);
  if (fd < 0) return;
  if (inherit_ == Inherit::no) {
    if (generation_ != generation.load(std::memory_order_relaxed)) return;  // closed by close_private_descriptors
    unmark(fd);  // before close: afterwards the number may already be another thread's
  }
  ::close(fd);
}

FileDescriptor FileDescriptor::duplicate() const {
  return FileDescriptor{check(::fcntl(fd_, F_DUPFD_CLOEXEC, 0), "fcntl(F_DUPFD_CLOEXEC)"), inherit_};
}

void FileDescriptor::share_with_children() noexcept {
  if (fd_ >= 0 && inherit_ == Inherit::no) unmark(fd_);
  inherit_ = Inherit::yes;
}

void close_private_descriptors(std::span<FileDescriptor* const> keep) noexcept {
  const unsigned child = generation.fetch_add(1, std::memory_order_relaxed) + 1;
  for (FileDescriptor* const kept : keep) {
    unmark(kept->fd_);
    kept->generation_ = child;
  }
  for (std::size_t word = 0; word < words_used.load(std::memory_order_relaxed); ++word) {
    std::uint64_t bits = private_bits[word].exchange(0, std::memory_order_relaxed);
    for (; bits != 0; bits &= bits - 1) ::close(static_cast<int>(word * 64) + __builtin_ctzll(bits));
  }
  for (const FileDescriptor* const kept : keep) mark(kept->fd_);
}

bool is_private_descriptor(int fd) noexcept {
  return fd >= 0 && fd < kTableSize && (word_of(fd).load(std::memory_order_relaxed) & bit_of(fd)) != 0;
}

FileDescriptor adopt_descriptor(int fd) {
  check(::fcntl(fd, F_SETFD, FD_CLOEXEC), "fcntl");
  return FileDescriptor{fd};
}

}  // namespace polyproc::internal::os
