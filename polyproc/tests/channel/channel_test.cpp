#include "channel/channel.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstring>
#include <numeric>
#include <optional>
#include <random>
#include <thread>

#include "channel/test_ring.hpp"
#include "children/in_child.hpp"
#include "children/processes.hpp"
#include "children/sanitizers.hpp"
#include "polyproc/error.hpp"

namespace polyproc::internal::channel {
namespace {

using namespace std::chrono_literals;
using Objects = std::vector<std::shared_ptr<SharedMemory>>;

constexpr std::size_t kLargestPlain = std::size_t{64} * 1024;
constexpr std::size_t kRing = std::size_t{256} * 1024;

struct Ends {
  Ends() {
    auto [callers, parts] = Channel::make();
    caller = std::move(callers);
    worker = std::make_unique<Channel>(Channel::Side::worker, std::move(parts));
  }
  std::unique_ptr<Channel> caller;
  std::unique_ptr<Channel> worker;
};

// Sends from `from` and takes it in at `to`, in the same process.
void expect_passage(Channel& from, Channel& to, std::size_t size, std::uint64_t seed) {
  const auto bytes = sample_bytes(size, seed);
  const auto kind = static_cast<std::uint32_t>(seed % kMaxKind);
  ASSERT_TRUE(from.try_send({.kind = kind, .bytes = bytes, .objects = {}})) << size;
  EXPECT_FALSE(to.front()) << "visible before publish()";
  from.publish();
  EXPECT_TRUE(to.maybe_readable());
  const auto frame = to.front();
  ASSERT_TRUE(frame) << size;
  EXPECT_EQ(frame->kind, kind);
  EXPECT_TRUE(same_bytes(frame->bytes, bytes)) << size;
  to.done_with_front();
  to.release();
  EXPECT_FALSE(to.front());
}

TEST(Channel, CarriesFramesOfAnySizeBothWays) {
  const Ends ends;
  std::uint64_t seed = 0;
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{7}, std::size_t{8}, std::size_t{9},
                                 std::size_t{4096}, kLargestPlain - 1, kLargestPlain, kLargestPlain + 1, kRing - 8,
                                 kRing, kRing + 1, std::size_t{1} << 20U, std::size_t{100} << 20U}) {
    expect_passage(*ends.caller, *ends.worker, size, ++seed);
    expect_passage(*ends.worker, *ends.caller, size, ++seed);
  }
}

TEST(Channel, LeavesNoDescriptorOfALargeFrameOpen) {
  const Ends ends;
  const std::size_t before = children::open_descriptors();
  for (std::uint64_t i = 0; i < 50; ++i) expect_passage(*ends.caller, *ends.worker, std::size_t{1} << 20U, i);
  EXPECT_EQ(children::open_descriptors(), before);
}

