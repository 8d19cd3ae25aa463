// The life of a worker, seen through what tasks find in it.
#include "pool/worker.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "children/in_child.hpp"
#include "polyproc/queue.hpp"
#include "pool/deaths.hpp"
#include "pool/scene.hpp"

namespace polyproc {
namespace {

using namespace std::chrono_literals;

int twice(int x) { return 2 * x; }

std::string contents(const std::string& path) {
  std::ifstream file{path};
  return {std::istreambuf_iterator<char>{file}, {}};
}

class WorkerTest : public testing::Test {
 protected:
  std::string path_ =
      (std::filesystem::temp_directory_path() / ("polyproc-worker-test-" + std::to_string(::getpid()))).string();
  ~WorkerTest() override { std::filesystem::remove(path_); }
};

TEST_F(WorkerTest, KnowsItsIndex) {
  EXPECT_EQ(current_worker().index(), -1);
  Pool pool{3};
  std::set<int> indexes;
  EXPECT_TRUE(children::eventually([&] {
    for (const int index : pool.with({.chunksize = 1})
                               .map(
                                   [](int) {
                                     ::usleep(500);
                                     return current_worker().index();
                                   },
                                   std::views::iota(0, 30))) {
      indexes.insert(index);
    }
    return indexes.size() == 3;
  }));
  EXPECT_EQ(indexes, (std::set{0, 1, 2}));
}

TEST_F(WorkerTest, AReplacementHasTheIndexOfTheOneItReplaces) {
  Pool pool{1};
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(pool.apply([] { return current_worker().index(); }), 0);
    EXPECT_THROW(pool.apply([] { ::_exit(1); }), WorkerDied);
  }
}

TEST_F(WorkerTest, SeesTheProgramAsItWasWhenThePoolWasMade) {
  static int number = 0;
  number = 5;
  Pool pool{1};
  number = 6;
  EXPECT_EQ(pool.apply([] { return number; }), 5);
  EXPECT_THROW(pool.apply([] { ::_exit(1); }), WorkerDied);
  EXPECT_EQ(pool.apply([] { return number; }), 5);
}

// ---- forks inside tasks

TEST_F(WorkerTest, ATaskThatForksAndReturnsTwiceAnswersOnce) {
  const Tally tally;
  int* const returns = tally.get();
  Pool pool{1};
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(pool.apply(
                  [returns](int x) {
                    (void)::fork();
                    add_to(returns);
                    return x;
                  },
                  i),
              i);
  }
  EXPECT_TRUE(reaches(returns, 40));
  EXPECT_EQ(pool.map(twice, std::views::iota(0, 10)).size(), 10U);
}

TEST_F(WorkerTest, ATaskThatForksAndThrowsTwiceFailsOnce) {
  Pool pool{1};
  for (int i = 0; i < 10; ++i) {
    EXPECT_STREQ(thrown_by<std::runtime_error>([&] {
                   pool.apply(
                       [](int x) {
                         (void)::fork();
                         throw std::runtime_error{std::to_string(x)};
                       },
                       i);
                 })->what(),
                 std::to_string(i).c_str());
  }
}

TEST_F(WorkerTest, ATaskMayWaitForAChildOfItsOwn) {
  Pool pool{2};
  EXPECT_EQ(pool.apply([] { return children::in_child([] { return 17; }); }), 17);
  EXPECT_EQ(pool.apply([] { return std::system("exit 3"); }), 3 << 8);
}

// ---- exits

TEST_F(WorkerTest, ExitInATaskRunsNothingThatTheProgramHadPrepared) {
  static std::string file;
  file = path_;
  struct AtExit {
    ~AtExit() { std::ofstream{file, std::ios::app} << "destroyed " << ::getpid() << '\n'; }
  };
  EXPECT_EQ(children::in_child([] {
              static const AtExit object;
              std::atexit([] { std::ofstream{file, std::ios::app} << "at exit\n"; });
              Pool pool{1};
              const auto died = thrown_by<WorkerDied>([&] { pool.apply([] { std::exit(3); }); });
              return died && died->exitcode() == 3 && contents(file).empty();
            }),
            0);
  EXPECT_EQ(contents(path_), "");
}

