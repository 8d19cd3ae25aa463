// The physical limit: two bare rings in shared memory, and a process that spins at the other end.
#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/ring_server.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"

namespace {

double measure(bench::RingServer& server, std::size_t calls) {
  std::size_t sum = 0;
  const double seconds = bench::seconds_of([&] {
    for (std::size_t i = 0; i < calls; ++i) {
      server.requests().put(i);
      sum += server.answers().take() - i;
    }
  });
  bench::require(sum == calls, "an answer through the rings");
  return seconds / static_cast<double>(calls);
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t calls = bench::Arguments{argc, argv}.number(1);
  bench::RingServer server;
  return bench::serve_rounds([&] {
    server.wake();
    measure(server, calls / 10);  // until both are awake, each on a core of its own
    const double seconds = measure(server, calls);
    server.let_sleep();
    return bench::Figures{{"seconds", seconds}};
  });
}
