#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "channel/descriptor_stash.hpp"
#include "channel/ring.hpp"
#include "os/crash_handler.hpp"
#include "os/epoll.hpp"
#include "os/memory.hpp"
#include "os/socket.hpp"
#include "polyproc/shared_memory.hpp"
#include "polyproc/wire/reader.hpp"

namespace polyproc::internal::channel {

/// When a worker should ring the caller's bell.
enum class Bell : std::uint32_t {
  silent,         ///< never: somebody is looking at the ring, or there is nothing to wait for
  when_low,       ///< when it begins or has done the last of its work, or half of its result ring is full
  at_each_frame,  ///< also whenever it has finished a frame
};

/// Results that a worker has written, and not sent yet: they lie where its next record will. It sends them together,
/// and if it dies before, the caller finds them here. Written by the worker only.
struct OpenBlock {
  std::atomic<std::uint64_t> begin;  ///< where in the ring the record will begin
  std::atomic<std::uint64_t> bytes;  ///< of whole results, behind the room for its header
};

/// What caller and worker share besides the rings.
struct SharedState {
  RingControl requests;
  RingControl results;
  /// Items the worker has started, and kRecall. Written by the worker's claim (adding one) and the caller's recall
  /// (setting the bit): each is one atomic step, so it is decided for every item whether it was started or recalled.
  alignas(64) std::atomic<std::uint64_t> started;
  /// With kRecall: items below this number that were not started are to be dropped.
  alignas(64) std::atomic<std::uint64_t> recalled_below;
  alignas(64) std::atomic<Bell> bell;
  /// Not 0: the worker decodes a function, for the next item that it has not started.
  alignas(64) std::atomic<std::uint32_t> preparing;
  /// Not 0: the item that the worker is at was refused memory.
  alignas(64) std::atomic<std::uint32_t> memory_refused;
  alignas(64) OpenBlock open_block;
  /// Written by the worker when a fault ends it.
  os::CrashRecord crash;
};
inline constexpr std::uint64_t kRecall = std::uint64_t{1} << 63;
static_assert(std::atomic<Bell>::is_always_lock_free);

/// One frame on its way out.
struct Outgoing {
  std::uint32_t kind = 0;  ///< below kMaxKind
  std::span<const std::byte> bytes;
  std::span<const std::shared_ptr<SharedMemory>> objects;  ///< handles in the bytes, in order of mention
};

/// One frame that has come in. Borrowed from the channel until done_with_front().
struct Incoming {
  std::uint32_t kind = 0;
  std::span<const std::byte> bytes;
};

inline constexpr std::uint32_t kMaxKind = 1U << 16;

/// One side's view of the way between the caller and one worker: a ring in each direction, and a socket for
/// descriptors.
///
/// Small frames lie in the ring. A frame of more than a quarter of the ring travels in a memory file of its own, handed
/// over by the socket before the ring mentions it. So does the memory behind a handle, unless the other side has it
/// already. One thread at a time, except maybe_readable().
class Channel final : private wire::ObjectSource {
 public:
  /// Handles in one frame whose memory the other side does not have yet. Their descriptors all wait in the socket until
  /// the frame asks for them: with Linux's default buffer (212992 bytes) it takes 49 messages of 128.
  static constexpr std::size_t kMaxNewObjects = 4'000;

  /// What the worker's side is made from in the other process.
  struct Parts {
    os::MemoryFile memory;
    os::ControlSocket socket;
    os::Event bell;
  };
  enum class Side { caller, worker };
  Channel(Side side, Parts parts);
  /// The caller's side, and what to hand to the worker.
  static std::pair<std::unique_ptr<Channel>, Parts> make();

  /// Puts a frame behind the others; the other side sees it after publish(). False if ring or socket have no room now.
  /// Throws SystemError if the system has no memory or descriptors for it, and std::length_error if it brings more than
  /// kMaxNewObjects handles; then nothing was sent.
  bool try_send(const Outgoing& frame);
  /// try_send, waiting for room as long as it takes.
  void send(const Outgoing& frame);
  void publish() noexcept { out_.publish(); }
  void publish_and_wake() noexcept { out_.publish_and_wake(); }

