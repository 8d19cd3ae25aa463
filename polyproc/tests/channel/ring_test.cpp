#include "channel/ring.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstring>
#include <random>
#include <thread>

#include "channel/test_ring.hpp"
#include "children/in_child.hpp"
#include "children/sanitizers.hpp"
#include "polyproc/error.hpp"

namespace polyproc::internal::channel {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kHeader = 8;

TEST(Ring, GivesBackRecordsOfEverySizeWhereverTheyLie) {
  const RingInMemory ring;
  RingProducer producer{ring.memory()};
  RingConsumer consumer{ring.memory()};
  for (std::uint32_t lap = 0; lap < 3; ++lap) {
    for (std::uint32_t size = 0; size <= producer.largest_payload(); ++size) {
      const auto bytes = sample_bytes(size, size + lap);
      ASSERT_TRUE(producer.try_write(size + lap, bytes));
      producer.publish();
      const auto record = consumer.front();
      ASSERT_TRUE(record);
      ASSERT_EQ(record->kind, size + lap);
      ASSERT_TRUE(same_bytes(record->payload, bytes)) << size;
      consumer.pop();
      consumer.release();
      ASSERT_FALSE(consumer.front());
    }
  }
}

TEST(Ring, JoinsTheTwoPartsOfAPayload) {
  const RingInMemory ring;
  RingProducer producer{ring.memory()};
  RingConsumer consumer{ring.memory()};
  const auto bytes = sample_bytes(301, 1);
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    const auto all = std::span{bytes};
    ASSERT_TRUE(producer.try_write(1, all.first(cut), all.subspan(cut)));
    producer.publish();
    ASSERT_TRUE(same_bytes(consumer.front()->payload, bytes)) << cut;
    consumer.pop();
    consumer.release();
  }
}

TEST(Ring, MakesARecordOfTheFirstBytesOfReservedRoom) {
  const RingInMemory ring;
  RingProducer producer{ring.memory()};
  RingConsumer consumer{ring.memory()};
  const auto bytes = sample_bytes(100, 1);
  std::byte* const room = producer.try_reserve(1000);
  ASSERT_NE(room, nullptr);
  std::memcpy(room, bytes.data(), bytes.size());
  EXPECT_FALSE(consumer.front());
  producer.commit(7, bytes.size());
  ASSERT_TRUE(producer.try_write(8, bytes));
  producer.publish();
  EXPECT_EQ(consumer.front()->kind, 7U);
  EXPECT_TRUE(same_bytes(consumer.front()->payload, bytes));
  consumer.pop();
  EXPECT_EQ(consumer.front()->kind, 8U) << "right behind it";
  EXPECT_EQ(producer.try_reserve(4096), nullptr);
}

TEST(Ring, FindsWhatADeadWriterHadReservedBehindTheLastRecordAndNothingElse) {
  const RingInMemory ring;
  RingProducer producer{ring.memory()};
  RingConsumer consumer{ring.memory()};
  const auto bytes = sample_bytes(100, 1);
  ASSERT_TRUE(producer.try_write(1, bytes));
  producer.publish();
  const std::uint64_t begin = producer.written();
  std::memcpy(producer.try_reserve(100), bytes.data(), bytes.size());
  EXPECT_TRUE(consumer.unpublished(begin, 100).empty()) << "there is a record to be read before";
  ASSERT_TRUE(consumer.front());
  consumer.pop();
  EXPECT_TRUE(same_bytes(consumer.unpublished(begin, 100), bytes));
  EXPECT_TRUE(consumer.unpublished(begin - 8, 100).empty());
  EXPECT_TRUE(consumer.unpublished(begin, 4096).empty()) << "longer than any record";
  producer.commit(2, 100);
  producer.publish();
  EXPECT_TRUE(consumer.unpublished(begin, 100).empty()) << "it is a record now";
}

