#pragma once

#include <cstdio>
#include <cstdlib>

namespace bench {

/// Ends a contender whose answer is wrong: how fast it is does not matter then.
inline void require(bool right, const char* what) {
  if (right) return;
  std::fprintf(stderr, "wrong: %s\n", what);
  std::_Exit(1);
}

}  // namespace bench