  /// For a worker. Room for results that are sent together, behind everything sent before: at least one of
  /// `result_bytes`, at most `most` of them. Waits for it as long as it takes.
  [[nodiscard]] std::span<std::byte> open_block(std::size_t result_bytes, std::size_t most);
  /// The first `bytes` of the block are whole results: they count whatever becomes of this process.
  void keep_in_block(std::size_t bytes) noexcept {
    state_->open_block.bytes.store(bytes, std::memory_order_release);  // after the results, for who finds them
  }
  /// Makes a frame of what was kept in the block. Nothing may have been sent since it was opened.
  void close_block(std::uint32_t kind) noexcept;
  /// For the caller, of a worker that is dead or dies: what was kept in the block that it has open.
  [[nodiscard]] std::span<const std::byte> orphaned_block() const noexcept;

  [[nodiscard]] bool maybe_readable() const noexcept { return in_.maybe_readable(); }
  /// The next frame, or empty. Throws DecodeError if the other side has written nonsense.
  [[nodiscard]] std::optional<Incoming> front();
  /// Source of the handles in front().
  [[nodiscard]] wire::ObjectSource* objects() noexcept { return this; }
  /// The next handle that objects() gives is number `index` of front().
  void seek_object(std::size_t index) noexcept { front_next_ = index; }
  void done_with_front() noexcept;
  /// Gives the room of frames done with back to the other side.
  void release() noexcept { in_.release(); }
  [[nodiscard]] bool front_is_last() const noexcept { return in_.front_is_last(); }
  void wait(std::optional<os::Deadline> deadline = std::nullopt) noexcept { in_.wait(deadline); }

  /// The objects that the other side is known to hold: their descriptors need not be sent.
  [[nodiscard]] std::set<ObjectNumber>& held_by_peer() noexcept { return held_by_peer_; }
  /// The objects behind the handles in front().
  [[nodiscard]] std::span<const std::shared_ptr<SharedMemory>> front_objects() const noexcept { return front_objects_; }

  [[nodiscard]] SharedState& shared() noexcept { return *state_; }
  [[nodiscard]] os::Event& bell() noexcept { return bell_; }
  /// Rings the bell if the caller wants to hear of this.
  void ring_bell(bool low) noexcept;
  /// Rings the bell if the caller wants to hear in time that this worker runs low.
  void ring_if_wanted_low() noexcept;
  [[nodiscard]] bool results_half_full() const noexcept;

 private:
  void wait_for_room();
  bool send_objects(std::span<const std::shared_ptr<SharedMemory>> objects);
  std::vector<std::byte> mention(std::span<const std::shared_ptr<SharedMemory>> objects) const;
  bool send_blob(std::span<const std::byte> first, std::span<const std::byte> second);
  bool send_special(const Outgoing& frame);
  Incoming open_special(const Record& record);
  std::span<const std::byte> open_blob(std::span<const std::byte> payload);
  std::shared_ptr<SharedMemory> open(ObjectNumber number, bool descriptor_sent);
  std::shared_ptr<SharedMemory> next_object() override;

  os::MemoryFile memory_;
  os::ControlSocket socket_;
  os::Event bell_;
  os::Mapping state_mapping_;
  os::Mapping requests_, results_;
  SharedState* state_;
  RingProducer out_;
  RingConsumer in_;
  DescriptorStash stash_;
  std::set<ObjectNumber> held_by_peer_;
  std::set<ObjectNumber> unannounced_;  // sent over the socket, but not mentioned by a frame yet
  std::uint64_t blobs_sent_ = 0;
  std::vector<std::shared_ptr<SharedMemory>> front_objects_;
  std::size_t front_next_ = 0;  // of front_objects_: those before have been taken by next_object()
  os::Mapping front_blob_;
};

}  // namespace polyproc::internal::channel
