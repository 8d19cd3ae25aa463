#include "os/pipe.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include "os/syscall.hpp"

namespace polyproc::internal::os {

std::pair<FileDescriptor, FileDescriptor> make_pipe() {
  std::array<int, 2> ends{};
  check(::pipe2(ends.data(), O_CLOEXEC), "pipe2");
  std::pair<FileDescriptor, FileDescriptor> pipe{FileDescriptor{ends[0]}, FileDescriptor{ends[1]}};
  check(::fcntl(ends[0], F_SETFL, O_NONBLOCK), "fcntl");
  return pipe;
}

std::optional<std::size_t> read_now(const FileDescriptor& fd, std::span<char> target) noexcept {
  const ssize_t bytes = retry([&] { return ::read(fd.get(), target.data(), target.size()); });
  if (bytes < 0) return std::nullopt;
  return static_cast<std::size_t>(bytes);
}

void write_all(int fd, std::string_view text) noexcept {
  while (!text.empty()) {
    const ssize_t bytes = retry([&] { return ::write(fd, text.data(), text.size()); });
    if (bytes <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(bytes));
  }
}

void redirect_output(const FileDescriptor& output, const FileDescriptor& errors) {
  check(retry([&] { return ::dup2(output.get(), STDOUT_FILENO); }), "dup2");
  check(retry([&] { return ::dup2(errors.get(), STDERR_FILENO); }), "dup2");
}

}  // namespace polyproc::internal::os
