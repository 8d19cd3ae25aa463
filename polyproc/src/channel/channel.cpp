#include "channel/channel.hpp"

#include <algorithm>
#include <new>
#include <stdexcept>
#include <string>

#include "channel/fault_point.hpp"
#include "polyproc/error.hpp"

namespace polyproc::internal::channel {
namespace {

constexpr std::size_t kRingBytes = std::size_t{256} * 1024;
constexpr std::uint32_t kHasObjects = kMaxKind << 1;
constexpr std::uint32_t kIsBlob = kMaxKind << 2;

std::size_t state_bytes() { return os::round_up_to_pages(sizeof(SharedState)); }
std::size_t channel_bytes() { return state_bytes() + 2 * kRingBytes; }

struct Mention {
  ObjectNumber number;
  std::uint64_t descriptor_sent;  // 1: with this frame, over the socket; 0: the reader has the object already
};

// The bytes in front of a frame with so many handles.
std::size_t mentions_bytes(std::size_t handles) {
  return handles == 0 ? 0 : sizeof(std::uint64_t) + handles * sizeof(Mention);
}

struct BlobReference {
  std::uint64_t number;
  std::uint64_t bytes;
};

template <class T>
std::span<const std::byte> bytes_of(const T& value) {
  return std::as_bytes(std::span{&value, 1});
}

void append(std::vector<std::byte>& out, std::span<const std::byte> bytes) {
  out.insert(out.end(), bytes.begin(), bytes.end());
}

DescriptorTag tag_of_blob(std::uint64_t number) {
  return {.kind = DescriptorTag::Kind::blob, .number = {.maker = 0, .count = number}};
}

}  // namespace

Channel::Channel(Side side, Parts parts)
    : memory_{std::move(parts.memory)},
      socket_{std::move(parts.socket)},
      bell_{std::move(parts.bell)},
      state_mapping_{memory_, state_bytes(), os::OnFork::drop},
      requests_{os::Mapping::mirrored(memory_, state_bytes(), kRingBytes, os::OnFork::drop)},
      results_{os::Mapping::mirrored(memory_, state_bytes() + kRingBytes, kRingBytes, os::OnFork::drop)},
      // A new memory file reads as zeros, which is the initial state of every member; both sides just look at it.
      state_{std::launder(reinterpret_cast<SharedState*>(state_mapping_.data()))},
      out_{side == Side::caller ? RingMemory{&state_->requests, requests_.data(), kRingBytes}
                                : RingMemory{&state_->results, results_.data(), kRingBytes}},
      in_{side == Side::caller ? RingMemory{&state_->results, results_.data(), kRingBytes}
                               : RingMemory{&state_->requests, requests_.data(), kRingBytes}} {}

std::pair<std::unique_ptr<Channel>, Channel::Parts> Channel::make() {
  os::MemoryFile memory{"polyproc-channel", channel_bytes()};
  memory.reserve(0, channel_bytes());
  memory.seal(os::Sealed::size_fixed);  // or a worker could cut it off, and end the caller by SIGBUS
  auto [callers, workers] = os::ControlSocket::pair();
  os::Event bell;
  Parts for_worker{memory.duplicate(), std::move(workers), bell.duplicate()};
  auto channel = std::make_unique<Channel>(Side::caller, Parts{std::move(memory), std::move(callers), std::move(bell)});
  return {std::move(channel), std::move(for_worker)};
}

bool Channel::try_send(const Outgoing& frame) {
  const bool plain = frame.objects.empty() && frame.bytes.size() <= out_.largest_payload();
  return plain ? out_.try_write(frame.kind, frame.bytes) : send_special(frame);
}

void Channel::send(const Outgoing& frame) {
  while (!try_send(frame)) wait_for_room();
}

void Channel::wait_for_room() {
  // The other side may sleep and not know of what is already written, or be slow to empty the socket.
  publish_and_wake();
  ring_bell(/*low=*/true);
  using namespace std::chrono_literals;
  out_.wait_for_room(out_.largest_payload(), std::chrono::steady_clock::now() + 10ms);
}

// A block is found by its beginning, which is where the published records end for as long as it is open: one that has
// been sent, or that was there before, begins elsewhere. So at every instant the results behind the last record are
// those of the items that were done since, and none of them is counted twice: `bytes` is 0 before `begin` is moved, and
// the record, which is never empty, is shown by the one store that moves the end away from `begin`. Release each: in
// this order.
std::span<std::byte> Channel::open_block(std::size_t result_bytes, std::size_t most) {
  const std::size_t bytes = std::min(most, out_.largest_payload() / result_bytes) * result_bytes;
  std::byte* room = nullptr;
  while ((room = out_.try_reserve(bytes)) == nullptr) wait_for_room();
  out_.publish();
  state_->open_block.bytes.store(0, std::memory_order_release);
  state_->open_block.begin.store(out_.written(), std::memory_order_release);
  return {room, bytes};
}

void Channel::close_block(std::uint32_t kind) noexcept {
  const std::uint64_t bytes = state_->open_block.bytes.load(std::memory_order_relaxed);  // our own
  if (bytes == 0) return;
  out_.commit(kind, bytes);
  out_.publish();
}

std::span<const std::byte> Channel::orphaned_block() const noexcept {
  const std::uint64_t begin = state_->open_block.begin.load(std::memory_order_acquire);
  return in_.unpublished(begin, state_->open_block.bytes.load(std::memory_order_acquire));
}

bool Channel::send_special(const Outgoing& frame) {
  const std::size_t bytes = mentions_bytes(frame.objects.size()) + frame.bytes.size();
  const bool is_blob = bytes > out_.largest_payload();
  // Room first: what goes over the socket goes only if the record that needs it can follow.
  if (!out_.has_room_for(is_blob ? sizeof(BlobReference) : bytes) || !send_objects(frame.objects)) return false;
  const std::uint32_t kind = frame.kind | (frame.objects.empty() ? 0 : kHasObjects);
  const std::vector<std::byte> mentions = mention(frame.objects);
  if (is_blob) {
    const BlobReference reference{blobs_sent_, bytes};
    if (!send_blob(mentions, frame.bytes)) return false;
    ++blobs_sent_;
    out_.try_write(kind | kIsBlob, bytes_of(reference));
  } else {
    out_.try_write(kind, mentions, frame.bytes);
  }
  // Only those: others may have gone for a frame that still waits.
  for (const auto& object : frame.objects) unannounced_.erase(object->number());
  return true;
}

std::vector<std::byte> Channel::mention(std::span<const std::shared_ptr<SharedMemory>> objects) const {
  std::vector<std::byte> out;
  if (objects.empty()) return out;
  out.reserve(mentions_bytes(objects.size()));
  append(out, bytes_of(static_cast<std::uint64_t>(objects.size())));
  auto unannounced = unannounced_;  // a copy: this frame may still have to wait
  for (const auto& object : objects)
    append(out, bytes_of(Mention{object->number(), unannounced.erase(object->number())}));
  return out;
}

// Hands over the descriptors that the other side does not have, as many at a time as a message takes.
bool Channel::send_objects(std::span<const std::shared_ptr<SharedMemory>> objects) {
  std::vector<DescriptorTag> tags;
  std::vector<int> descriptors;
  std::set<ObjectNumber> found;
  for (const auto& object : objects) {
    if (held_by_peer_.contains(object->number()) || !found.insert(object->number()).second) continue;
    tags.push_back({.kind = DescriptorTag::Kind::object, .number = object->number()});
    descriptors.push_back(object->descriptor());
  }
  if (tags.size() > kMaxNewObjects) {
    throw std::length_error{
        "more than " + std::to_string(kMaxNewObjects) +
        " handles (SharedArray, Queue) that a process does not have yet cannot be sent to it at once"};
  }
  for (std::size_t begin = 0; begin < tags.size(); begin += os::ControlSocket::kMaxDescriptors) {
    const std::size_t count = std::min(os::ControlSocket::kMaxDescriptors, tags.size() - begin);
    const auto batch = std::span{tags}.subspan(begin, count);
    if (!socket_.try_send(std::as_bytes(batch), std::span{descriptors}.subspan(begin, count))) return false;
    for (const DescriptorTag& tag : batch) {
      held_by_peer_.insert(tag.number);
      unannounced_.insert(tag.number);  // even if this frame has to wait: a later one must say that it was sent
    }
  }
  return true;
}

bool Channel::send_blob(std::span<const std::byte> first, std::span<const std::byte> second) {
  const std::size_t bytes = first.size() + second.size();
  os::MemoryFile file{"polyproc-message", bytes};
  file.reserve(0, bytes);
  file.seal(os::Sealed::size_fixed);
  // Not through a mapping, where each page would be a fault: that takes as long again as the copy.
  file.write(0, first);
  file.write(first.size(), second);
  fault_point(FaultPoint::writing_a_blob);
  const int descriptor = file.descriptor();
  const DescriptorTag tag = tag_of_blob(blobs_sent_);
  return socket_.try_send(bytes_of(tag), {&descriptor, 1});
}

std::optional<Incoming> Channel::front() {
  const auto record = in_.front();
  if (!record) return std::nullopt;
  if (record->kind < kMaxKind) return Incoming{record->kind, record->payload};
  return open_special(*record);
}

Incoming Channel::open_special(const Record& record) {
  std::span<const std::byte> content = record.payload;
  if ((record.kind & kIsBlob) != 0) content = open_blob(content);
  wire::Reader in{content};
  front_objects_.clear();
  front_next_ = 0;
  if ((record.kind & kHasObjects) != 0) {
    const auto count = in.read_value<std::uint64_t>();
    if (count > in.remaining() / sizeof(Mention)) throw DecodeError{"channel: impossible number of handles"};
    for (std::uint64_t i = 0; i < count; ++i) {
      const auto mention = in.read_value<Mention>();
      front_objects_.push_back(open(mention.number, mention.descriptor_sent != 0));
    }
  }
  return {record.kind & (kMaxKind - 1), in.take(in.remaining())};
}

std::span<const std::byte> Channel::open_blob(std::span<const std::byte> payload) {
  wire::Reader in{payload};
  const auto reference = in.read_value<BlobReference>();
  // The analyzer does not see that memcpy writes.
  // NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage)
  const os::MemoryFile file{stash_.take(tag_of_blob(reference.number), socket_)};
  if (file.sealed() != os::Sealed::size_fixed) throw DecodeError{"channel: a large message that could be cut off"};
  if (reference.bytes == 0 || file.size() < reference.bytes) throw DecodeError{"channel: a large message is cut short"};
  front_blob_ = os::Mapping{file, reference.bytes, os::OnFork::drop};
  return {front_blob_.data(), front_blob_.size()};
}

std::shared_ptr<SharedMemory> Channel::open(ObjectNumber number, bool descriptor_sent) {
  os::FileDescriptor descriptor;
  if (descriptor_sent) descriptor = stash_.take({.kind = DescriptorTag::Kind::object, .number = number}, socket_);
  if (auto known = SharedMemory::find(number)) return known;
  if (!descriptor_sent) stash_.throw_missing();
  return SharedMemory::adopt(number, std::move(descriptor));
}

std::shared_ptr<SharedMemory> Channel::next_object() {
  if (front_next_ >= front_objects_.size()) throw DecodeError{"more handles than the message has"};
  return front_objects_[front_next_++];
}

void Channel::done_with_front() noexcept {
  in_.pop();
  front_blob_ = {};
  front_objects_.clear();
  front_next_ = 0;
}

void Channel::ring_bell(bool low) noexcept {
  // Sequentially consistent against the caller, who sets the bell and then looks at the rings once more: see Core::arm.
  const Bell wanted = state_->bell.load(std::memory_order_seq_cst);
  if (wanted == Bell::silent || (wanted == Bell::when_low && !low)) return;
  state_->bell.store(Bell::silent, std::memory_order_relaxed);
  bell_.notify();
}

void Channel::ring_if_wanted_low() noexcept {
  // Relaxed: only a hint. One that is missed rings when the frame is done.
  if (state_->bell.load(std::memory_order_relaxed) != Bell::when_low) return;
  state_->bell.store(Bell::silent, std::memory_order_relaxed);
  bell_.notify();
}

bool Channel::results_half_full() const noexcept {
  const std::uint64_t waiting =
      state_->results.tail.load(std::memory_order_relaxed) - state_->results.head.load(std::memory_order_relaxed);
  return waiting > kRingBytes / 2;
}

}  // namespace polyproc::internal::channel
