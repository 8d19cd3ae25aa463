#pragma once

#include <cstddef>

namespace bench {

/// A bare pipe.
class Pipe {
 public:
  Pipe();
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe();

  void write(const void* bytes, std::size_t size) const;
  /// Ends the process if the other side is gone: that is how a child learns that it is not needed any more.
  void read(void* bytes, std::size_t size) const;

 private:
  int ends_[2];
};

}  // namespace bench
