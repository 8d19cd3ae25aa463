#include <gtest/gtest.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <thread>

#include "children/in_child.hpp"
#include "polyproc/queue.hpp"

// A process is killed after the first instruction of put() or get(), after the second, after the third … until it gets
// through. Each time the others must be able to go on, whatever was half done.

namespace polyproc {
namespace {

using namespace std::chrono_literals;

/// Does what need not be done again at every step: resolves symbols in this process, reserves memory in the queue.
void warm_up(Queue<int>& queue) {
  queue.put(0);
  (void)queue.get();
}

/// Instructions from one kill to the next; POLYPROC_STEP_STRIDE=1 for each and every one.
int stride() {
  const char* const wanted = std::getenv("POLYPROC_STEP_STRIDE");
  return wanted != nullptr ? std::atoi(wanted) : 11;
}

/// Runs `work` in a child one instruction at a time and kills it after `steps` of them. False if it came to its end
/// before.
bool killed_after(int steps, const std::function<void()>& work) {
  const pid_t pid = children::fork_child([&] {
    ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    ::raise(SIGSTOP);
    work();
    return 0;
  });
  int status = 0;
  ::waitpid(pid, &status, 0);
  for (int step = 0; step < steps && WIFSTOPPED(status); ++step) {
    ::ptrace(PTRACE_SINGLESTEP, pid, nullptr, nullptr);
    ::waitpid(pid, &status, 0);
  }
  if (!WIFSTOPPED(status)) return false;
  ::kill(pid, SIGKILL);
  ::waitpid(pid, &status, 0);
  return true;
}

void wait_until_asleep(pid_t pid) {
  for (;;) {
    std::ifstream file{"/proc/" + std::to_string(pid) + "/syscall"};
    std::string number;
    if (file >> number && number == "202") return;  // futex
    std::this_thread::sleep_for(100us);
  }
}

/// A reader that waits in get(), and ends with what it gets.
pid_t start_reader(Queue<int>& queue) {
  const pid_t reader = children::fork_child([&] { return queue.get(); });
  wait_until_asleep(reader);
  return reader;
}

TEST(QueueStepByStep, AKilledPutIsThereOrNotAndNobodySleepsBesideIt) {
  Queue<int> queue;
  warm_up(queue);
  int steps = 0;
  while (true) {
    const pid_t reader = start_reader(queue);
    const bool was_killed = killed_after(steps, [&] { queue.put(1); });
    // A put that has taken effect must have woken the reader; otherwise the next one does. A wrong program hangs here,
    // and the reader's alarm ends it.
    queue.put(2);
    const int received = children::wait_for(reader);
    ASSERT_TRUE(received == 1 || received == 2) << "at step " << steps;
    ASSERT_EQ(queue.try_get(), received == 1 ? std::optional{2} : std::nullopt) << "at step " << steps;
    if (!was_killed) break;
    steps += stride();
  }
  EXPECT_GT(steps, 500);
}

TEST(QueueStepByStep, AKilledPutThatTookEffectNeedsNobodyElseToWakeTheReader) {
  Queue<int> queue;
  warm_up(queue);
  for (int steps = 0;; steps += stride()) {
    const pid_t reader = start_reader(queue);
    const bool was_killed = killed_after(steps, [&] { queue.put(1); });
    if (!was_killed) {
      EXPECT_EQ(children::wait_for(reader), 1);
      break;
    }
    // The reader takes the value all by itself, or there is none: then it is still asleep and the queue empty.
    int status = 0;
    const auto give_up = std::chrono::steady_clock::now() + 30s;
    while (::waitpid(reader, &status, WNOHANG) == 0) {
      if (queue.empty() && ::waitpid(reader, &status, WNOHANG) == 0) {
        ::kill(reader, SIGKILL);
        ::waitpid(reader, &status, 0);
        break;
      }
      ASSERT_LT(std::chrono::steady_clock::now(), give_up) << "the reader sleeps beside a value, at step " << steps;
    }
    (void)queue.try_get();
  }
}

TEST(QueueStepByStep, AKilledGetTakesItsValueOrNotAndLetsAWaitingPutGoOn) {
  Queue<int> queue{1};
  warm_up(queue);
  int steps = 0;
  while (true) {
    queue.put(1);
    const pid_t writer = children::fork_child([&] {
      queue.put(2);
      return 0;
    });
    wait_until_asleep(writer);
    const bool was_killed = killed_after(steps, [&] { (void)queue.get(); });
    const int first = queue.get();
    ASSERT_TRUE(first == 1 || first == 2) << "at step " << steps;
    if (first == 1) {
      ASSERT_EQ(queue.get(), 2) << "at step " << steps;
    }
    ASSERT_EQ(children::wait_for(writer), 0);
    ASSERT_TRUE(queue.empty());
    if (!was_killed) break;
    steps += stride();
  }
  EXPECT_GT(steps, 500);
}

TEST(QueueStepByStep, AKilledShutdownHasHappenedOrNot) {
  for (int steps = 0;; steps += stride()) {
    Queue<int> queue;
    warm_up(queue);
    queue.put(1);
    const bool was_killed = killed_after(steps, [&] { queue.shutdown(/*immediate=*/true); });
    try {
      queue.put(2);
      ASSERT_EQ(queue.size(), 2U) << "at step " << steps;
    } catch (const QueueShutDown&) {
      ASSERT_EQ(queue.size(), 0U) << "at step " << steps;
    }
    if (!was_killed) break;
  }
}

}  // namespace
}  // namespace polyproc
