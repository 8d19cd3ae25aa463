#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <vector>

#include "channel/ring.hpp"
#include "os/memory.hpp"

namespace polyproc::internal::channel {

/// Memory for a ring, shared with forked children.
class RingInMemory {
 public:
  explicit RingInMemory(std::size_t capacity = 4096)
      : capacity_{capacity},
        file_{"test-ring", os::page_size() + capacity},
        control_{file_, os::page_size(), os::OnFork::keep},
        bytes_{os::Mapping::mirrored(file_, os::page_size(), capacity, os::OnFork::keep)} {}

  [[nodiscard]] RingMemory memory() const {
    return {std::launder(reinterpret_cast<RingControl*>(control_.data())), bytes_.data(), capacity_};
  }
  [[nodiscard]] RingControl& control() const { return *memory().control; }

 private:
  std::size_t capacity_;
  os::MemoryFile file_;
  os::Mapping control_;
  os::Mapping bytes_;
};

/// `size` bytes that depend on `seed`.
inline std::vector<std::byte> sample_bytes(std::size_t size, std::uint64_t seed) {
  std::vector<std::byte> bytes(size);
  std::uint64_t state = seed * 0x9e3779b97f4a7c15U + 1;
  for (std::size_t i = 0; i < size; ++i) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    bytes[i] = static_cast<std::byte>(state >> 56U);
  }
  return bytes;
}

inline bool same_bytes(std::span<const std::byte> a, std::span<const std::byte> b) {
  return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size()) == 0);
}

}  // namespace polyproc::internal::channel
