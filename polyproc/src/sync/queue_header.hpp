#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "os/robust_mutex.hpp"
#include "sync/waiting_room.hpp"

namespace polyproc::internal::sync {

/// What is in a queue. Offsets are into its file and only ever grow: messages lie in [head, tail), one after the other,
/// each behind its length.
struct QueueState {
  std::uint64_t released = 0;  ///< memory below this has been given back
  std::uint64_t head = 0;      ///< the oldest message
  std::uint64_t tail = 0;      ///< behind the newest message
  std::uint64_t reserved = 0;  ///< memory below this can be written without fail
  std::uint64_t puts = 0;      ///< messages ever put
  std::uint64_t gets = 0;      ///< messages ever taken or dropped
  std::uint64_t is_shut_down = 0;

  [[nodiscard]] std::uint64_t size() const noexcept { return puts - gets; }
};
static_assert(sizeof(QueueState) == 56);

/// The first page of a queue's file, which every process that has the queue maps.
///
/// Everything but `magic` and `maxsize` is guarded by `mutex`. A process may be killed at any instruction while it has
/// the mutex, and the next one repairs nothing. So a change is made on the side, in the state that is not current, and
/// takes effect by the one store that makes it current.
struct QueueHeader {
  static constexpr std::uint64_t kMagic = 0x31'75'65'75'71'70'70'00;  // "\0ppqueu1"

  std::uint64_t magic = 0;
  std::uint64_t maxsize = 0;
  os::RobustMutex mutex;
  WaitingRoom not_empty;
  WaitingRoom not_full;
  std::array<QueueState, 2> states;
  std::atomic<std::uint32_t> current{0};

  [[nodiscard]] const QueueState& state() const noexcept { return states[index()]; }

  void commit(const QueueState& next) noexcept {
    const std::uint32_t other = 1 - index();
    states[other] = next;
    // Release: the new state is whole in the memory of whoever finds it current, even if this process is killed right
    // here.
    current.store(other, std::memory_order_release);
  }

 private:
  // Masked: what another process may have written is never an index as it is.
  [[nodiscard]] std::uint32_t index() const noexcept { return current.load(std::memory_order_acquire) & 1U; }
};

}  // namespace polyproc::internal::sync
