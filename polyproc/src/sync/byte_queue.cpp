#include "polyproc/sync/byte_queue.hpp"

#include <new>

#include "os/memory.hpp"
#include "sync/frame.hpp"
#include "sync/queue_header.hpp"
#include "sync/turn.hpp"

namespace polyproc::internal::sync {
namespace {

// Messages are copied in and out by pwrite and pread; only the header is mapped. So memory that is missing is an error
// of a call rather than a SIGBUS, the file may grow as it likes, and offsets never have to wrap around.

// Memory is reserved and given back in steps, so that small messages share the cost.
constexpr std::uint64_t kReserveStep = std::uint64_t{64} << 10U;
constexpr std::uint64_t kReleaseStep = std::uint64_t{256} << 10U;

std::uint64_t round_up(std::uint64_t offset, std::uint64_t step) { return (offset + step - 1) / step * step; }

/// The state, if a process that went mad has left it such that it can be used without harm to this one.
QueueState checked_state(const QueueHeader& header) {
  const QueueState state = header.state();
  const bool in_order = os::page_size() <= state.released && state.released <= state.head && state.head <= state.tail &&
                        state.tail <= state.reserved && state.gets <= state.puts;
  const bool agree = (state.head == state.tail) == (state.gets == state.puts);
  if (!in_order || !agree) throw_damaged();
  return state;
}

/// Reserves up to `end`; all or nothing.
void reserve(os::MemoryFile& file, QueueState& state, std::uint64_t end) {
  if (end <= state.reserved) return;
  const std::uint64_t bytes = round_up(end, kReserveStep) - state.reserved;
  try {
    file.reserve(state.reserved, bytes);
  } catch (const SystemError&) {
    file.release(state.reserved, bytes);
    throw;
  }
  state.reserved += bytes;
}

QueueHeader& make_header(SharedMemory& memory, std::size_t maxsize) {
  static_assert(sizeof(QueueHeader) <= 4096, "the header must fit into the smallest page there is");
  auto* const header = new (memory.data()) QueueHeader;
  header->maxsize = maxsize;
  const std::uint64_t begin = os::page_size();
  header->commit({.released = begin, .head = begin, .tail = begin, .reserved = begin});
  header->magic = QueueHeader::kMagic;
  return *header;
}

}  // namespace

ByteQueue::ByteQueue(std::size_t maxsize) : memory_{SharedMemory::create_growing()} { make_header(*memory_, maxsize); }

ByteQueue::ByteQueue(std::shared_ptr<SharedMemory> memory) : memory_{std::move(memory)} {
  if (memory_->size() < sizeof(QueueHeader) || header().magic != QueueHeader::kMagic) {
    throw DecodeError{"shared memory arrived as a queue that is not"};
  }
}

QueueHeader& ByteQueue::header() const noexcept {
  return *std::launder(reinterpret_cast<QueueHeader*>(memory_->data()));
}

bool ByteQueue::put(std::span<const std::byte> message, Patience patience) {
  Turn turn{header(), patience};
  const bool goes_on = turn.wait_until(header().not_full, [&] {
    const QueueState& state = header().state();
    return state.is_shut_down != 0 || maxsize() == 0 || state.size() < maxsize();
  });
  if (!goes_on) return false;
  if (header().state().is_shut_down != 0) throw QueueShutDown{"the queue is shut down: nothing more can be put"};
  append(message);
  return true;
}

std::optional<Message> ByteQueue::get(Patience patience) {
  Turn turn{header(), patience};
  const bool goes_on = turn.wait_until(header().not_empty, [&] {
    const QueueState& state = header().state();
    return state.is_shut_down != 0 || state.size() != 0;
  });
  if (!goes_on) return std::nullopt;
  if (header().state().size() == 0) throw QueueShutDown{"the queue is shut down and empty"};
  return take_oldest();
}

void ByteQueue::append(std::span<const std::byte> message) {
  QueueState next = checked_state(header());
  os::MemoryFile& file = memory_->file();
  const std::uint64_t end = next.tail + frame_size(message.size());
  reserve(file, next, end);
  write_frame(file, next.tail, message);
  next.tail = end;
  ++next.puts;
  header().not_empty.wake_all();
  header().commit(next);
}

Message ByteQueue::take_oldest() {
  QueueState next = checked_state(header());
  Message message = read_frame(memory_->file(), next.head, next.tail - next.head);
  next.head += frame_size(message.size);
  ++next.gets;
  header().not_full.wake_all();
  header().commit(next);
  release_what_was_read();
  return message;
}

// After the commit: a process killed in between must not leave a message whose bytes are gone. Releasing the same
// memory again, because one was killed before it could write down that it did, does no harm.
void ByteQueue::release_what_was_read() {
  QueueState next = header().state();
  const std::uint64_t end = next.head / os::page_size() * os::page_size();
  if (end < next.released + kReleaseStep) return;
  memory_->file().release(next.released, end - next.released);
  next.released = end;
  header().commit(next);
}

std::size_t ByteQueue::size() const {
  const Turn turn{header(), std::nullopt};
  return header().state().size();
}

std::size_t ByteQueue::maxsize() const noexcept { return header().maxsize; }

void ByteQueue::shutdown(bool immediate) {
  const Turn turn{header(), std::nullopt};
  QueueState next = checked_state(header());
  next.is_shut_down = 1;
  if (immediate) {
    next.head = next.tail;
    next.gets = next.puts;
  }
  header().not_empty.wake_all();
  header().not_full.wake_all();
  header().commit(next);
  release_what_was_read();
}

}  // namespace polyproc::internal::sync
