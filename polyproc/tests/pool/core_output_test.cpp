// What tasks print.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <ranges>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "children/in_child.hpp"
#include "polyproc/pool.hpp"
#include "pool/scene.hpp"

namespace polyproc {
namespace {

/// What a program prints that runs `body` in a child of this one.
template <class Body>
std::string output_of(Body body) {
  std::FILE* const file = std::tmpfile();
  const pid_t child = children::fork_child([&] {
    ::dup2(::fileno(file), STDOUT_FILENO);
    ::dup2(::fileno(file), STDERR_FILENO);
    body();
    return 0;
  });
  EXPECT_EQ(children::wait_for(child), 0);
  std::rewind(file);
  std::string text;
  std::array<char, 65536> buffer{};
  for (std::size_t bytes = 1; (bytes = std::fread(buffer.data(), 1, buffer.size(), file)) > 0;)
    text.append(buffer.data(), bytes);
  std::fclose(file);
  return text;
}

std::multiset<std::string> lines_of(const std::string& text) {
  std::istringstream in{text};
  std::multiset<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.insert(line);
  return lines;
}

// A line of so many pieces, written by as many calls.
std::string piece(int i) { return "<" + std::to_string(i) + std::string(static_cast<std::size_t>(i) % 97, 'x') + ">"; }

TEST(Output, LinesOfSeveralWorkersStayWhole) {
  std::multiset<std::string> expected;
  for (int i = 0; i < 2000; ++i) {
    std::string line;
    for (int k = 0; k < 20; ++k) line += piece(i);
    expected.insert(line);
  }
  const auto print = [](int i) {
    std::ostream& stream = i % 2 == 0 ? std::cout : std::cerr;
    for (int k = 0; k < 20; ++k) stream << piece(i);
    stream << '\n';
  };
  EXPECT_EQ(lines_of(output_of([&] {
              Pool pool{4};
              pool.map(print, std::views::iota(0, 2000));
            })),
            expected);
}

TEST(Output, OfATaskIsOutWhenItsResultIs) {
  EXPECT_EQ(output_of([] {
              Pool pool{1};
              pool.apply([] { std::printf("one\n"); });
              (void)!::write(STDOUT_FILENO, "two\n", 4);
            }),
            "one\ntwo\n");
}

TEST(Output, OfALineThatIsNotEndedIsOutWhenTheWorkerIsIdle) {
  EXPECT_EQ(output_of([] {
              Pool pool{1};
              pool.apply([] { std::printf("begun"); });
            }),
            "begun");
}

TEST(Output, LastWordsOfATaskThatCrashesGetOut) {
  EXPECT_THAT(output_of([] {
                Pool pool{1};
                EXPECT_THROW(pool.apply([] {
                  std::cerr << "about to "
                            << "divide";
                  std::printf("by zero");
                  std::abort();
                }),
                             WorkerDied);
              }),
              testing::AllOf(testing::HasSubstr("about to divide"), testing::HasSubstr("by zero")));
}

TEST(PrefixedOutput, HasTheTaskInFrontOfEachLine) {
  const auto print = [](int i) {
    std::cout << "out " << i << "\nagain ";
    std::cout << i << '\n';
    std::cerr << "error " << i << '\n';
  };
  std::multiset<std::string> expected;
  for (int i = 0; i < 100; ++i) {
    const std::string prefix = "[task " + std::to_string(i) + "] ", number = std::to_string(i);
    expected.insert({prefix + "out " + number, prefix + "again " + number, prefix + "error " + number});
  }
  EXPECT_EQ(lines_of(output_of([&] {
              Pool pool{{.processes = 3, .output = Output::prefix}};
              pool.map(print, std::views::iota(0, 100));
            })),
            expected);
}

TEST(PrefixedOutput, OfATaskThatDiesIsShownToo) {
  EXPECT_THAT(output_of([] {
                Pool pool{{.processes = 1, .output = Output::prefix}};
                EXPECT_THROW(pool.apply([] {
                  std::printf("last words");
                  std::abort();
                }),
                             WorkerDied);
              }),
              testing::HasSubstr("[task 0] last words\n"));
}

TEST(CapturedOutput, IsInTheErrorOfTheTaskThatDied) {
  EXPECT_EQ(output_of([] {
              Pool pool{{.processes = 2, .output = Output::capture}};
              const auto talk = [](int i) {
                std::cout << "this is " << i << '\n';
                std::cerr << "and it ends";
                if (i == 7) std::abort();
              };
              auto outcomes = pool.try_map(talk, std::views::iota(0, 20));
              const auto died = caught<WorkerDied>(outcomes[7].error());
              EXPECT_EQ(died->output(), "this is 7\nand it ends");
            }),
            "");
}

TEST(CapturedOutput, MoreThanAPipeHoldsDoesNotStopTheTask) {
  Pool pool{{.processes = 1, .output = Output::capture}};
  EXPECT_EQ(pool.apply([] {
    for (int i = 0; i < 100'000; ++i) std::puts("a line of some length, again and again");
    return 5;
  }),
            5);
}

TEST(Output, OfAPoolItselfIsNothing) {
  EXPECT_EQ(output_of([] {
              Pool pool{100};
              (void)pool.map([](int x) { return x; }, std::views::iota(0, 1000));
              EXPECT_THROW(pool.apply([] { ::raise(SIGKILL); }), WorkerDied);
              (void)pool.apply_async([] { ::pause(); });
              pool.terminate();
            }),
            "");
}

TEST(CapturedOutput, ThatATaskSendsElsewhereKeepsNobodyBusy) {
  Pool pool{{.processes = 1, .output = Output::capture}};
  pool.apply([] {
    if (std::freopen("/dev/null", "w", stdout) == nullptr) throw std::runtime_error{"freopen"};
  });
  const std::clock_t before = std::clock();
  std::this_thread::sleep_for(std::chrono::milliseconds{300});
  EXPECT_LT(std::clock() - before, CLOCKS_PER_SEC / 10) << "of 300 ms";
}

}  // namespace
}  // namespace polyproc
