#include "polyproc/queue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/time.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "children/in_child.hpp"
#include "polyproc/process.hpp"
#include "polyproc/shared_array.hpp"

namespace polyproc {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
using testing::HasSubstr;
using testing::ThrowsMessage;

/// Runs `function` in a process and says whether it ended well.
template <class F>
bool ends_well(F function) {
  Process process{std::move(function)};
  process.start();
  process.join();
  return process.exitcode() == 0;
}

TEST(Queue, IsFirstInFirstOut) {
  Queue<int> queue;
  for (int i = 0; i < 100; ++i) queue.put(i);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(queue.get(), i);
}

TEST(Queue, CountsItsValues) {
  Queue<int> queue;
  std::vector<std::size_t> sizes{queue.size()};
  queue.put(1), sizes.push_back(queue.size());
  queue.put(2), sizes.push_back(queue.size());
  (void)queue.get(), sizes.push_back(queue.size());
  (void)queue.get(), sizes.push_back(queue.size());
  EXPECT_THAT(sizes, testing::ElementsAre(0, 1, 2, 1, 0));
  EXPECT_TRUE(queue.empty());
  EXPECT_FALSE(queue.full());
}

TEST(Queue, CarriesValuesOfManyTypes) {
  Queue<std::map<std::string, std::vector<std::optional<double>>>> queue;
  const std::map<std::string, std::vector<std::optional<double>>> value{{"a", {1.5, std::nullopt}}, {"b", {}}};
  queue.put(value);
  EXPECT_EQ(queue.get(), value);
}

TEST(Queue, TakesSixValuesWhereSixIsTheLimit) {
  Queue<int> queue{6};
  for (int i = 0; i < 5; ++i) queue.put(i);
  EXPECT_FALSE(queue.full());
  EXPECT_TRUE(queue.try_put(5));
  EXPECT_TRUE(queue.full());
  EXPECT_FALSE(queue.try_put(6));
  const auto before = steady_clock::now();
  EXPECT_FALSE(queue.put_for(7, 50ms));
  EXPECT_GE(steady_clock::now() - before, 50ms);
  EXPECT_FALSE(queue.put_for(7, -1s));
  EXPECT_TRUE(ends_well([queue]() mutable {
    for (int i = 0; i < 6; ++i) {
      if (queue.get() != i) std::exit(1);
    }
  }));
  EXPECT_TRUE(queue.empty());
}

TEST(Queue, SaysSoWhenItIsEmpty) {
  Queue<int> queue;
  EXPECT_EQ(queue.try_get(), std::nullopt);
  EXPECT_EQ(queue.get_for(-1s), std::nullopt);
  const auto before = steady_clock::now();
  EXPECT_EQ(queue.get_for(50ms), std::nullopt);
  EXPECT_GE(steady_clock::now() - before, 50ms);
}

TEST(Queue, GetWaitsForAPutOfAnotherProcess) {
  Queue<int> queue;
  Process writer{[queue]() mutable {
    std::this_thread::sleep_for(30ms);
    queue.put(42);
  }};
  writer.start();
  EXPECT_EQ(queue.get(), 42);
}

TEST(Queue, PutWaitsForAGetOfAnotherProcess) {
  Queue<int> queue{1};
  queue.put(1);
  Process reader{[queue]() mutable {
    std::this_thread::sleep_for(30ms);
    (void)queue.get();
  }};
  reader.start();
  queue.put(2);
  EXPECT_EQ(queue.get(), 2);
}

TEST(Queue, UsedInTheParentStillWorksInAChildForkedAfterwards) {
  Queue<int> queue;
  for (int i = 0; i < 10; ++i) queue.put(i);
  EXPECT_EQ(queue.get(), 0);
  EXPECT_TRUE(ends_well([queue]() mutable {
    for (int i = 10; i < 20; ++i) queue.put(i);
  }));
  for (int i = 1; i < 20; ++i) EXPECT_EQ(queue.get(), i);
  EXPECT_TRUE(queue.empty());
}

TEST(Queue, KeepsWhatWritersPutWhoEndedBeforeAnythingWasRead) {
  // More than any pipe holds; a queue on a pipe would keep the writers from ending.
  Queue<std::string> queue;
  std::vector<Process> writers;
  for (int w = 0; w < 3; ++w) {
    writers.emplace_back([queue, w]() mutable {
      for (int i = 0; i < 50; ++i) queue.put(std::string(100'000, static_cast<char>('a' + w)));
    });
  }
  for (Process& writer : writers) writer.start();
  for (Process& writer : writers) writer.join();
  std::map<char, int> counts;
  for (int i = 0; i < 150; ++i) {
    const std::string text = queue.get();
    ASSERT_EQ(text, std::string(100'000, text.at(0)));
    ++counts[text[0]];
  }
  EXPECT_EQ(counts, (std::map<char, int>{{'a', 50}, {'b', 50}, {'c', 50}}));
}

TEST(Queue, CarriesAHundredMegabytesAtOnce) {
  Queue<std::vector<std::uint32_t>> queue;
  Process writer{[queue]() mutable {
    std::vector<std::uint32_t> numbers(25'000'000);
    std::iota(numbers.begin(), numbers.end(), 0U);
    queue.put(numbers);
  }};
  writer.start();
  const auto numbers = queue.get();
  ASSERT_EQ(numbers.size(), 25'000'000U);
  for (std::uint32_t i = 0; i < numbers.size(); ++i) ASSERT_EQ(numbers[i], i);
}

TEST(Queue, KeepsTheOrderOfEachWriterForManyReaders) {
  constexpr int kWriters = 3;
  constexpr int kReaders = 3;
  constexpr int kEach = 3'000;
  struct Item {
    int writer;
    int number;
  };
  Queue<Item> queue{10};
  const SharedArray<int> counts(kWriters);
  std::vector<Process> processes;
  for (int w = 0; w < kWriters; ++w) {
    processes.emplace_back([queue, w]() mutable {
      for (int i = 0; i < kEach; ++i) queue.put({w, i});
    });
  }
  for (int r = 0; r < kReaders; ++r) {
    processes.emplace_back([queue, counts]() mutable {
      std::vector<int> last(kWriters, -1);
      for (;;) {
        const Item item = queue.get();
        if (item.writer < 0) return;
        if (item.number <= last.at(static_cast<std::size_t>(item.writer))) std::exit(1);
        last[static_cast<std::size_t>(item.writer)] = item.number;
        std::atomic_ref{counts[static_cast<std::size_t>(item.writer)]}.fetch_add(1);
      }
    });
  }
  for (Process& process : processes) process.start();
  for (int w = 0; w < kWriters; ++w) processes[static_cast<std::size_t>(w)].join();
  for (int r = 0; r < kReaders; ++r) queue.put({-1, 0});
  for (Process& process : processes) {
    process.join();
    EXPECT_EQ(process.exitcode(), 0);
  }
  for (const int count : counts) EXPECT_EQ(count, kEach);
}

TEST(Queue, MayBeUsedByManyThreads) {
  Queue<int> queue{5};
  std::vector<std::thread> threads;
  std::atomic<int> sum{0};
  for (int t = 0; t < 2; ++t) {
    threads.emplace_back([&] {
      for (int i = 1; i <= 500; ++i) queue.put(i);
    });
    threads.emplace_back([&] {
      for (int i = 0; i < 250; ++i) sum += queue.get();
      for (int i = 0; i < 250; ++i) sum += queue.get_for(60s).value();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(sum, 500 * 501);
}

TEST(Queue, ThatIsShutDownTakesNothingMoreButHandsOutWhatItHas) {
  Queue<int> queue;
  queue.put(1);
  queue.put(2);
  queue.shutdown();
  queue.shutdown();  // harmless
  EXPECT_THROW(queue.put(3), QueueShutDown);
  EXPECT_THROW((void)queue.try_put(3), QueueShutDown);
  EXPECT_THROW((void)queue.put_for(3, 1s), QueueShutDown);
  EXPECT_EQ(queue.size(), 2U);
  EXPECT_EQ(queue.get(), 1);
  EXPECT_EQ(queue.try_get(), 2);
  EXPECT_THROW((void)queue.get(), QueueShutDown);
  EXPECT_THROW((void)queue.try_get(), QueueShutDown);
  EXPECT_THROW((void)queue.get_for(1s), QueueShutDown);
}

TEST(Queue, ThatIsShutDownAtOnceDropsWhatItHas) {
  Queue<int> queue;
  queue.put(1);
  queue.shutdown(/*immediate=*/true);
  EXPECT_TRUE(queue.empty());
  EXPECT_THROW((void)queue.get(), QueueShutDown);
}

TEST(Queue, ShutdownReleasesWhoWaits) {
  Queue<int> empty;
  Queue<int> full{1};
  full.put(1);
  const auto throws_shut_down = [](auto call) {
    try {
      call();
      std::exit(1);
    } catch (const QueueShutDown&) {
    }
  };
  Process reader{[=]() mutable { throws_shut_down([&] { (void)empty.get(); }); }};
  Process writer{[=]() mutable { throws_shut_down([&] { full.put(2); }); }};
  reader.start();
  writer.start();
  std::this_thread::sleep_for(30ms);
  empty.shutdown();
  full.shutdown();
  reader.join();
  writer.join();
  EXPECT_EQ(reader.exitcode(), 0);
  EXPECT_EQ(writer.exitcode(), 0);
}

TEST(Queue, CopiesAreHandlesToOneQueue) {
  Queue<int> queue;
  Queue<int> copy = queue;
  copy.put(5);
  EXPECT_EQ(queue.get(), 5);
}

TEST(Queue, RefusesHandlesAndStaysAsItIs) {
  Queue<std::vector<SharedArray<int>>> queue{1};
  EXPECT_THAT([&] { queue.put({SharedArray<int>(1)}); },
              ThrowsMessage<std::invalid_argument>(HasSubstr("handles cannot travel through a queue")));
  EXPECT_TRUE(queue.empty());
  queue.put({});
  EXPECT_TRUE(queue.get().empty());
}

/// Cannot be saved if it is 1, nor loaded if it is 2.
struct Picky {
  int value = 0;
  template <class Archive>
  void save(Archive& archive) const {
    if (value == 1) throw std::domain_error{"not this one"};
    archive(value);
  }
  template <class Archive>
  void load(Archive& archive) {
    archive(value);
    if (value == 2) throw std::domain_error{"not that one"};
  }
};

TEST(Queue, AValueThatCannotBeEncodedTakesNoPlace) {
  Queue<Picky> queue{1};
  EXPECT_THROW(queue.put({1}), std::domain_error);
  EXPECT_EQ(queue.size(), 0U);
  EXPECT_TRUE(queue.try_put({3}));
  EXPECT_EQ(queue.get().value, 3);
}

TEST(Queue, AValueThatCannotBeDecodedIsRemoved) {
  Queue<Picky> queue{1};
  queue.put({2});
  EXPECT_THROW((void)queue.get(), std::domain_error);
  EXPECT_TRUE(queue.try_put({4}));
  EXPECT_EQ(queue.get().value, 4);
}

TEST(Queue, GoesOnWhenAWaitingReaderIsKilled) {
  Queue<int> queue;
  Process victim{[queue]() mutable { (void)queue.get(); }};
  Process survivor{[queue]() mutable { std::exit(queue.get()); }};
  victim.start();
  survivor.start();
  std::this_thread::sleep_for(30ms);
  victim.kill();
  victim.join();
  queue.put(9);
  survivor.join();
  EXPECT_EQ(survivor.exitcode(), 9);
}

TEST(Queue, GoesOnWhenAWaitingReaderIsStopped) {
  Queue<int> queue;
  Process stuck{{.daemon = true}, [queue]() mutable { (void)queue.get(); }};
  Process reader{[queue]() mutable { std::exit(queue.get()); }};
  stuck.start();
  std::this_thread::sleep_for(20ms);
  reader.start();
  std::this_thread::sleep_for(20ms);
  ::kill(stuck.pid(), SIGSTOP);
  queue.put(9);
  reader.join();
  EXPECT_EQ(reader.exitcode(), 9);
}

TEST(Queue, WorksInAChildWithoutStandardInput) {
  EXPECT_EQ(children::in_child([] {
              ::close(STDIN_FILENO);
              Queue<int> queue;
              Process writer{[queue]() mutable { queue.put(1); }};
              writer.start();
              return queue.get() == 1;
            }),
            0);
}

TEST(Queue, IsHandedOnToAGrandchild) {
  Queue<int> queue;
  EXPECT_TRUE(ends_well([queue] {
    if (!ends_well([queue]() mutable { queue.put(7); })) std::exit(1);
  }));
  EXPECT_EQ(queue.get(), 7);
}

TEST(Queue, ThatIsShutDownAtOnceReleasesWhoWaits) {
  Queue<int> queue;
  Process reader{[queue]() mutable {
    try {
      (void)queue.get();
      std::exit(1);
    } catch (const QueueShutDown&) {
    }
  }};
  reader.start();
  std::this_thread::sleep_for(30ms);
  queue.shutdown(/*immediate=*/true);
  reader.join();
  EXPECT_EQ(reader.exitcode(), 0);
}

TEST(Queue, SignalsThatKeepComingLoseNothing) {
  Queue<int> queue{4};
  const auto shaken = [](auto body) {
    return [=]() mutable {
      struct sigaction action {};
      action.sa_handler = [](int) {};  // without SA_RESTART: every wait is interrupted
      ::sigaction(SIGALRM, &action, nullptr);
      const itimerval often{.it_interval = {0, 300}, .it_value = {0, 300}};
      ::setitimer(ITIMER_REAL, &often, nullptr);
      body();
    };
  };
  Process writer{shaken([queue]() mutable {
    for (int i = 0; i < 5000; ++i) queue.put(i);
  })};
  Process reader{shaken([queue]() mutable {
    for (int i = 0; i < 5000; ++i) {
      if (queue.get() != i) std::exit(1);
    }
  })};
  writer.start();
  reader.start();
  writer.join();
  reader.join();
  EXPECT_EQ(writer.exitcode(), 0);
  EXPECT_EQ(reader.exitcode(), 0);
  EXPECT_TRUE(queue.empty());
}

}  // namespace
}  // namespace polyproc