TEST_F(WorkerTest, AnOpenFileIsNotWrittenTwice) {
  {
    std::ofstream stream{path_};
    stream << "once";  // buffered, so a copy of the buffer is in each worker
    Pool pool{2};
    EXPECT_THROW(pool.apply([] { std::exit(3); }), WorkerDied);
    EXPECT_THROW(pool.apply([] { ::_exit(3); }), WorkerDied);
    (void)pool.map(twice, std::views::iota(0, 10));
  }
  EXPECT_EQ(contents(path_), "once");
}

// ---- input and output

TEST_F(WorkerTest, StandardInputReadsAsEmpty) {
  Pool pool{1};
  EXPECT_EQ(pool.apply([] {
    char byte = 0;
    return ::read(STDIN_FILENO, &byte, 1);
  }),
            0);
  EXPECT_EQ(pool.apply([] { return std::getchar(); }), EOF);
}

TEST_F(WorkerTest, WhatTasksPrintIsWrittenOnce) {
  EXPECT_EQ(children::in_child([this] {
              const int file = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
              ::dup2(file, STDOUT_FILENO);
              std::printf("before ");  // to a file, so it is buffered
              std::cout << "making ";
              {
                Pool pool{2};
                (void)pool.map([](int x) { return std::printf("[%d]", x); }, std::views::iota(0, 100));
                pool.apply([] { std::cout << "{cout}"; });
                EXPECT_THROW(pool.apply([] {
                  std::printf("{exit}");
                  std::exit(1);
                }),
                             WorkerDied);
              }
              std::printf(" after");
              std::fflush(stdout);
              return !testing::Test::HasFailure();
            }),
            0);
  const std::string printed = contents(path_);
  EXPECT_EQ(printed.substr(0, 14), "before making ");
  EXPECT_TRUE(printed.ends_with(" after"));
  for (int i = 0; i < 100; ++i) {
    const std::string word = "[" + std::to_string(i) + "]";
    const auto first = printed.find(word);
    EXPECT_NE(first, std::string::npos) << word << " is lost";
    EXPECT_EQ(printed.find(word, first + 1), std::string::npos) << word << " is doubled";
  }
  EXPECT_NE(printed.find("{cout}"), std::string::npos);
  EXPECT_NE(printed.find("{exit}"), std::string::npos);
}

TEST_F(WorkerTest, WhatATaskPrintsDoesNotWaitForTheNextTask) {
  const children::LifeLine line;
  EXPECT_EQ(children::in_child([&line] {
              ::dup2(line.writing_end(), STDOUT_FILENO);
              Pool pool{1};
              pool.apply([] { std::printf("x"); });
              return line.read_byte();
            }),
            0);
}

// ---- shared arrays

void fill(SharedArray<int> array, int value) { std::ranges::fill(array, value); }

SharedArray<int> make(int size, int value) {
  SharedArray<int> array(static_cast<std::size_t>(size));
  std::ranges::fill(array, value);
  return array;
}

