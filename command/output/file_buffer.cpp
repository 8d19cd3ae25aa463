#include "output/file_buffer.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

#include "failure.hpp"

namespace parzen::command {
namespace {

const char* remedy(int errnum) {
  switch (errnum) {
    case ENOSPC:
    case EDQUOT:
      return "free some space or write elsewhere with -o";
    case ENOENT:
      return "make the directory first (mkdir -p) or write elsewhere with -o";
    case ENOTDIR:
      return "a part of the path is a file, not a directory; write elsewhere with -o";
    case EISDIR:
      return "this is a directory; name a file with -o";
    case ELOOP:
      return "its symbolic links lead in a circle; name a file with -o";
    case ENAMETOOLONG:
      return "choose a shorter name with -o";
    case EFBIG:
      return "raise the limit on the size of files (ulimit -f) or write elsewhere with -o";
    case EROFS:
      return "the file system is mounted read-only; write elsewhere with -o";
    case EACCES:
    case EPERM:
      return "get write permission or write elsewhere with -o";
    default:
      return "write elsewhere with -o";
  }
}

}  // namespace

void fail_to_write(const std::string& name, int errnum) {
  throw Failure{fmt::format("cannot write {}: {}; {}", name, std::strerror(errnum), remedy(errnum))};
}

FileBuffer::int_type FileBuffer::overflow(int_type character) {
  if (traits_type::eq_int_type(character, traits_type::eof())) return traits_type::not_eof(character);
  const char letter = traits_type::to_char_type(character);
  xsputn(&letter, 1);
  return character;
}

std::streamsize FileBuffer::xsputn(const char* text, std::streamsize size) {
  const auto bytes = static_cast<std::size_t>(size);
  if (std::fwrite(text, 1, bytes, file_) != bytes) fail_to_write(name_, errno);
  return size;
}

int FileBuffer::sync() {
  if (std::fflush(file_) != 0) fail_to_write(name_, errno);
  return 0;
}

}  // namespace parzen::command
