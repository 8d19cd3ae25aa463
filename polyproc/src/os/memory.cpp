#include "os/memory.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "os/cgroup.hpp"

namespace polyproc::internal::os {
namespace {

std::byte* map(void* where, std::size_t bytes, int protection, int flags, int fd, std::size_t offset) {
  void* const memory = ::mmap(where, bytes, protection, flags, fd, static_cast<off_t>(offset));
  if (memory == MAP_FAILED) throw SystemError{errno, "mmap"};
  return static_cast<std::byte*>(memory);
}

void apply(OnFork on_fork, const Mapping& mapping) {
  if (on_fork == OnFork::drop)
    check(::madvise(mapping.data(), mapping.size(), MADV_DONTFORK), "madvise(MADV_DONTFORK)");
}

}  // namespace

std::size_t page_size() noexcept {
  static const auto size = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  return size;
}

std::size_t round_up_to_pages(std::size_t bytes) noexcept {
  return (bytes + page_size() - 1) / page_size() * page_size();
}

MemoryFile::MemoryFile(const char* name, std::size_t bytes, Inherit inherit)
    : fd_{check(::memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING), "memfd_create"), inherit} {
  check(retry([&] { return ::ftruncate(fd_.get(), static_cast<off_t>(bytes)); }), "ftruncate");
}

std::size_t MemoryFile::size() const {
  struct stat status {};
  check(::fstat(fd_.get(), &status), "fstat");
  return static_cast<std::size_t>(status.st_size);
}

void MemoryFile::reserve(std::size_t offset, std::size_t bytes) {
  if (bytes == 0) return;
  if (bytes > memory_room()) throw SystemError{ENOMEM, "reserving shared memory"};
  // In pieces, because a signal makes fallocate undo its work: with signals that keep coming it would never end.
  constexpr std::size_t kPiece = std::size_t{16} << 20U;
  for (std::size_t done = 0; done < bytes; done += kPiece) {
    const auto begin = static_cast<off_t>(offset + done);
    const auto length = static_cast<off_t>(std::min(kPiece, bytes - done));
    check(retry([&] { return ::fallocate(fd_.get(), 0, begin, length); }), "fallocate");
  }
}

void MemoryFile::release(std::size_t offset, std::size_t bytes) noexcept {
  // A failure leaves the memory in use, which is allowed: giving back is an economy, not a promise.
  (void)::fallocate(fd_.get(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, static_cast<off_t>(offset),
                    static_cast<off_t>(bytes));
}

void MemoryFile::seal(Sealed how) {
  const int seals = (how == Sealed::no ? 0 : F_SEAL_SHRINK) | (how == Sealed::size_fixed ? F_SEAL_GROW : 0);
  check(::fcntl(fd_.get(), F_ADD_SEALS, seals), "fcntl(F_ADD_SEALS)");
}

Sealed MemoryFile::sealed() const {
  const int seals = ::fcntl(fd_.get(), F_GET_SEALS);
  if (seals == -1 || (seals & F_SEAL_SHRINK) == 0) return Sealed::no;
  return (seals & F_SEAL_GROW) != 0 ? Sealed::size_fixed : Sealed::against_shrinking;
}

void MemoryFile::read(std::size_t offset, std::span<std::byte> target) const {
  while (!target.empty()) {
    const auto at = static_cast<off_t>(offset);
    const auto bytes = check(retry([&] { return ::pread(fd_.get(), target.data(), target.size(), at); }), "pread");
    if (bytes == 0) throw SystemError{EIO, "pread"};
    offset += static_cast<std::size_t>(bytes);
    target = target.subspan(static_cast<std::size_t>(bytes));
  }
}

void MemoryFile::write(std::size_t offset, std::span<const std::byte> source) {
  while (!source.empty()) {
    const auto at = static_cast<off_t>(offset);
    const auto bytes = check(retry([&] { return ::pwrite(fd_.get(), source.data(), source.size(), at); }), "pwrite");
    offset += static_cast<std::size_t>(bytes);
    source = source.subspan(static_cast<std::size_t>(bytes));
  }
}

Mapping::Mapping(const MemoryFile& file, std::size_t bytes, OnFork on_fork)
    : memory_{map(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file.descriptor(), 0), bytes} {
  apply(on_fork, *this);
}

Mapping Mapping::mirrored(const MemoryFile& file, std::size_t offset, std::size_t bytes, OnFork on_fork) {
  // The room for both halves is claimed first, so that MAP_FIXED can only replace what is ours.
  Mapping both{std::span{map(nullptr, 2 * bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), 2 * bytes}};
  for (const std::size_t half : {std::size_t{0}, bytes}) {
    map(both.data() + half, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file.descriptor(), offset);
  }
  apply(on_fork, both);
  return both;
}

Mapping::~Mapping() {
  if (!memory_.empty()) ::munmap(memory_.data(), memory_.size());
}

}  // namespace polyproc::internal::os
