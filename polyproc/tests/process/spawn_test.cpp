#include "process/spawn.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "children/in_child.hpp"
#include "children/processes.hpp"
#include "children/sanitizers.hpp"
#include "children/spawning_main.hpp"
#include "polyproc/process.hpp"
#include "polyproc/queue.hpp"
#include "polyproc/shared_array.hpp"

namespace polyproc {
namespace {

using namespace std::chrono_literals;

int global = 1;

Process spawned(auto function, auto... arguments) {
  return Process{{.start_method = StartMethod::spawn}, std::move(function), std::move(arguments)...};
}

int exitcode_of(Process process) {
  process.start();
  process.join();
  return process.exitcode().value();
}

TEST(SpawnedProcess, RunsAFunctionInTheImageOfTheProgram) {
  global = 7;
  EXPECT_EQ(exitcode_of(spawned([] { std::exit(global); })), 1);
  global = 1;
}

TEST(SpawnedProcess, GetsItsArgumentsAlsoHandles) {
  const SharedArray<int> array(2);
  Queue<std::string> queue;
  const auto fill = [](const SharedArray<int>& shared, Queue<std::string> words, const std::vector<int>& values) {
    shared[0] = values.at(0);
    shared[1] = values.at(1);
    words.put("done");
  };
  EXPECT_EQ(exitcode_of(spawned(fill, array, queue, std::vector{3, 4})), 0);
  EXPECT_EQ(array[0] + array[1], 7);
  EXPECT_EQ(queue.get(), "done");
}

// Not even of those that are not close-on-exec: the end of a pipe that a child holds is an end of file that never
// comes.
TEST(SpawnedProcess, HasNoFilesOfTheProgramBeyondTheStandardStreams) {
  constexpr int kHigh = 200;
  ASSERT_EQ(::dup2(STDERR_FILENO, kHigh), kHigh);
  const auto sees = [](int fd) { std::exit(::fcntl(fd, F_GETFD) == -1 && errno == EBADF ? 0 : 3); };
  EXPECT_EQ(exitcode_of(spawned(sees, kHigh)), 0);
  EXPECT_EQ(exitcode_of(spawned(sees, int{STDERR_FILENO})), 3);
  EXPECT_NE(::fcntl(kHigh, F_GETFD), -1) << "closed here, too";
  ::close(kHigh);
}

TEST(SpawnedProcess, KnowsItsNameItsIdentityAndItsParent) {
  const auto tell = [](Queue<int> seen, Queue<std::string> words) {
    seen.get();
    words.put(current_process().name());
    words.put(parent_process().value().name);
    words.put(std::to_string(parent_process().value().pid));
  };
  Queue<int> seen;
  Queue<std::string> words;
  Process process{{.name = "helper", .start_method = StartMethod::spawn}, tell, seen, words};
  process.start();
  EXPECT_THAT(active_children(), testing::SizeIs(1));
  seen.put(1);
  process.join();
  EXPECT_EQ(words.get(), "helper");
  EXPECT_EQ(words.get(), "MainProcess");
  EXPECT_EQ(words.get(), std::to_string(::getpid()));
  EXPECT_EQ(process.exitcode(), 0);
}

TEST(SpawnedProcess, StartsWhateverThreadsRun) {
  std::atomic<bool> stop = false;
  std::thread other{[&] {
    while (!stop) std::this_thread::sleep_for(1ms);
  }};
  EXPECT_EQ(exitcode_of(spawned([] { std::exit(5); })), 5);
  stop = true;
  other.join();
}

TEST(SpawnedProcess, ReportsWhatItThrows) {
  EXPECT_EQ(exitcode_of(spawned([] { throw std::runtime_error{"no"}; })), 1);
}

TEST(SpawnedProcess, CanBeTerminated) {
  Process process = spawned([] { ::pause(); });
  process.start();
  process.terminate();
  process.join();
  EXPECT_EQ(process.exitcode(), -SIGTERM);
}

TEST(SpawnedProcess, OfAFunctionThatCannotBeSentIsRefused) {
  int here = 0;
  Process process = spawned([&here] { ++here; });
  EXPECT_THROW(process.start(), std::invalid_argument);
  Process pointer = spawned([](const int*) {}, static_cast<const int*>(&here));
  EXPECT_THROW(pointer.start(), std::invalid_argument);
}

TEST(SpawnedProcess, EndsWithAParentThatIsKilled) {
  children::LifeLine line;
  const pid_t parent = children::fork_child([&line] {
    Process process = spawned(
        [](const std::string& line_of_parent) {
          const int end = ::open(line_of_parent.c_str(), O_WRONLY);
          (void)::write(end, "x", 1);
          ::pause();
        },
        "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(line.writing_end()));
    process.start();
    ::pause();
    return 0;
  });
  ASSERT_TRUE(line.read_byte());
  ::kill(parent, SIGKILL);
  children::wait_for(parent);
  EXPECT_TRUE(line.all_gone());
}

TEST(SpawnedProcess, MayHaveSpawnedChildrenOfItsOwn) {
  EXPECT_EQ(exitcode_of(spawned([] {
              const int code = exitcode_of(spawned([] { std::exit(4); }));
              std::exit(code + 1);
            })),
            5);
}

TEST(SpawnedProcess, ManyThatAreTerminatedRightAfterStartAllEndByTheSignal) {
  std::vector<Process> processes;
  for (int i = 0; i < children::scaled(30); ++i) {
    processes.push_back(spawned([] {
      for (;;) ::pause();
    }));
    processes.back().start();
    processes.back().terminate();
  }
  for (Process& process : processes) {
    process.join();
    EXPECT_EQ(process.exitcode(), -SIGTERM);
  }
}

}  // namespace
}  // namespace polyproc

int main(int argc, char** argv) {
  return polyproc::children::spawning_main(argc, argv, [] {
    polyproc::Process{{.start_method = polyproc::StartMethod::spawn}, [] {}}.start();
  });
}
