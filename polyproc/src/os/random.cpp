#include "os/random.hpp"

#include <sys/random.h>

#include "os/syscall.hpp"

namespace polyproc::internal::os {

std::uint64_t random_bits() {
  std::uint64_t bits = 0;
  check(retry([&] { return ::getrandom(&bits, sizeof bits, 0); }), "getrandom");
  return bits;
}

}  // namespace polyproc::internal::os
