#pragma once

#include <cstddef>
#include <vector>

namespace bench {

using Bytes = std::vector<char>;

/// No two pages of it are alike.
inline Bytes make_bytes(std::size_t size) {
  Bytes bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i + i / 4096);
  return bytes;
}

}  // namespace bench
