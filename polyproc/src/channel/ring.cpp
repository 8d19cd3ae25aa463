#include "channel/ring.hpp"

#include <cstring>

#include "polyproc/error.hpp"

namespace polyproc::internal::channel {
namespace {

struct RecordHeader {
  std::uint32_t payload_bytes;
  std::uint32_t kind;
};
static_assert(sizeof(RecordHeader) == 8);

constexpr std::uint64_t padded(std::uint64_t bytes) { return (bytes + 7) & ~std::uint64_t{7}; }
constexpr std::uint64_t record_bytes(std::uint64_t payload) { return sizeof(RecordHeader) + padded(payload); }

// The two sides find each other by Dekker's pattern: who goes to sleep first says so and then looks again; who
// publishes first publishes and then looks for sleepers. Both the store and the load are sequentially consistent, so at
// least one of them sees the other. The sleeper's word is reset by the waker, so a sleeper is woken once.
void wake_if_asleep(os::FutexWord& asleep) noexcept {
  if (asleep.load(std::memory_order_seq_cst) == 0) return;
  asleep.store(0, std::memory_order_relaxed);  // futex_wake orders it before the sleeper runs
  os::futex_wake(asleep);
}

template <class Ready>
void sleep_unless(os::FutexWord& asleep, Ready ready, std::optional<os::Deadline> deadline) noexcept {
  asleep.store(1, std::memory_order_seq_cst);
  if (!ready()) os::futex_wait(asleep, 1, deadline);
  asleep.store(0, std::memory_order_relaxed);
}

}  // namespace

bool RingProducer::has_room_for(std::size_t payload_bytes) noexcept {
  const std::uint64_t needed = record_bytes(payload_bytes);
  if (written_ + needed - head_seen_ <= memory_.capacity) return true;
  // Acquire: the reader has finished with the bytes before it moved the head.
  const std::uint64_t head = memory_.control->head.load(std::memory_order_acquire);
  // A head outside [head_seen_, written_] is nonsense from a mad reader; it can only make us wait for its death.
  if (head >= head_seen_ && head <= written_) head_seen_ = head;
  return written_ + needed - head_seen_ <= memory_.capacity;
}

bool RingProducer::try_write(std::uint32_t kind, std::span<const std::byte> first,
                             std::span<const std::byte> second) noexcept {
  const std::size_t payload = first.size() + second.size();
  std::byte* const out = try_reserve(payload);
  if (out == nullptr) return false;
  if (!first.empty()) std::memcpy(out, first.data(), first.size());
  if (!second.empty()) std::memcpy(out + first.size(), second.data(), second.size());
  commit(kind, payload);
  return true;
}

std::byte* RingProducer::try_reserve(std::size_t payload_bytes) noexcept {
  if (!has_room_for(payload_bytes)) return nullptr;
  return memory_.bytes + written_ % memory_.capacity + sizeof(RecordHeader);
}

void RingProducer::commit(std::uint32_t kind, std::size_t payload_bytes) noexcept {
  const RecordHeader header{static_cast<std::uint32_t>(payload_bytes), kind};
  std::memcpy(memory_.bytes + written_ % memory_.capacity, &header, sizeof header);
  written_ += record_bytes(payload_bytes);
}

void RingProducer::publish() noexcept {
  memory_.control->tail.store(written_, std::memory_order_release);  // the records are complete before they are visible
}

void RingProducer::publish_and_wake() noexcept {
  memory_.control->tail.store(written_, std::memory_order_seq_cst);  // see wake_if_asleep
  wake_if_asleep(memory_.control->consumer_asleep);
}

void RingProducer::wait_for_room(std::size_t payload_bytes, std::optional<os::Deadline> deadline) noexcept {
  sleep_unless(
      memory_.control->producer_asleep, [&] { return has_room_for(payload_bytes); }, deadline);
}

std::uint64_t RingConsumer::checked_tail() const {
  const std::uint64_t tail = memory_.control->tail.load(std::memory_order_acquire);  // pairs with publish()
  if (tail - read_.load(std::memory_order_relaxed) > memory_.capacity)
    throw DecodeError{"ring: impossible write position"};
  return tail;
}

std::optional<Record> RingConsumer::front() {
  const std::uint64_t read = read_.load(std::memory_order_relaxed);
  const std::uint64_t available = checked_tail() - read;
  if (available == 0) return std::nullopt;
  const std::byte* const in = memory_.bytes + read % memory_.capacity;
  RecordHeader header{};
  std::memcpy(&header, in, sizeof header);  // copied once: the writer may change it while we look
  front_bytes_ = record_bytes(header.payload_bytes);
  if (available < sizeof header || front_bytes_ > available)
    throw DecodeError{"ring: record longer than what was written"};
  return Record{header.kind, {in + sizeof header, header.payload_bytes}};
}

void RingConsumer::pop() noexcept {
  read_.store(read_.load(std::memory_order_relaxed) + front_bytes_, std::memory_order_relaxed);
}

bool RingConsumer::front_is_last() const noexcept {
  const std::uint64_t tail = memory_.control->tail.load(std::memory_order_relaxed);
  return tail == read_.load(std::memory_order_relaxed) + front_bytes_;
}

void RingConsumer::release() noexcept {
  memory_.control->head.store(read_.load(std::memory_order_relaxed), std::memory_order_seq_cst);  // see wake_if_asleep
  wake_if_asleep(memory_.control->producer_asleep);
}

void RingConsumer::wait(std::optional<os::Deadline> deadline) noexcept {
  const auto readable = [&] {
    return memory_.control->tail.load(std::memory_order_seq_cst) != read_.load(std::memory_order_relaxed);
  };
  sleep_unless(memory_.control->consumer_asleep, readable, deadline);
}

std::span<const std::byte> RingConsumer::unpublished(std::uint64_t begin, std::uint64_t bytes) const noexcept {
  const std::uint64_t tail = memory_.control->tail.load(std::memory_order_acquire);
  if (begin != tail || tail != read_.load(std::memory_order_relaxed) || bytes > memory_.capacity / 4) return {};
  return {memory_.bytes + begin % memory_.capacity + sizeof(RecordHeader), bytes};
}

bool RingConsumer::half_full() const noexcept {
  const std::uint64_t tail = memory_.control->tail.load(std::memory_order_relaxed);
  return tail - read_.load(std::memory_order_relaxed) > memory_.capacity / 2;
}

}  // namespace polyproc::internal::channel
