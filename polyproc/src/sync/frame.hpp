#pragma once

#include <cstdint>
#include <span>

#include "os/memory.hpp"
#include "polyproc/sync/byte_queue.hpp"

namespace polyproc::internal::sync {

// A message in a queue's file is its length, 8 bytes, and its bytes.

/// What a message of `bytes` bytes takes in the file.
[[nodiscard]] constexpr std::uint64_t frame_size(std::size_t bytes) noexcept { return sizeof(std::uint64_t) + bytes; }

/// Writes a message at `offset`, where memory is reserved.
void write_frame(os::MemoryFile& file, std::uint64_t offset, std::span<const std::byte> message);

/// The message at `offset`, which ends within `available` bytes from there. Throws Error if its length says otherwise.
[[nodiscard]] Message read_frame(const os::MemoryFile& file, std::uint64_t offset, std::uint64_t available);

/// For what is read from memory that another process has written, and cannot be.
[[noreturn]] void throw_damaged();

}  // namespace polyproc::internal::sync
