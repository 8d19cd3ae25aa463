#include "os/epoll.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/time.h>

namespace polyproc::internal::os {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

TEST(Epoll, TellsTheKeysOfWhatIsReadable) {
  Event a;
  Event b;
  Event c;
  Epoll events;
  events.add(a.descriptor(), 1);
  events.add(b.descriptor(), 2);
  events.add(c.descriptor(), 3);
  EXPECT_THAT(events.wait(0ms), IsEmpty());
  a.notify();
  c.notify();
  EXPECT_THAT(events.wait(), UnorderedElementsAre(1, 3));
  a.clear();
  EXPECT_THAT(events.wait(), ElementsAre(3));
}

TEST(Epoll, TellsNothingOfWhatWasRemoved) {
  Event event;
  Epoll events;
  events.add(event.descriptor(), 1);
  event.notify();
  events.remove(event.descriptor());
  EXPECT_THAT(events.wait(0ms), IsEmpty());
}

TEST(Event, StaysReadableUntilCleared) {
  Event event;
  EXPECT_FALSE(wait_readable(event.descriptor(), 0ms));
  for (int i = 0; i < 3; ++i) event.notify();
  EXPECT_TRUE(wait_readable(event.descriptor(), std::nullopt));
  EXPECT_TRUE(wait_readable(event.descriptor(), 0ms));
  event.clear();
  EXPECT_FALSE(wait_readable(event.descriptor(), 0ms));
  event.clear();  // harmless
}

TEST(WaitReadable, GivesUpAfterItsTimeoutAndNotBefore) {
  Event event;
  const auto before = std::chrono::steady_clock::now();
  EXPECT_FALSE(wait_readable(event.descriptor(), 50ms));
  EXPECT_GE(std::chrono::steady_clock::now() - before, 50ms);
}

TEST(WaitReadable, EndsAlthoughSignalsKeepComing) {
  struct sigaction act {};
  act.sa_handler = [](int) {};
  struct sigaction before {};
  ::sigaction(SIGALRM, &act, &before);
  const itimerval often{.it_interval = {.tv_sec = 0, .tv_usec = 5000}, .it_value = {.tv_sec = 0, .tv_usec = 5000}};
  ::setitimer(ITIMER_REAL, &often, nullptr);
  Event event;
  EXPECT_FALSE(wait_readable(event.descriptor(), 100ms));  // a wrong program would begin the 100 ms anew every 5 ms
  const itimerval never{};
  ::setitimer(ITIMER_REAL, &never, nullptr);
  ::sigaction(SIGALRM, &before, nullptr);
}

}  // namespace
}  // namespace polyproc::internal::os
