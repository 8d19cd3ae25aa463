// Progress bars of calls.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <ranges>
#include <string>
#include <thread>
#include <vector>

#include "children/in_child.hpp"
#include "pool/scene.hpp"

namespace polyproc {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

// What a child that runs `body` shows on its standard error: a terminal, or a pipe.
template <class Body>
std::string shown_on(int reading_end, int writing_end, Body body) {
  const pid_t child = children::fork_child([&] {
    ::dup2(writing_end, STDERR_FILENO);
    return body() ? 0 : 1;
  });
  ::close(writing_end);
  std::string text;
  std::array<char, 4096> piece{};
  for (ssize_t bytes = 0; (bytes = ::read(reading_end, piece.data(), piece.size())) > 0;)
    text.append(piece.data(), static_cast<std::size_t>(bytes));
  ::close(reading_end);
  EXPECT_EQ(children::wait_for(child), 0);
  return text;
}

template <class Body>
std::string shown_on_a_terminal(Body body) {
  const int ours = ::posix_openpt(O_RDWR | O_NOCTTY);
  EXPECT_EQ(::grantpt(ours), 0);
  EXPECT_EQ(::unlockpt(ours), 0);
  return shown_on(ours, ::open(::ptsname(ours), O_RDWR | O_NOCTTY), body);
}

template <class Body>
std::string shown_on_a_pipe(Body body) {
  std::array<int, 2> ends{};
  EXPECT_EQ(::pipe(ends.data()), 0);
  return shown_on(ends[0], ends[1], body);
}

int wait_a_little(int x) {
  std::this_thread::sleep_for(10ms);
  return x;
}

bool map_with_progress() {
  Pool pool{{.processes = 1, .task = {.progress = "pages"}}};
  const bool right = pool.map(wait_a_little, std::views::iota(0, 40)).size() == 40;
  return right && ::write(STDERR_FILENO, "below", 5) == 5;
}

TEST(Progress, IsDrawnOnATerminalAndEndsItsLine) {
  const std::string shown = shown_on_a_terminal(map_with_progress);
  EXPECT_THAT(shown, HasSubstr("\r\033[Kpages:"));
  EXPECT_THAT(shown, HasSubstr("/40 ["));
  EXPECT_THAT(shown, testing::ContainsRegex("pages: 100%.*40/40 .*\n.*below"));
  EXPECT_THAT(shown, testing::ContainsRegex("0/40.*[1-9]/40.*40/40")) << "drawn meanwhile, too";
}

TEST(Progress, IsDrawnAlsoWhileNobodyWaits) {
  const std::string shown = shown_on_a_terminal([] {
    Pool pool{1};
    std::atomic<bool> done = false;
    auto result = pool.with({.progress = "pages"}).map_async(wait_a_little, std::views::iota(0, 10));
    result.then([&](const std::vector<int>&) { done = true; });
    const bool ended = children::eventually([&] { return done.load(); });
    std::this_thread::sleep_for(300ms);  // more than lies between two pictures
    ::_exit(ended ? 0 : 1);
    return true;
  });
  EXPECT_THAT(shown, HasSubstr("100%"));
}

TEST(Progress, IsNotShownElsewhere) { EXPECT_EQ(shown_on_a_pipe(map_with_progress), "below"); }

}  // namespace
}  // namespace polyproc