TEST_F(WorkerTest, WritesIntoArraysOfTheProgram) {
  const SharedArray<int> before(1'000);
  Pool pool{2};
  const SharedArray<int> after(1'000);
  pool.apply(fill, before, 1);
  pool.apply(fill, after, 2);
  EXPECT_EQ(std::ranges::count(before, 1), 1'000);
  EXPECT_EQ(std::ranges::count(after, 2), 1'000);
}

TEST_F(WorkerTest, AnArrayMadeInATaskOutlivesItsWorker) {
  Pool pool{1};
  const auto array = pool.apply(make, 100'000, 7);
  EXPECT_THROW(pool.apply([] { ::_exit(1); }), WorkerDied);
  EXPECT_EQ(std::ranges::count(array, 7), 100'000);
  pool.apply(fill, array, 8);  // in the new worker
  EXPECT_EQ(std::ranges::count(array, 8), 100'000);
  auto results = pool.map_async([](int n) { return make(n, n); }, std::views::iota(1, 20));
  const auto arrays = results.get();
  pool.terminate();
  for (std::size_t i = 0; i < arrays.size(); ++i) EXPECT_EQ(arrays[i][i], static_cast<int>(i) + 1);
}

TEST_F(WorkerTest, AnArrayGoesFromOneTaskToTheNextThroughTheProgram) {
  Pool pool{2};
  auto array = pool.apply(make, 10, 0);
  for (int i = 0; i < 200; ++i) {
    array = pool.apply(
        [](SharedArray<int> a) {
          for (int& x : a) ++x;
          return a;
        },
        array);
  }
  EXPECT_EQ(array[9], 200);
}

TEST_F(WorkerTest, ArraysOneAfterTheOtherUseUpNoDescriptors) {
  Pool pool{2};
  const auto warm_up = pool.apply(make, 1, 1);
  const auto descriptors_of_workers = [&] {
    std::size_t most = 0;
    for (const pid_t worker : children::children_of(children::children_of(::getpid()).front())) {
      most = std::max(most, children::open_descriptors(worker));
    }
    return most;
  };
  const std::size_t own = children::open_descriptors();
  const std::size_t workers = descriptors_of_workers();
  for (int i = 0; i < children::scaled(10'000); ++i) {
    const SharedArray<int> array(4);
    pool.apply(fill, array, i);
    ASSERT_EQ(array[3], i);
    if (i % 4 == 0) {
      ASSERT_EQ(pool.apply(make, 4, i)[3], i);
    }
    if (i % 1'000 == 999) {
      // Workers are told a little later.
      EXPECT_TRUE(children::eventually([&] { return descriptors_of_workers() <= workers + 2; }))
          << descriptors_of_workers() << " after " << i;
      EXPECT_LE(children::open_descriptors(), own + 3) << "more than the array here and two workers born late";
    }
  }
}

TEST_F(WorkerTest, ArraysInFunctionObjectsUseUpNoDescriptors) {
  struct Adder {
    SharedArray<int> array;
    int operator()(int x) const { return x + array[0]; }
  };
  Pool pool{1};
  EXPECT_EQ(pool.apply(twice, 1), 2);
  const pid_t worker = pool.apply(::getpid);
  const std::size_t before = children::open_descriptors(worker);
  for (int i = 0; i < 300; ++i) {
    const SharedArray<int> array(1);
    array[0] = i;
    EXPECT_EQ(pool.apply(Adder{array}, 1), i + 1);
  }
  EXPECT_TRUE(children::eventually([&] {
    (void)pool.apply(twice, 1);
    return children::open_descriptors(worker) <= before + 1;
  })) << children::open_descriptors(worker) - before;
}

TEST_F(WorkerTest, MemoryIsGivenBackWithTheLastHandle) {
  Pool pool{1};
  const pid_t worker = pool.apply(::getpid);
  const auto has_map = [](pid_t pid, const std::string& size) {
    return contents("/proc/" + std::to_string(pid) + "/smaps").find(size) != std::string::npos;
  };
  const std::string size = "Size:              12340 kB";
  {
    const SharedArray<std::byte> array(std::size_t{12340} * 1024);
    pool.apply([](SharedArray<std::byte> a) { a[5] = std::byte{1}; }, array);
    EXPECT_TRUE(has_map(::getpid(), size));
    EXPECT_TRUE(has_map(worker, size));
  }
  EXPECT_FALSE(has_map(::getpid(), size));
  EXPECT_TRUE(children::eventually([&] { return !has_map(worker, size); })) << "nobody has told the worker";
}

// ---- queues

TEST_F(WorkerTest, PutsIntoAQueueOfTheProgram) {
  Pool pool{2};
  Queue<std::string> queue;
  pool.map(
      [](const std::pair<Queue<std::string>, int>& item) {
        Queue<std::string> q = item.first;
        q.put(std::to_string(item.second));
      },
      std::vector{std::pair{queue, 1}, std::pair{queue, 2}});
  std::set<std::string> got{queue.get(), queue.get()};
  EXPECT_EQ(got, (std::set<std::string>{"1", "2"}));
}

TEST_F(WorkerTest, TalksThroughAQueueMadeInATask) {
  Pool pool{2};
  auto queue = pool.apply([] {
    Queue<int> made;
    made.put(42);
    return made;
  });
  EXPECT_EQ(queue.get(), 42);
  auto reader = pool.apply_async([](Queue<int> q) { return q.get(); }, queue);
  pool.apply([](Queue<int> q, int x) { q.put(x); }, queue, 43);
  EXPECT_EQ(reader.get(), 43);
}

TEST_F(WorkerTest, ADeathLeavesAQueueUsable) {
  Pool pool{1};
  Queue<int> queue;
  EXPECT_THROW(pool.apply(
                   [](Queue<int> q) {
                     q.put(1);
                     ::_exit(1);
                   },
                   queue),
               WorkerDied);
  EXPECT_EQ(queue.get(), 1);
  pool.apply([](Queue<int> q) { q.put(2); }, queue);
  EXPECT_EQ(queue.get(), 2);
}

}  // namespace
}  // namespace polyproc
