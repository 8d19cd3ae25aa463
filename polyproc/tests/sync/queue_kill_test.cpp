#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <random>
#include <thread>
#include <vector>

#include "polyproc/process.hpp"
#include "polyproc/queue.hpp"
#include "polyproc/shared_array.hpp"

// Processes are killed at random instants inside put() and get(), and afterwards it is checked that nothing was lost,
// doubled, torn or put out of order except what the killed one was doing, and that the others go on.

namespace polyproc {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kCrowd = 3;

/// Rounds of each campaign; POLYPROC_KILL_ROUNDS asks for more.
int rounds() {
  const char* const wanted = std::getenv("POLYPROC_KILL_ROUNDS");
  return wanted != nullptr ? std::atoi(wanted) : 40;
}

/// A value that shows if it is torn, of the sizes where the queue takes different ways.
struct Parcel {
  std::uint64_t writer = 0;
  std::uint64_t number = 0;
  std::vector<std::uint64_t> load;

  Parcel() = default;
  Parcel(std::uint64_t from, std::uint64_t count)
      : writer{from}, number{count}, load(size_of(count), from * 1'000'003 + count) {}
  static std::size_t size_of(std::uint64_t count) { return count % 97 == 0 ? 40'000 : count % 7 * 100; }
  [[nodiscard]] bool is_whole() const { return load == Parcel{writer, number}.load; }
  template <class Archive>
  void serialize(Archive& archive) {
    archive(writer, number, load);
  }
};

std::chrono::microseconds some_time() {
  static std::mt19937 random{12345};
  return std::chrono::microseconds{random() % 6000};
}

void kill_after_some_time(std::vector<Process>& victims) {
  std::this_thread::sleep_for(some_time());
  for (Process& victim : victims) victim.kill();
  for (Process& victim : victims) victim.join();
}

/// A writer tells what it has done: `begun` counts the puts it has begun, `done` those that have returned.
struct Tally {
  std::uint64_t begun = 0;
  std::uint64_t done = 0;
};

void write_for_ever(Queue<Parcel> queue, const SharedArray<Tally>& tally, std::uint64_t id) {
  for (std::uint64_t number = 1;; ++number) {
    const Parcel parcel{id, number};
    std::atomic_ref{tally[id].begun}.store(number);
    queue.put(parcel);
    std::atomic_ref{tally[id].done}.store(number);
  }
}

TEST(QueueUnderKills, LosesNothingOfWritersButWhatTheyWerePutting) {
  for (int round = 0; round < rounds(); ++round) {
    Queue<Parcel> queue;
    const SharedArray<Tally> tally(kCrowd);
    std::vector<Process> writers;
    for (std::uint64_t id = 0; id < kCrowd; ++id) writers.emplace_back([=] { write_for_ever(queue, tally, id); });
    for (Process& writer : writers) writer.start();
    kill_after_some_time(writers);

    std::vector<std::uint64_t> last(kCrowd, 0);
    const std::size_t size = queue.size();
    for (std::size_t i = 0; i < size; ++i) {
      const auto parcel = queue.try_get();
      ASSERT_TRUE(parcel);
      ASSERT_LT(parcel->writer, kCrowd);
      ASSERT_TRUE(parcel->is_whole());
      ASSERT_EQ(parcel->number, last[parcel->writer] + 1);
      last[parcel->writer] = parcel->number;
    }
    ASSERT_FALSE(queue.try_get());
    for (std::uint64_t id = 0; id < kCrowd; ++id) {
      ASSERT_GE(last[id], tally[id].done) << "a put that had returned is lost";
      ASSERT_LE(last[id], tally[id].begun);
    }
    queue.put(Parcel{0, 1});
    ASSERT_TRUE(queue.get_for(30s));
  }
}

/// A reader tells how often it has begun a get, and which values it has received.
void read_for_ever(Queue<std::uint64_t> queue, const SharedArray<std::uint8_t>& received) {
  for (;;) std::atomic_ref{received[queue.get()]}.fetch_add(1);
}

TEST(QueueUnderKills, LosesOfReadersAtMostWhatEachWasGetting) {
  for (int round = 0; round < rounds(); ++round) {
    constexpr std::uint64_t kValues = 20'000;
    Queue<std::uint64_t> queue;
    const SharedArray<std::uint8_t> received(kValues);
    for (std::uint64_t i = 0; i < kValues; ++i) queue.put(i);
    std::vector<Process> readers;
    for (std::uint64_t id = 0; id < kCrowd; ++id) readers.emplace_back([=] { read_for_ever(queue, received); });
    for (Process& reader : readers) reader.start();
    kill_after_some_time(readers);

    while (const auto value = queue.try_get()) ++received[*value];
    std::uint64_t lost = 0;
    for (const std::uint8_t count : received) {
      ASSERT_LE(count, 1) << "a value was received twice";
      lost += count == 0 ? 1 : 0;
    }
    ASSERT_LE(lost, kCrowd);
  }
}

TEST(QueueUnderKills, SurvivorsOfABoundedQueueAllGoOn) {
  for (int round = 0; round < rounds(); ++round) {
    Queue<Parcel> queue{2};  // full or empty nearly always, so everybody sleeps and is woken
    const SharedArray<Tally> tally(2 * kCrowd);
    const SharedArray<std::uint64_t> gets(1);
    const auto write = [=](std::uint64_t id) {
      return Process{{.daemon = true}, [=] { write_for_ever(queue, tally, id); }};
    };
    const auto read = [=] {
      return Process{{.daemon = true}, [=]() mutable {
                       for (;;) {
                         if (!queue.get().is_whole()) std::abort();
                         std::atomic_ref{gets[0]}.fetch_add(1);
                       }
                     }};
    };
    std::vector<Process> victims;
    for (std::uint64_t id = 0; id < kCrowd; ++id) {
      victims.push_back(write(id));
      victims.push_back(read());
    }
    Process writer = write(kCrowd);
    Process reader = read();
    for (Process& victim : victims) victim.start();
    writer.start();
    reader.start();
    // One after the other, so that each of them dies among others that sleep or run.
    for (Process& victim : victims) {
      std::this_thread::sleep_for(some_time() / 6);
      victim.kill();
    }
    for (Process& victim : victims) victim.join();

    // A wake-up that was lost with somebody leaves the two survivors asleep.
    const std::uint64_t before = std::atomic_ref{gets[0]}.load();
    const auto give_up = std::chrono::steady_clock::now() + 30s;
    while (std::atomic_ref{gets[0]}.load() < before + 200) {
      ASSERT_LT(std::chrono::steady_clock::now(), give_up) << "the survivors sleep in round " << round;
      ASSERT_TRUE(reader.is_alive() && writer.is_alive());
      std::this_thread::sleep_for(1ms);
    }
  }
}

}  // namespace
}  // namespace polyproc
