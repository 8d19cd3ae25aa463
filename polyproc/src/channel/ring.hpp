#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "os/futex.hpp"

namespace polyproc::internal::channel {

/// The part of a single-producer single-consumer byte ring that both sides write.
///
/// Positions count bytes since the beginning and never wrap; position p lives at byte p modulo the capacity. `tail` is
/// written by the producer only, `head` by the consumer only, each on a cache line of its own.
struct RingControl {
  alignas(64) std::atomic<std::uint64_t> tail;
  alignas(64) std::atomic<std::uint64_t> head;
  alignas(64) os::FutexWord consumer_asleep;
  alignas(64) os::FutexWord producer_asleep;
};
static_assert(sizeof(RingControl) == 256 && std::atomic<std::uint64_t>::is_always_lock_free);

/// One message in a ring: a number for its reader and bytes. The bytes are borrowed until the record is popped.
struct Record {
  std::uint32_t kind = 0;
  std::span<const std::byte> payload;
};

/// Memory of a ring, mapped twice in a row (os::Mapping::mirrored), so every record is contiguous.
struct RingMemory {
  RingControl* control = nullptr;
  std::byte* bytes = nullptr;
  std::size_t capacity = 0;
};

/// The writing end. One thread of one process at a time.
///
/// Invariant: bytes between head and tail are complete records. A record is copied behind the tail first and only then
/// made visible by moving the tail, so a producer that dies at any instruction leaves only whole records.
class RingProducer {
 public:
  explicit RingProducer(RingMemory memory) noexcept : memory_{memory} {}

  /// Bytes of payload that fit into a ring of this capacity whatever else is in it, once the reader has caught up.
  [[nodiscard]] std::size_t largest_payload() const noexcept { return memory_.capacity / 4; }
  [[nodiscard]] bool has_room_for(std::size_t payload_bytes) noexcept;
  /// Copies a record behind what has been written; the reader sees it after publish(). False if there is no room.
  bool try_write(std::uint32_t kind, std::span<const std::byte> first, std::span<const std::byte> second = {}) noexcept;
  /// Room for the payload of a record behind what has been written, for the caller to fill; null if there is none.
  [[nodiscard]] std::byte* try_reserve(std::size_t payload_bytes) noexcept;
  /// Makes a record of the first bytes of the room, as if try_write had copied them.
  void commit(std::uint32_t kind, std::size_t payload_bytes) noexcept;
  /// The position of the next record.
  [[nodiscard]] std::uint64_t written() const noexcept { return written_; }
  /// Shows the reader everything written. Does not wake it.
  void publish() noexcept;
  /// publish(), and wakes the reader if it sleeps.
  void publish_and_wake() noexcept;
  /// Sleeps until the reader has taken something, or the deadline. Call only when there is no room.
  void wait_for_room(std::size_t payload_bytes, std::optional<os::Deadline> deadline = std::nullopt) noexcept;

 private:
  RingMemory memory_;
  std::uint64_t written_ = 0;    // own copy: what is in shared memory is never read back
  std::uint64_t head_seen_ = 0;  // the reader has taken at least this much
};

/// The reading end. One thread of one process at a time, except maybe_readable().
class RingConsumer {
 public:
  explicit RingConsumer(RingMemory memory) noexcept : memory_{memory} {}

  /// Whether there is something to read. Any thread; a hint, since another may take it.
  [[nodiscard]] bool maybe_readable() const noexcept {
    // Sequentially consistent for a reader that has just asked for a bell: either it sees the record here, or its
    // writer sees the wish (Channel::ring_bell).
    return memory_.control->tail.load(std::memory_order_seq_cst) != read_.load(std::memory_order_relaxed);
  }
  /// The next record, or empty. Throws DecodeError if the ring holds nonsense: its writer is not to be believed any
  /// more.
  [[nodiscard]] std::optional<Record> front();
  /// Goes on to the record after front(). The producer gets the room back at release().
  void pop() noexcept;
  /// Whether exactly one record is left, the one that front() gives.
  [[nodiscard]] bool front_is_last() const noexcept;
  /// Gives the room of popped records back; wakes a producer that waits for it.
  void release() noexcept;
  /// Sleeps until there is something to read. Returns at the deadline or without reason, too.
  void wait(std::optional<os::Deadline> deadline = std::nullopt) noexcept;
  /// Of a writer that is dead: the beginning of a record that it had reserved at position `begin` and not published.
  /// Empty if there is anything left to read, or no such record.
  [[nodiscard]] std::span<const std::byte> unpublished(std::uint64_t begin, std::uint64_t bytes) const noexcept;
  /// Whether at least half of the ring waits to be read.
  [[nodiscard]] bool half_full() const noexcept;

 private:
  [[nodiscard]] std::uint64_t checked_tail() const;
  RingMemory memory_;
  // Written by the reader; atomic for maybe_readable() from other threads. Relaxed: a hint, the tail orders the data.
  std::atomic<std::uint64_t> read_{0};
  std::uint64_t front_bytes_ = 0;  // of the record that front() gave, header and padding included
};

}  // namespace polyproc::internal::channel