TEST(Ring, ShowsNothingBeforePublish) {
  const RingInMemory ring;
  RingProducer producer{ring.memory()};
  RingConsumer consumer{ring.memory()};
  ASSERT_TRUE(producer.try_write(1, sample_bytes(10, 1)));
  ASSERT_TRUE(producer.try_write(2, sample_bytes(20, 2)));
  EXPECT_FALSE(consumer.maybe_readable());
  EXPECT_FALSE(consumer.front());
  producer.publish();
  EXPECT_TRUE(consumer.maybe_readable());
  EXPECT_EQ(consumer.front()->kind, 1U);
  consumer.pop();
  EXPECT_EQ(consumer.front()->kind, 2U);
  consumer.pop();
  EXPECT_FALSE(consumer.front());
  EXPECT_FALSE(consumer.maybe_readable());
}

TEST(Ring, FrontIsTheSameRecordUntilItIsPopped) {
  const RingInMemory ring;
  RingProducer producer{ring.memory()};
  RingConsumer consumer{ring.memory()};
  producer.try_write(1, {});
  producer.try_write(2, {});
  producer.publish();
  EXPECT_EQ(consumer.front()->kind, 1U);
  EXPECT_EQ(consumer.front()->kind, 1U);
  EXPECT_FALSE(consumer.front_is_last());
  consumer.pop();
  EXPECT_EQ(consumer.front()->kind, 2U);
  EXPECT_TRUE(consumer.front_is_last());
}

TEST(Ring, RefusesWhatDoesNotFitAndTakesItWhenRoomIsGivenBack) {
  const RingInMemory ring;
  RingProducer producer{ring.memory()};
  RingConsumer consumer{ring.memory()};
  const std::size_t records = 4096 / kHeader;
  for (std::uint32_t i = 0; i < records; ++i) ASSERT_TRUE(producer.try_write(i, {}));
  EXPECT_FALSE(producer.has_room_for(0));
  EXPECT_FALSE(producer.try_write(7, {}));
  producer.publish();
  EXPECT_TRUE(consumer.half_full());
  EXPECT_EQ(consumer.front()->kind, 0U);
  consumer.pop();
  EXPECT_FALSE(producer.try_write(7, {})) << "the room of a record that is popped but not released";
  consumer.release();
  EXPECT_TRUE(producer.try_write(7, {}));
  EXPECT_FALSE(producer.try_write(8, {}));
  for (std::uint32_t i = 1; i < records; ++i) {
    ASSERT_EQ(consumer.front()->kind, i);
    consumer.pop();
  }
  EXPECT_FALSE(consumer.front());
  producer.publish();
  EXPECT_EQ(consumer.front()->kind, 7U);
}

TEST(Ring, AlwaysHasRoomForTheLargestPayloadOnceTheReaderHasCaughtUp) {
  for (std::size_t before = 0; before < 4096; before += kHeader) {
    const RingInMemory ring;
    RingProducer producer{ring.memory()};
    RingConsumer consumer{ring.memory()};
    for (std::size_t moved = 0; moved < before; moved += kHeader) {
      producer.try_write(0, {});
      producer.publish();
      (void)consumer.front();
      consumer.pop();
      consumer.release();
    }
    const auto largest = sample_bytes(producer.largest_payload(), before);
    ASSERT_TRUE(producer.try_write(1, largest)) << before;
    producer.publish();
    ASSERT_TRUE(same_bytes(consumer.front()->payload, largest)) << before;
    if (before > 256) before += 120;  // not every position matters
  }
}

TEST(Ring, TakesAWritePositionOutsideTheRingForNonsense) {
  for (const std::uint64_t tail :
       {std::uint64_t{4097}, std::uint64_t{1} << 40U, ~std::uint64_t{0}, std::uint64_t{1} << 63U}) {
    const RingInMemory ring;
    RingConsumer consumer{ring.memory()};
    ring.control().tail = tail;
    EXPECT_THROW((void)consumer.front(), DecodeError) << tail;
  }
}

TEST(Ring, TakesAWritePositionBeforeWhatWasReadForNonsense) {
  const RingInMemory ring;
  RingProducer producer{ring.memory()};
  RingConsumer consumer{ring.memory()};
  for (int i = 0; i < 3; ++i) producer.try_write(1, {});
  producer.publish();
  (void)consumer.front();
  consumer.pop();
  ring.control().tail = 0;
  EXPECT_THROW((void)consumer.front(), DecodeError);
}

