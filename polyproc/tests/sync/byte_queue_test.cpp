#include "polyproc/sync/byte_queue.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "os/memory.hpp"
#include "sync/queue_header.hpp"

namespace polyproc::internal::sync {
namespace {

bool put(ByteQueue& queue, std::string_view text) {
  return queue.put(std::as_bytes(std::span{text}), Duration::zero());
}

std::string get(ByteQueue& queue) {
  const auto message = queue.get(Duration::zero());
  return message ? std::string{reinterpret_cast<const char*>(message->data.get()), message->size} : "nothing";
}

QueueHeader& header_of(ByteQueue& queue) {
  return *std::launder(reinterpret_cast<QueueHeader*>(queue.memory()->data()));
}

std::size_t bytes_in_use(const ByteQueue& queue) {
  struct stat status {};
  EXPECT_EQ(::fstat(queue.memory()->descriptor(), &status), 0);
  return static_cast<std::size_t>(status.st_blocks) * 512;
}

TEST(ByteQueue, KeepsMessagesOfEverySizeApart) {
  ByteQueue queue{0};
  const std::vector<std::size_t> sizes{0, 1, 7, 8, 4087, 4088, 4089, 4096, 10'000, 65'528, 65'536, 300'000};
  for (const std::size_t size : sizes) EXPECT_TRUE(put(queue, std::string(size, static_cast<char>('a' + size % 26))));
  for (const std::size_t size : sizes) EXPECT_EQ(get(queue), std::string(size, static_cast<char>('a' + size % 26)));
  EXPECT_EQ(get(queue), "nothing");
}

TEST(ByteQueue, GivesBackWhatWasRead) {
  ByteQueue queue{0};
  const std::string megabyte(std::size_t{1} << 20U, 'x');
  for (int i = 0; i < 20; ++i) put(queue, megabyte);
  EXPECT_GE(bytes_in_use(queue), 20 * megabyte.size());
  for (int i = 0; i < 20; ++i) get(queue);
  EXPECT_LE(bytes_in_use(queue), std::size_t{512} << 10U);
}

TEST(ByteQueue, GivesBackSmallMessagesToo) {
  ByteQueue queue{0};
  for (int i = 0; i < 100'000; ++i) {
    put(queue, "some sixty bytes, so that it makes six megabytes altogether!");
    get(queue);
  }
  EXPECT_LE(bytes_in_use(queue), std::size_t{512} << 10U);
}

TEST(ByteQueue, UsesOnePageBeforeAnythingIsPut) { EXPECT_EQ(bytes_in_use(ByteQueue{0}), os::page_size()); }

TEST(ByteQueue, ArrivesInAnotherProcessAsTheSameQueue) {
  ByteQueue queue{3};
  put(queue, "hello");
  ByteQueue arrived{queue.memory()};
  EXPECT_EQ(arrived.maxsize(), 3U);
  EXPECT_EQ(get(arrived), "hello");
}

TEST(ByteQueue, RefusesMemoryThatIsNoQueue) {
  EXPECT_THROW(ByteQueue{SharedMemory::create(100'000)}, DecodeError);
  EXPECT_THROW(ByteQueue{SharedMemory::create(1)}, DecodeError);
}

// What a process that went mad may have written is refused, not followed.

TEST(ByteQueue, RefusesALengthBeyondItsEnd) {
  for (const std::uint64_t length : {std::uint64_t{6}, std::uint64_t{1} << 40U, ~std::uint64_t{0}, ~std::uint64_t{7}}) {
    ByteQueue queue{0};
    put(queue, "hello");
    queue.memory()->file().write(header_of(queue).state().head, std::as_bytes(std::span{&length, 1}));
    EXPECT_THROW((void)get(queue), Error);
  }
}

TEST(ByteQueue, RefusesAStateOutOfOrder) {
  const auto damaged = [](void (*damage)(QueueState&)) {
    ByteQueue queue{0};
    put(queue, "hello");
    QueueState state = header_of(queue).state();
    damage(state);
    header_of(queue).commit(state);
    EXPECT_THROW((void)get(queue), Error);
    EXPECT_THROW((void)put(queue, "x"), Error);
  };
  damaged([](QueueState& state) { state.head = state.tail + 1; });
  damaged([](QueueState& state) { state.tail = state.reserved + 1; });
  damaged([](QueueState& state) { state.head = 0; });
  damaged([](QueueState& state) { state.released = state.head + 1; });
  damaged([](QueueState& state) { state.gets = state.puts + 1; });
  damaged([](QueueState& state) { state.head = state.tail; });
}

TEST(ByteQueue, AnUnfinishedPutLeavesNothing) {
  ByteQueue queue{0};
  put(queue, "before");
  const QueueState state = header_of(queue).state();
  const std::string torn(1000, 'x');
  queue.memory()->file().write(state.tail, std::as_bytes(std::span{torn}));  // and then the writer is killed
  put(queue, "after");
  EXPECT_EQ(get(queue), "before");
  EXPECT_EQ(get(queue), "after");
  EXPECT_EQ(get(queue), "nothing");
}

TEST(ByteQueue, WithoutMemoryNothingIsPut) {
  ByteQueue queue{0};
  put(queue, "before");
  // As long as a message can be that nobody has memory for; it is never read.
  const std::span<const std::byte> endless{queue.memory()->data(), std::size_t{1} << 50U};
  try {
    queue.put(endless, Duration::zero());
    FAIL() << "a petabyte was put";
  } catch (const SystemError& error) {
    EXPECT_EQ(error.errnum(), ENOMEM);
  }
  put(queue, "after");
  EXPECT_EQ(get(queue), "before");
  EXPECT_EQ(get(queue), "after");
}

}  // namespace
}  // namespace polyproc::internal::sync
