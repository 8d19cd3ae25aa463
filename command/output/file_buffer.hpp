#pragma once

#include <cstdio>
#include <streambuf>
#include <string>
#include <utility>

namespace parzen::command {

/// Stream buffer over a C file. Not std::filebuf, because only stdio says reliably *why* a write failed.
///
/// The first failed write throws Failure out of the stream operation (the stream must have
/// `exceptions(badbit)`), so a full disk ends a long output at once.
class FileBuffer : public std::streambuf {
 public:
  /// Borrows `file`; `name` is what error messages call it.
  FileBuffer(std::FILE* file, std::string name) : file_{file}, name_{std::move(name)} {}

 protected:
  int_type overflow(int_type character) override;
  std::streamsize xsputn(const char* text, std::streamsize size) override;
  int sync() override;

 private:
  std::FILE* file_;
  std::string name_;
};

/// Throws the Failure that belongs to a write to `name` which left `errnum` in errno.
[[noreturn]] void fail_to_write(const std::string& name, int errnum);

}  // namespace parzen::command