TEST(Ring, TakesARecordLongerThanWhatWasWrittenForNonsense) {
  for (const std::uint32_t length : {1U, 4089U, 5000U, 0x7fffffffU, 0xffffffffU}) {
    const RingInMemory ring;
    RingProducer producer{ring.memory()};
    RingConsumer consumer{ring.memory()};
    producer.try_write(1, {});
    producer.publish();
    std::memcpy(ring.memory().bytes, &length, sizeof length);
    EXPECT_THROW((void)consumer.front(), DecodeError) << length;
  }
}

TEST(Ring, TakesHalfAHeaderForNonsense) {
  for (std::uint64_t bytes = 1; bytes < kHeader; ++bytes) {
    const RingInMemory ring;
    RingConsumer consumer{ring.memory()};
    ring.control().tail = bytes;
    EXPECT_THROW((void)consumer.front(), DecodeError) << bytes;
  }
}

TEST(Ring, SurvivesAnyBytesAtAll) {
  std::mt19937 random{7};
  for (int round = 0; round < 2000; ++round) {
    const RingInMemory ring;
    RingConsumer consumer{ring.memory()};
    for (std::size_t i = 0; i < 4096; i += 4) {
      const auto word = static_cast<std::uint32_t>(random() % 3 == 0 ? random() : random() % 64);
      std::memcpy(ring.memory().bytes + i, &word, sizeof word);
    }
    ring.control().tail = random() % 4096;
    std::size_t seen = 0;
    try {
      while (const auto record = consumer.front()) {
        for (const std::byte byte : record->payload) seen += std::to_integer<std::size_t>(byte);
        consumer.pop();
      }
    } catch (const DecodeError&) {
      continue;
    }
    ASSERT_LT(seen, 4096U * 256U);
  }
}

TEST(Ring, AReaderGoneMadOnlyMakesTheWriterWait) {
  const RingInMemory ring;
  RingProducer producer{ring.memory()};
  while (producer.try_write(1, {})) {
  }
  for (const std::uint64_t head : {std::uint64_t{4097}, ~std::uint64_t{0}, std::uint64_t{1} << 63U}) {
    ring.control().head = head;
    EXPECT_FALSE(producer.try_write(1, {})) << head;
  }
  ring.control().head = 8;
  EXPECT_TRUE(producer.try_write(1, {}));
  ring.control().head = 0;  // backwards
  EXPECT_FALSE(producer.try_write(1, {}));
}

TEST(Ring, WaitingEndsAtTheDeadline) {
  const RingInMemory ring;
  RingProducer producer{ring.memory()};
  RingConsumer consumer{ring.memory()};
  const auto begin = std::chrono::steady_clock::now();
  consumer.wait(begin + 20ms);
  while (producer.try_write(1, {})) {
  }
  producer.publish();
  const auto middle = std::chrono::steady_clock::now();
  EXPECT_GE(middle - begin, 20ms);
  producer.wait_for_room(0, middle + 20ms);
  EXPECT_GE(std::chrono::steady_clock::now() - middle, 20ms);
}

TEST(Ring, WaitingReturnsAtOnceWhereThereIsSomethingToDo) {
  const RingInMemory ring;
  RingProducer producer{ring.memory()};
  RingConsumer consumer{ring.memory()};
  producer.wait_for_room(100);
  producer.try_write(1, {});
  producer.publish();
  consumer.wait();
}

// Both sides sleep often: the writer is stopped by a small ring, the reader by a writer that rests. A lost wake-up
// hangs.
struct Stream {
  std::uint32_t records;
  std::uint32_t seed;

