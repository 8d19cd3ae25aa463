#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace parzen::os {

/// The bytes of a file, in place: a page is read when it is first looked at, and shared with whoever else reads the
/// file. A file that somebody shortens meanwhile ends the program by SIGBUS, as with every memory map.
class MappedFile {
 public:
  /// Empty if the file is none that can be mapped: a pipe, a device, or one whose length its file system does not say.
  /// Whoever needs its bytes must read them one after the other.
  [[nodiscard]] static std::shared_ptr<const MappedFile> try_map(const std::string& path);

  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  [[nodiscard]] std::string_view bytes() const noexcept { return {begin_, size_}; }

  /// Gives back the memory of the bytes [begin, end), by whole pages: they are read again should somebody look at them.
  void release(std::size_t begin, std::size_t end) const noexcept;

 private:
  MappedFile(const char* begin, std::size_t size) noexcept : begin_{begin}, size_{size} {}

  const char* begin_;
  std::size_t size_;
};

}  // namespace parzen::os
