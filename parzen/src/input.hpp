#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>

#include "os/mapped_file.hpp"

namespace parzen {

/// The bytes of a file or a stream, from front to back. Of a file that can be mapped all are there; of anything else as
/// many as somebody has asked to see and not yet left behind.
class Input {
 public:
  /// Opens a file; "-" is standard input. Throws DataError if it cannot be opened.
  explicit Input(const std::string& path);
  /// Borrows a stream.
  Input(std::istream& in, std::string name);
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  ~Input();

  /// What error messages call it.
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  /// The next `bytes` bytes; fewer only at the end. Valid until the next call. Throws DataError if reading fails.
  std::string_view peek(std::size_t bytes);
  /// Leaves `bytes` of those behind.
  void skip(std::size_t bytes);

  /// Goes on at `begin` and ends before `end`, both counted from the front of the file, which is mapped.
  void restrict_to(std::size_t begin, std::size_t end);

  /// The file in memory, or null if it cannot be mapped.
  [[nodiscard]] const std::shared_ptr<const os::MappedFile>& mapping() const noexcept { return mapping_; }
  /// How many bytes have been left behind.
  [[nodiscard]] std::uint64_t position() const noexcept { return position_; }
  /// How many there are in all; 0 if nobody knows.
  [[nodiscard]] std::uint64_t size() const noexcept { return mapping_ ? mapping_->bytes().size() : 0; }

 private:
  void open(const std::string& path);
  void fill(std::size_t bytes);

  std::string name_;
  std::shared_ptr<const os::MappedFile> mapping_;
  std::unique_ptr<std::istream> file_;
  std::istream* stream_ = nullptr;
  std::string buffer_;           // of a stream: what has been read
  std::size_t left_behind_ = 0;  // of the buffer
  std::uint64_t position_ = 0;
  std::size_t released_ = 0;  // of the mapping
  std::size_t end_ = 0;
};

}  // namespace parzen
