#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

#include "os/deadline.hpp"

namespace polyproc::internal::os {

/// A 32-bit word in shared memory that processes sleep on.
using FutexWord = std::atomic<std::uint32_t>;
static_assert(sizeof(FutexWord) == 4 && FutexWord::is_always_lock_free);

// Not std::atomic::wait: libstdc++ uses a futex private to one process; a waiter in another would never wake.

/// Sleeps while the word equals `seen`, until woken or until the deadline. May return without reason: look at the word
/// again. Returns false if the deadline has passed.
bool futex_wait(const FutexWord& word, std::uint32_t seen, std::optional<Deadline> deadline = std::nullopt) noexcept;
/// Wakes up to `count` sleepers of any process.
void futex_wake(FutexWord& word, int count = 1) noexcept;

}  // namespace polyproc::internal::os
