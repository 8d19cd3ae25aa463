// The physical limit: requests written into a bare ring as long as there is room, answers read as they come.
#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/ring_server.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"

namespace {

double measure(bench::RingServer& server, std::size_t tasks) {
  std::size_t answered = 0;
  std::size_t sum = 0;
  const auto take = [&] { sum += server.answers().take() - answered++; };
  const double seconds = bench::seconds_of([&] {
    for (std::size_t i = 0; i < tasks; ++i) {
      server.requests().put(i);
      while (server.answers().has_one()) take();
    }
    while (answered < tasks) take();
  });
  bench::require(sum == tasks, "an answer through the rings");
  return seconds / static_cast<double>(tasks);
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t tasks = bench::Arguments{argc, argv}.number(1);
  bench::RingServer server;
  return bench::serve_rounds([&] {
    server.wake();
    measure(server, 100);
    const double seconds = measure(server, tasks);
    server.let_sleep();
    return bench::Figures{{"seconds", seconds}};
  });
}
