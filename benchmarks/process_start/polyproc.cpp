// polyproc: Process, start, join.
#include "polyproc/polyproc.hpp"

#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"

namespace {

void start_and_join() {
  polyproc::Process process{[] {}};
  process.start();
  process.join();
  bench::require(process.exitcode() == 0, "the exit code of a process");
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t processes = bench::Arguments{argc, argv}.number(1);
  return bench::serve_rounds([processes] {
    const double seconds = bench::seconds_of([processes] {
      for (std::size_t i = 0; i < processes; ++i) start_and_join();
    });
    return bench::Figures{{"seconds", seconds / static_cast<double>(processes)}};
  });
}
