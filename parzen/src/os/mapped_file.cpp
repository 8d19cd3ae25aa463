#include "os/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace parzen::os {
namespace {

/// A descriptor that closes itself; none is left behind in programs that are executed meanwhile.
class FileDescriptor {
 public:
  explicit FileDescriptor(const std::string& path) noexcept : fd_{::open(path.c_str(), O_RDONLY | O_CLOEXEC)} {}
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() {
    if (fd_ != -1) ::close(fd_);
  }
  [[nodiscard]] int get() const noexcept { return fd_; }

 private:
  int fd_;
};

/// 0 for whatever has no length of its own.
std::size_t mappable_size(const struct stat& status) noexcept {
  return S_ISREG(status.st_mode) ? static_cast<std::size_t>(status.st_size) : 0;
}

}  // namespace

std::shared_ptr<const MappedFile> MappedFile::try_map(const std::string& path) {
  struct stat status {};
  // Looked at before it is opened: opening a pipe would wait for its writer, and closing it again would end that.
  if (::stat(path.c_str(), &status) == -1 || mappable_size(status) == 0) return nullptr;
  const FileDescriptor file{path};
  if (file.get() == -1 || ::fstat(file.get(), &status) == -1) return nullptr;
  const std::size_t size = mappable_size(status);
  if (size == 0) return nullptr;
  void* begin = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (begin == MAP_FAILED) return nullptr;
  ::madvise(begin, size, MADV_SEQUENTIAL);  // advice: without it reading is merely slower
  return std::shared_ptr<const MappedFile>{new MappedFile{static_cast<const char*>(begin), size}};
}

MappedFile::~MappedFile() {
  ::munmap(const_cast<char*>(begin_), size_);  // NOLINT(cppcoreguidelines-pro-type-const-cast): munmap takes no const
}

void MappedFile::release(std::size_t begin, std::size_t end) const noexcept {
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  const std::size_t first = begin / page * page;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): nor does madvise
  ::madvise(const_cast<char*>(begin_ + first), end - first, MADV_DONTNEED);
}

}  // namespace parzen::os
