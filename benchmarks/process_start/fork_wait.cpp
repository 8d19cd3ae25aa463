// What the kernel asks for a process: fork, then waitpid.
#include "bench/arguments.hpp"
#include "bench/child.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"

int main(int argc, char** argv) {
  const std::size_t processes = bench::Arguments{argc, argv}.number(1);
  return bench::serve_rounds([processes] {
    const double seconds = bench::seconds_of([processes] {
      for (std::size_t i = 0; i < processes; ++i) bench::fork_and_wait();
    });
    return bench::Figures{{"seconds", seconds / static_cast<double>(processes)}};
  });
}