  std::uint64_t write(RingMemory memory) const {
    std::mt19937 random{seed};
    RingProducer producer{memory};
    std::uint64_t sum = 0;
    for (std::uint32_t i = 0; i < records; ++i) {
      const std::size_t size = random() % 8 == 0 ? random() % (producer.largest_payload() + 1) : random() % 40;
      const auto bytes = sample_bytes(size, i);
      while (!producer.try_write(i, bytes)) {
        producer.publish_and_wake();
        producer.wait_for_room(size);
      }
      for (const std::byte byte : bytes) sum += std::to_integer<std::uint64_t>(byte) * (i + 1);
      if (random() % 4 == 0) producer.publish_and_wake();
      if (random() % 256 == 0) ::usleep(static_cast<useconds_t>(random() % 300));
    }
    producer.publish_and_wake();
    return sum;
  }

  std::uint64_t read(RingMemory memory) const {
    std::mt19937 random{seed + 1};
    RingConsumer consumer{memory};
    std::uint64_t sum = 0;
    for (std::uint32_t i = 0; i < records; ++i) {
      auto record = consumer.front();
      while (!record) {
        consumer.release();
        consumer.wait();
        record = consumer.front();
      }
      if (record->kind != i) return 0;
      for (const std::byte byte : record->payload) sum += std::to_integer<std::uint64_t>(byte) * (i + 1);
      consumer.pop();
      if (random() % 3 == 0) consumer.release();
      if (random() % 256 == 0) ::usleep(static_cast<useconds_t>(random() % 300));
    }
    return sum;
  }
};

TEST(Ring, StreamsBetweenTwoThreads) {
  for (std::uint32_t seed = 0; seed < 3; ++seed) {
    const RingInMemory ring;
    const Stream stream{static_cast<std::uint32_t>(children::scaled(100'000)), seed};
    std::uint64_t written = 0;
    std::thread writer{[&] { written = stream.write(ring.memory()); }};
    const std::uint64_t read = stream.read(ring.memory());
    writer.join();
    EXPECT_EQ(read, written);
    EXPECT_NE(read, 0U);
  }
}

TEST(Ring, StreamsBetweenTwoProcesses) {
  for (std::uint32_t seed = 0; seed < 3; ++seed) {
    const RingInMemory ring;
    const RingInMemory back{4096};
    const Stream stream{static_cast<std::uint32_t>(children::scaled(100'000)), seed};
    const pid_t reader = children::fork_child([&] {
      const std::uint64_t sum = stream.read(ring.memory());
      RingProducer answer{back.memory()};
      answer.try_write(1, std::as_bytes(std::span{&sum, 1}));
      answer.publish_and_wake();
      return sum != 0;
    });
    const std::uint64_t written = stream.write(ring.memory());
    RingConsumer answers{back.memory()};
    while (!answers.front()) answers.wait();
    std::uint64_t read = 0;
    std::memcpy(&read, answers.front()->payload.data(), sizeof read);
    EXPECT_EQ(read, written);
    EXPECT_EQ(children::wait_for(reader), 0);
  }
}

TEST(Ring, HoldsOnlyWholeRecordsWhenTheWriterIsKilled) {
  for (int round = 0; round < children::scaled(50); ++round) {
    const RingInMemory ring;
    const pid_t writer = children::fork_child([&]() -> int {
      RingProducer producer{ring.memory()};
      for (std::uint32_t i = 0;; ++i) {
        while (!producer.try_write(i, sample_bytes(i % 200, i))) producer.wait_for_room(200);
        if (i % 3 == 0) producer.publish_and_wake();
      }
    });
    RingConsumer consumer{ring.memory()};
    std::uint32_t expected = 0;
    const auto read_all = [&] {
      while (const auto record = consumer.front()) {
        ASSERT_EQ(record->kind, expected);
        ASSERT_TRUE(same_bytes(record->payload, sample_bytes(expected % 200, expected)));
        consumer.pop();
        ++expected;
      }
      consumer.release();
    };
    const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds{100 * round};
    do {
      read_all();
    } while (std::chrono::steady_clock::now() < end);
    ::kill(writer, SIGKILL);
    children::wait_for(writer);
    read_all();
  }
}

}  // namespace
}  // namespace polyproc::internal::channel
