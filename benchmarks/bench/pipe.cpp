#include "bench/pipe.hpp"

#include <unistd.h>

#include "bench/check.hpp"

namespace bench {

Pipe::Pipe() { require(pipe(ends_) == 0, "pipe"); }

Pipe::~Pipe() {
  close(ends_[0]);
  close(ends_[1]);
}

void Pipe::write(const void* bytes, std::size_t size) const {
  for (const auto* next = static_cast<const char*>(bytes); size > 0;) {
    const ssize_t done = ::write(ends_[1], next, size);
    require(done > 0, "write to a pipe");
    next += done;
    size -= static_cast<std::size_t>(done);
  }
}

void Pipe::read(void* bytes, std::size_t size) const {
  for (auto* next = static_cast<char*>(bytes); size > 0;) {
    const ssize_t done = ::read(ends_[0], next, size);
    if (done <= 0) _exit(0);
    next += done;
    size -= static_cast<std::size_t>(done);
  }
}

}  // namespace bench
