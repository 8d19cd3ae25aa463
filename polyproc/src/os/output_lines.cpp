#include "os/output_lines.hpp"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <iostream>

#include "os/pipe.hpp"

namespace polyproc::internal::os {
namespace {

constexpr std::size_t kLongestLine = std::size_t{64} * 1024;
std::array<char, kLongestLine> stdout_buffer, stderr_buffer;

bool has_begun_line(const std::FILE* stream) { return stream->_IO_write_ptr != stream->_IO_write_base; }

void write_what_is_buffered(const std::FILE* stream, int fd) noexcept {
  const char* from = stream->_IO_write_base;
  const char* const to = stream->_IO_write_ptr;
  if (from == nullptr || to <= from || to > from + kLongestLine) return;  // nothing, or nonsense
  (void)!::write(fd, from, static_cast<std::size_t>(to - from));
}

}  // namespace

void write_whole_lines() {
  std::setvbuf(stdout, stdout_buffer.data(), _IOLBF, stdout_buffer.size());
  std::setvbuf(stderr, stderr_buffer.data(), _IOLBF, stderr_buffer.size());
  std::cerr << std::nounitbuf;  // it would be flushed after every <<
}

void flush_begun_lines() {
  std::cout.flush();
  std::clog.flush();
  std::cerr.flush();
  if (has_begun_line(stdout)) std::fflush(stdout);
  if (has_begun_line(stderr)) std::fflush(stderr);
}

void mark_output(std::string_view mark) {
  flush_begun_lines();
  // Short enough for a pipe to keep it in one piece, also where a thread of the task writes at the same time.
  write_all(STDOUT_FILENO, mark);
  write_all(STDERR_FILENO, mark);
}

void write_buffered_output() noexcept {
  write_what_is_buffered(stdout, STDOUT_FILENO);
  write_what_is_buffered(stderr, STDERR_FILENO);
}

}  // namespace polyproc::internal::os
