// Does replacing a worker cost more when the program has grown behind the pool's back?
//
// Kills a worker by a task, and times from the kill until the caller has the error, and until the replacement has
// answered: in a small program, and after it has allocated and touched some gigabytes. Beside it, what a fork of the
// grown program costs.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

#include "polyproc/polyproc.hpp"

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double median(std::vector<double> values) {
  std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2));
  return values[values.size() / 2];
}

struct Times {
  double death;        // from the kill to the error in the caller
  double replacement;  // from the kill to the first answer of the replacement
};

Times measure_replacement(polyproc::Pool& pool, int repeats) {
  std::vector<double> deaths;
  std::vector<double> replacements;
  for (int i = 0; i < repeats; ++i) {
    const auto start = Clock::now();
    try {
      pool.apply([] { std::raise(SIGKILL); });
    } catch (const polyproc::WorkerDied&) {
      deaths.push_back(milliseconds_since(start));
    }
    pool.apply([] {});
    replacements.push_back(milliseconds_since(start));
  }
  return {median(deaths), median(replacements)};
}

double measure_fork(int repeats) {
  std::vector<double> forks;
  for (int i = 0; i < repeats; ++i) {
    const auto start = Clock::now();
    const pid_t child = fork();
    if (child == 0) _exit(0);
    waitpid(child, nullptr, 0);
    forks.push_back(milliseconds_since(start));
  }
  return median(forks);
}

void print(const char* when, const Times& times, double fork) {
  std::printf("%-28s death seen %6.3f ms   replacement answers %6.3f ms   (fork+wait of the program %6.3f ms)\n", when,
              times.death, times.replacement, fork);
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t gigabytes = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 2;
  constexpr int kRepeats = 100;
  polyproc::Pool pool{1};  // one worker: the next task must wait for the replacement
  print("small program", measure_replacement(pool, kRepeats), measure_fork(kRepeats));
  const std::size_t bytes = gigabytes << 30U;
  const std::unique_ptr<char, void (*)(void*)> ballast{static_cast<char*>(std::malloc(bytes)), std::free};
  std::memset(ballast.get(), 1, bytes);
  print("grown behind the pool's back", measure_replacement(pool, kRepeats), measure_fork(5));
}