TEST(Channel, KeepsTheOrderOfLargeAndSmallFrames) {
  const Ends ends;
  for (std::uint32_t i = 0; i < 40; ++i) {
    ASSERT_TRUE(ends.caller->try_send({.kind = i, .bytes = sample_bytes(i % 3 == 0 ? 100'000 : i, i), .objects = {}}));
  }
  ends.caller->publish();
  for (std::uint32_t i = 0; i < 40; ++i) {
    const auto frame = ends.worker->front();
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->kind, i);
    EXPECT_TRUE(same_bytes(frame->bytes, sample_bytes(i % 3 == 0 ? 100'000 : i, i)));
    EXPECT_EQ(ends.worker->front_is_last(), i == 39);
    ends.worker->done_with_front();
  }
}

TEST(Channel, RefusesWhatDoesNotFitAndLosesNothing) {
  const Ends ends;
  std::uint32_t sent = 0;
  while (ends.caller->try_send({.kind = sent, .bytes = sample_bytes(10'000, sent), .objects = {}})) ++sent;
  EXPECT_EQ(sent, kRing / 10'008);
  ends.caller->publish();
  std::uint32_t received = 0;
  for (int round = 0; round < 100; ++round) {
    while (const auto frame = ends.worker->front()) {
      ASSERT_EQ(frame->kind, received);
      ASSERT_TRUE(same_bytes(frame->bytes, sample_bytes(10'000, received)));
      ends.worker->done_with_front();
      ++received;
    }
    ends.worker->release();
    while (ends.caller->try_send({.kind = sent, .bytes = sample_bytes(10'000, sent), .objects = {}})) ++sent;
    ends.caller->publish();
  }
  EXPECT_EQ(received, sent - kRing / 10'008);
}

TEST(Channel, LargeFramesStopWhenTheSocketIsFullAndGoOnWhenItIsEmpty) {
  const Ends ends;
  std::uint32_t sent = 0;
  while (sent < 5'000 &&
         ends.caller->try_send({.kind = sent, .bytes = sample_bytes(kLargestPlain + 1, sent), .objects = {}}))
    ++sent;
  ASSERT_GT(sent, 10U);
  ASSERT_LT(sent, 5'000U) << "a socket without end";
  ends.caller->publish();
  for (std::uint32_t i = 0; i < sent; ++i) {
    const auto frame = ends.worker->front();
    ASSERT_TRUE(frame);
    ASSERT_EQ(frame->kind, i);
    ASSERT_TRUE(same_bytes(frame->bytes, sample_bytes(kLargestPlain + 1, i)));
    ends.worker->done_with_front();
  }
  ends.worker->release();
  expect_passage(*ends.caller, *ends.worker, kLargestPlain + 1, 1);
}

TEST(Channel, SendWaitsForRoom) {
  const Ends ends;
  constexpr std::uint32_t kFrames = 400;
  std::thread sender{[&] {
    for (std::uint32_t i = 0; i < kFrames; ++i) {
      ends.caller->send({.kind = i, .bytes = sample_bytes(i % 7 == 0 ? 200'000 : 20'000, i), .objects = {}});
    }
    ends.caller->publish_and_wake();
  }};
  std::uint32_t received = 0;
  while (received < kFrames) {
    const auto frame = ends.worker->front();
    if (!frame) {
      ends.worker->release();
      ends.worker->wait(std::chrono::steady_clock::now() + 1s);
      continue;
    }
    EXPECT_EQ(frame->kind, received);
    EXPECT_TRUE(same_bytes(frame->bytes, sample_bytes(received % 7 == 0 ? 200'000 : 20'000, received)));
    ends.worker->done_with_front();
    if (++received % 50 == 0) std::this_thread::sleep_for(20ms);
  }
  ends.worker->release();
  sender.join();
}

TEST(Channel, AForkedChildHasNoneOfItsMemory) {
  const Ends ends;
  const int code = children::in_child([&] {
    (void)ends.caller->maybe_readable();
    return 0;
  });
  EXPECT_TRUE(children::is_death_by(SIGSEGV, code)) << code;
}

// ---- handles

Objects make_objects(std::size_t count) {
  Objects objects;
  for (std::size_t i = 0; i < count; ++i) {
    objects.push_back(SharedMemory::create(8));
    std::memcpy(objects.back()->data(), &i, sizeof i);
  }
  return objects;
}

// Whether this process may have that many descriptors; raises its limit if need be.
bool may_open(std::size_t descriptors) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_max < descriptors) return false;
  limit.rlim_cur = std::max<rlim_t>(limit.rlim_cur, descriptors);
  return ::setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

// Runs `body` with the worker's side in a process of its own; its answer.
template <class Body>
pid_t fork_worker(Channel::Parts parts, Body body) {
  return children::fork_child([&parts, body] {
    Channel worker{Channel::Side::worker, std::move(parts)};
    return body(worker);
  });
}

std::optional<Incoming> wait_front(Channel& channel) {
  for (int i = 0; i < 3'000; ++i) {
    if (auto frame = channel.front()) return frame;
    channel.wait(std::chrono::steady_clock::now() + 10ms);
  }
  return std::nullopt;
}

TEST(Channel, HandlesArriveInTheOrderOfMention) {
  auto [caller, parts] = Channel::make();
  const pid_t worker = fork_worker(std::move(parts), [](Channel& channel) {
    if (!wait_front(channel)) return false;
    for (std::size_t i = 0; i < 5; ++i) {
      const auto object = channel.objects()->next_object();
      if (std::memcmp(object->data(), &i, sizeof i) != 0) return false;
    }
    channel.seek_object(3);
    std::size_t number = 0;
    std::memcpy(&number, channel.objects()->next_object()->data(), sizeof number);
    return number == 3 && channel.front_objects().size() == 5;
  });
  const Objects objects = make_objects(5);
  ASSERT_TRUE(caller->try_send({.kind = 1, .bytes = sample_bytes(10, 1), .objects = objects}));
  caller->publish_and_wake();
  EXPECT_EQ(children::wait_for(worker), 0);
}

TEST(Channel, HandlesTravelWithLargeFramesToo) {
  auto [caller, parts] = Channel::make();
  const pid_t worker = fork_worker(std::move(parts), [](Channel& channel) {
    const auto frame = wait_front(channel);
    if (!frame || !same_bytes(frame->bytes, sample_bytes(1'000'000, 1))) return false;
    std::size_t number = 9;
    (void)channel.objects()->next_object();
    std::memcpy(&number, channel.objects()->next_object()->data(), sizeof number);
    return number == 1;
  });
  const Objects objects = make_objects(2);
  ASSERT_TRUE(caller->try_send({.kind = 1, .bytes = sample_bytes(1'000'000, 1), .objects = objects}));
  caller->publish_and_wake();
  EXPECT_EQ(children::wait_for(worker), 0);
}

TEST(Channel, TheMemoryBehindAHandleGoesOverOnce) {
  auto [caller, parts] = Channel::make();
  const pid_t worker = fork_worker(std::move(parts), [](Channel& channel) {
    const std::size_t before = children::open_descriptors();
    std::shared_ptr<SharedMemory> first;
    for (int i = 0; i < 100; ++i) {
      if (!wait_front(channel)) return 1;
      auto object = channel.objects()->next_object();
      if (!first) first = object;
      if (object != first) return 2;
      channel.done_with_front();
      channel.release();
    }
    return children::open_descriptors() == before + 1 ? 0 : 3;
  });
  const Objects objects = make_objects(1);
  for (int i = 0; i < 100; ++i) caller->send({.kind = 1, .bytes = {}, .objects = objects});
  caller->publish_and_wake();
  EXPECT_EQ(children::wait_for(worker), 0);
  EXPECT_TRUE(caller->held_by_peer().contains(objects.front()->number()));
}

TEST(Channel, OneHandleMentionedTwiceInAFrameArrivesTwice) {
  auto [caller, parts] = Channel::make();
  const pid_t worker = fork_worker(std::move(parts), [](Channel& channel) {
    if (!wait_front(channel)) return false;
    const auto first = channel.objects()->next_object();
    return channel.objects()->next_object() == first;
  });
  Objects objects = make_objects(1);
  objects.push_back(objects.front());
  ASSERT_TRUE(caller->try_send({.kind = 1, .bytes = {}, .objects = objects}));
  caller->publish_and_wake();
  EXPECT_EQ(children::wait_for(worker), 0);
}

TEST(Channel, AHandleThatTheOtherSideDoesNotHoldAfterAllIsAnError) {
  auto [caller, parts] = Channel::make();
  const pid_t worker = fork_worker(std::move(parts), [](Channel& channel) {
    try {
      return wait_front(channel).has_value();
    } catch (const DecodeError&) {
      return true;
    }
  });
  const Objects objects = make_objects(1);
  caller->held_by_peer().insert(objects.front()->number());
  ASSERT_TRUE(caller->try_send({.kind = 1, .bytes = {}, .objects = objects}));
  caller->publish_and_wake();
  EXPECT_EQ(children::wait_for(worker), 0);
}

TEST(Channel, AskingForMoreHandlesThanTheFrameHasIsAnError) {
  const Ends ends;
  const Objects objects = make_objects(1);
  ASSERT_TRUE(ends.caller->try_send({.kind = 1, .bytes = {}, .objects = objects}));
  ASSERT_TRUE(ends.caller->try_send({.kind = 2, .bytes = {}, .objects = {}}));
  ends.caller->publish();
  ASSERT_TRUE(ends.worker->front());
  EXPECT_EQ(ends.worker->objects()->next_object(), objects.front());
  EXPECT_THROW((void)ends.worker->objects()->next_object(), DecodeError);
  ends.worker->done_with_front();
  ASSERT_TRUE(ends.worker->front());
  EXPECT_THROW((void)ends.worker->objects()->next_object(), DecodeError);
}

TEST(Channel, AFrameWithHandlesThatHadToWaitSaysThatTheyWereSent) {
  auto [caller, parts] = Channel::make();
  const Objects objects = make_objects(3);
  // Fill the ring, so that the descriptors go and the frame does not.
  while (caller->try_send({.kind = 1, .bytes = {}, .objects = {}})) {
  }
  caller->publish();
  ASSERT_FALSE(caller->try_send({.kind = 2, .bytes = {}, .objects = objects}));
  const pid_t worker = fork_worker(std::move(parts), [](Channel& channel) {
    for (;;) {
      const auto frame = wait_front(channel);
      if (!frame) return false;
      if (frame->kind == 2) return channel.front_objects().size() == 3;
      channel.done_with_front();
      channel.release();
    }
  });
  caller->send({.kind = 2, .bytes = {}, .objects = objects});
  caller->publish_and_wake();
  EXPECT_EQ(children::wait_for(worker), 0);
}

TEST(Channel, NoDescriptorGoesBeforeThereIsRoomForItsFrame) {
  auto [caller, parts] = Channel::make();
  while (caller->try_send({.kind = 1, .bytes = {}, .objects = {}})) {
  }
  ASSERT_FALSE(caller->try_send({.kind = 2, .bytes = {}, .objects = make_objects(3)}));
  EXPECT_TRUE(caller->held_by_peer().empty());
  std::array<std::byte, 100> buffer;
  EXPECT_FALSE(parts.socket.try_receive(buffer));
}

TEST(Channel, DescriptorsThatWentForAFrameThatWaitsCountForOtherFramesToo) {
  auto [caller, parts] = Channel::make();
  // Once it may begin, takes what it is shown, until it has seen two frames with handles.
  const pid_t worker = fork_worker(std::move(parts), [](Channel& channel) {
    if (!children::eventually([&] { return channel.shared().started == 1; })) return false;
    for (int with_handles = 0; with_handles < 2;) {
      const auto frame = wait_front(channel);
      if (!frame) return false;
      with_handles += static_cast<int>(channel.front_objects().size());
      channel.done_with_front();
      channel.release();
    }
    return true;
  });
  const Objects objects = make_objects(2 * os::ControlSocket::kMaxDescriptors);
  const auto large = sample_bytes(kLargestPlain + 1, 1);
  // The socket is full, then has room for one message with many descriptors.
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(caller->try_send({.kind = 1, .bytes = large, .objects = {}}));
  caller->publish();
  while (caller->try_send({.kind = 1, .bytes = large, .objects = {}})) {
  }
  caller->shared().started = 1;
  ASSERT_TRUE(children::eventually([&] {
    EXPECT_FALSE(caller->try_send({.kind = 2, .bytes = {}, .objects = objects}));
    return !caller->held_by_peer().empty();
  }));
  for (std::size_t i = 0; i < 2; ++i)
    caller->send({.kind = 3, .bytes = {}, .objects = std::span{objects}.subspan(i, 1)});
  caller->publish_and_wake();
  EXPECT_EQ(children::wait_for(worker), 0);
}

// Descriptors leave the socket only when a frame asks for them.
TEST(Channel, AFrameMayHaveAsManyHandlesAsTheSocketTakes) {
  if (!may_open(Channel::kMaxNewObjects + 100)) GTEST_SKIP() << "too few descriptors";
  auto [caller, parts] = Channel::make();
  const pid_t worker = fork_worker(std::move(parts), [](Channel& channel) {
    const auto frame = wait_front(channel);
    if (!frame) return false;
    for (std::size_t i = 0; i < Channel::kMaxNewObjects; ++i) {
      if (std::memcmp(channel.objects()->next_object()->data(), &i, sizeof i) != 0) return false;
    }
    return true;
  });
  const Objects objects = make_objects(Channel::kMaxNewObjects);
  const auto end = std::chrono::steady_clock::now() + 30s;
  bool sent = false;
  while (!sent && std::chrono::steady_clock::now() < end) {
    sent = caller->try_send({.kind = 1, .bytes = {}, .objects = objects});
    if (!sent) std::this_thread::sleep_for(1ms);
  }
  caller->publish_and_wake();
  EXPECT_TRUE(sent) << "it waits for room in the socket for ever";
  if (!sent) ::kill(worker, SIGKILL);
  EXPECT_EQ(children::wait_for(worker), 0);
}

TEST(Channel, AFrameWithMoreNewHandlesThanTheSocketTakesIsRefused) {
  if (!may_open(Channel::kMaxNewObjects + 100)) GTEST_SKIP() << "too few descriptors";
  const Ends ends;
  Objects objects = make_objects(Channel::kMaxNewObjects + 1);
  EXPECT_THROW((void)ends.caller->try_send({.kind = 1, .bytes = {}, .objects = objects}), std::length_error);
  EXPECT_THROW(ends.caller->send({.kind = 1, .bytes = {}, .objects = objects}), std::length_error);
  EXPECT_TRUE(ends.caller->held_by_peer().empty());
  // Those that the other side has, and those mentioned twice, do not count.
  const Objects one{objects.front()};
  ASSERT_TRUE(ends.caller->try_send({.kind = 1, .bytes = {}, .objects = one}));
  objects.push_back(objects.back());
  EXPECT_TRUE(ends.caller->try_send({.kind = 1, .bytes = {}, .objects = objects}));
}

// ---- the other side has gone mad

// A worker's side that writes into the rings whatever it likes.
class MadPeer {
 public:
  MadPeer() {
    auto [peers, ours] = os::ControlSocket::pair();
    socket = std::move(peers);
    Channel::Parts parts = Channel::make().second;
    memory_ = parts.memory.duplicate();
    parts.socket = std::move(ours);
    channel.emplace(Channel::Side::worker, std::move(parts));
    state_.emplace(memory_, memory_.size() - 2 * kRing, os::OnFork::drop);
    ring_.emplace(os::Mapping::mirrored(memory_, memory_.size() - 2 * kRing, kRing, os::OnFork::drop));
    producer.emplace(RingMemory{&reinterpret_cast<SharedState*>(state_->data())->requests, ring_->data(), kRing});
  }
  void write(std::uint32_t kind, std::span<const std::uint64_t> words) {
    ASSERT_TRUE(producer->try_write(kind, std::as_bytes(words)));
    producer->publish();
  }
  std::optional<Channel> channel;  // the victim
  std::optional<RingProducer> producer;
  os::ControlSocket socket;

 private:
  os::MemoryFile memory_;
  std::optional<os::Mapping> state_, ring_;
};

constexpr std::uint32_t kHasObjects = kMaxKind << 1U;
constexpr std::uint32_t kIsBlob = kMaxKind << 2U;

TEST(ChannelOfAMadPeer, ThrowsAtFramesThatAreCutShort) {
  const std::vector<std::pair<std::uint32_t, std::vector<std::uint64_t>>> frames{
      {kHasObjects, {}},
      {kHasObjects, {1}},
      {kHasObjects, {~std::uint64_t{0}}},
      {kHasObjects, {std::uint64_t{1} << 61U, 1, 2, 0}},
      {kHasObjects, {1, 2, 3, 0}},  // unknown, and no descriptor
      {kHasObjects, {1, 2, 3, 1}},  // a descriptor that was not sent
      {kIsBlob, {}},
      {kIsBlob, {0}},
      {kIsBlob, {0, 100}},  // no descriptor
      {kHasObjects | kIsBlob, {0}},
      {kHasObjects | kIsBlob, {0, 0, 100}},
  };
  for (const auto& [kind, words] : frames) {
    MadPeer peer;
    peer.write(kind, words);
    EXPECT_THROW((void)peer.channel->front(), DecodeError) << kind << ' ' << words.size();
    peer.channel->done_with_front();
    EXPECT_FALSE(peer.channel->front());
  }
}

TEST(ChannelOfAMadPeer, ThrowsWhereTheFileOfALargeFrameIsShorterThanItSays) {
  for (const std::uint64_t claimed : {std::uint64_t{0}, std::uint64_t{4097}, ~std::uint64_t{0}}) {
    MadPeer peer;
    os::MemoryFile file{"test-blob", 4096};
    file.seal(os::Sealed::size_fixed);
    const DescriptorTag tag{.kind = DescriptorTag::Kind::blob, .number = {.maker = 0, .count = 0}};
    const int descriptor = file.descriptor();
    ASSERT_TRUE(peer.socket.send(std::as_bytes(std::span{&tag, 1}), {&descriptor, 1}));
    const std::array<std::uint64_t, 2> words{0, claimed};
    peer.write(kIsBlob, words);
    EXPECT_THROW((void)peer.channel->front(), DecodeError) << claimed;
  }
}

TEST(ChannelOfAMadPeer, ThrowsWhereTheFileOfALargeFrameCouldBeCutOff) {
  // Not sealed: mapped, and cut off by its sender while it is read, it would end the reader by SIGBUS.
  MadPeer peer;
  const os::MemoryFile file{"test-blob", 4096};
  const DescriptorTag tag{.kind = DescriptorTag::Kind::blob, .number = {.maker = 0, .count = 0}};
  const int descriptor = file.descriptor();
  ASSERT_TRUE(peer.socket.send(std::as_bytes(std::span{&tag, 1}), {&descriptor, 1}));
  const std::array<std::uint64_t, 2> words{0, 4096};
  peer.write(kIsBlob, words);
  EXPECT_THROW((void)peer.channel->front(), DecodeError);
}

TEST(ChannelOfAMadPeer, TheMemoryOfTheRingsCannotBeCutOff) {
  const auto [caller, parts] = Channel::make();
  EXPECT_EQ(parts.memory.sealed(), os::Sealed::size_fixed);
}

TEST(ChannelOfAMadPeer, ThrowsWhereADescriptorIsNoSharedMemory) {
  MadPeer peer;
  const children::LifeLine pipe;
  const DescriptorTag tag{.kind = DescriptorTag::Kind::object, .number = {.maker = 7, .count = 7}};
  const int descriptor = pipe.writing_end();
  ASSERT_TRUE(peer.socket.send(std::as_bytes(std::span{&tag, 1}), {&descriptor, 1}));
  const std::array<std::uint64_t, 4> words{1, 7, 7, 1};
  peer.write(kHasObjects, words);
  EXPECT_THROW((void)peer.channel->front(), Error);
}

TEST(ChannelOfAMadPeer, SurvivesAnyFrame) {
  MadPeer peer;
  std::mt19937_64 random{11};
  for (int round = 0; round < children::scaled(100'000); ++round) {
    std::array<std::uint64_t, 8> words{};
    for (auto& word : words) word = random() % 4 == 0 ? random() : random() % 5;
    const auto kind = static_cast<std::uint32_t>(random() % 4 == 0 ? random() : (random() % 8) << 16U);
    peer.write(kind, std::span{words}.first(random() % 9));
    try {
      if (const auto frame = peer.channel->front()) {
        EXPECT_LE(frame->bytes.size(), sizeof words);
        EXPECT_LT(frame->kind, kMaxKind);
      }
    } catch (const DecodeError&) {
      // as it should be
    }
    peer.channel->done_with_front();
    peer.channel->release();
  }
}

// ---- blocks

TEST(ChannelBlock, IsAFrameOfWhatWasKeptInIt) {
  const Ends ends;
  const auto bytes = sample_bytes(1000, 1);
  const auto room = ends.worker->open_block(4, 250);
  ASSERT_EQ(room.size(), 1000U);
  std::ranges::copy(bytes, room.begin());
  ends.worker->keep_in_block(400);
  EXPECT_FALSE(ends.caller->front());
  ends.worker->close_block(5);
  const auto frame = ends.caller->front();
  ASSERT_TRUE(frame);
  EXPECT_EQ(frame->kind, 5U);
  EXPECT_TRUE(same_bytes(frame->bytes, std::span{bytes}.first(400)));
}

TEST(ChannelBlock, TakesNoMoreThanAFrameMayHave) {
  const Ends ends;
  EXPECT_EQ(ends.worker->open_block(16, 1'000'000).size(), kLargestPlain);
}

TEST(ChannelBlock, OfADeadWorkerIsFoundAsFarAsItWasKept) {
  const Ends ends;
  EXPECT_TRUE(ends.caller->orphaned_block().empty()) << "at birth";
  const auto bytes = sample_bytes(1000, 1);
  for (std::uint32_t lap = 0; lap < 1000; ++lap) {
    const auto room = ends.worker->open_block(8, 125);
    EXPECT_TRUE(ends.caller->orphaned_block().empty());
    std::ranges::copy(bytes, room.begin());
    ends.worker->keep_in_block(8 * (1 + lap % 125));
    ASSERT_TRUE(same_bytes(ends.caller->orphaned_block(), std::span{bytes}.first(8 * (1 + lap % 125))));
    ends.worker->close_block(1);
    EXPECT_TRUE(ends.caller->orphaned_block().empty()) << "it has been sent";
    ASSERT_TRUE(ends.caller->front());
    ends.caller->done_with_front();
    ends.caller->release();
    EXPECT_TRUE(ends.caller->orphaned_block().empty()) << "it has been taken";
  }
}

TEST(ChannelBlock, OfAMadWorkerIsEmptyOrInsideTheRing) {
  const Ends ends;
  auto& open = ends.worker->shared().open_block;
  for (const std::uint64_t begin : {std::uint64_t{0}, std::uint64_t{8}, ~std::uint64_t{0}}) {
    for (const std::uint64_t bytes : {std::uint64_t{8}, std::uint64_t{kLargestPlain + 1}, ~std::uint64_t{0}}) {
      open.begin = begin;
      open.bytes = bytes;
      EXPECT_EQ(ends.caller->orphaned_block().size(), begin == 0 && bytes == 8 ? 8U : 0U);
    }
  }
}

// ---- bells

TEST(ChannelBell, RingsOnlyWhereTheCallerWantsToHearOfIt) {
  const Ends ends;
  auto& bell = ends.caller->shared().bell;
  const auto rang = [&] {
    const bool ringing = os::wait_readable(ends.caller->bell().descriptor(), 0ms);
    ends.caller->bell().clear();
    return ringing;
  };
  ends.worker->ring_bell(/*low=*/true);
  EXPECT_FALSE(rang()) << "silent at first";
  bell = Bell::when_low;
  ends.worker->ring_bell(/*low=*/false);
  EXPECT_FALSE(rang());
  ends.worker->ring_bell(/*low=*/true);
  EXPECT_TRUE(rang());
  ends.worker->ring_bell(/*low=*/true);
  EXPECT_FALSE(rang()) << "once for each wish";
  bell = Bell::at_each_frame;
  ends.worker->ring_bell(/*low=*/false);
  EXPECT_TRUE(rang());
}

TEST(ChannelBell, ResultsAreHalfFullWhenHalfOfTheRingIs) {
  const Ends ends;
  EXPECT_FALSE(ends.worker->results_half_full());
  for (int i = 0; i < 3; ++i) ends.worker->try_send({.kind = 1, .bytes = sample_bytes(60'000, 1), .objects = {}});
  ends.worker->publish();
  EXPECT_TRUE(ends.worker->results_half_full());
}

}  // namespace
}  // namespace polyproc::internal::channel
