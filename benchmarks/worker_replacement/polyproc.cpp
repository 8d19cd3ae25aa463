// polyproc: a task kills its worker; how long until the caller has the error, and until the replacement has answered?
// Memory is allocated and touched before the pool is made, or after, or not at all.
#include "polyproc/polyproc.hpp"

#include <csignal>
#include <cstring>
#include <memory>
#include <string>

#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/child.hpp"
#include "bench/increment.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"

namespace {

using Memory = std::unique_ptr<char[]>;

Memory grow(std::size_t megabytes) {
  const std::size_t bytes = megabytes << 20U;
  Memory memory{new char[bytes]};
  std::memset(memory.get(), 1, bytes);
  return memory;
}

struct Times {
  double death = 0;        // until the error is here
  double replacement = 0;  // until the next worker has answered
};

Times replace_once(polyproc::Pool& pool) {
  Times times;
  const bench::Stopwatch watch;
  try {
    pool.apply([] { std::raise(SIGKILL); });
    bench::require(false, "a death that nobody noticed");
  } catch (const polyproc::WorkerDied& death) {
    times.death = watch.seconds();
    bench::require(death.exitcode() == -SIGKILL, "the exit code of a killed worker");
  }
  bench::require(pool.apply(bench::increment, 1) == 2, "the answer of a replacement");
  times.replacement = watch.seconds();
  return times;
}

bench::Figures measure(polyproc::Pool& pool, int deaths) {
  Times sum;
  for (int i = 0; i < deaths; ++i) {
    const Times times = replace_once(pool);
    sum.death += times.death;
    sum.replacement += times.replacement;
  }
  const double fork = bench::seconds_of([] { bench::fork_and_wait(); });
  return {{"seconds", sum.replacement / deaths}, {"death_seen_seconds", sum.death / deaths}, {"fork_seconds", fork}};
}

polyproc::StartMethod method(const std::string& name) {
  return name == "spawn" ? polyproc::StartMethod::spawn : polyproc::StartMethod::fork;
}

}  // namespace

int main(int argc, char** argv) {
  polyproc::init(argc, argv);
  const bench::Arguments arguments{argc, argv};
  const std::string when = arguments.word(2);
  const std::size_t megabytes = arguments.number(3);
  const Memory before = when == "before" ? grow(megabytes) : nullptr;
  // One worker: the next task must wait for the replacement.
  polyproc::Pool pool{polyproc::PoolOptions{.processes = 1, .start_method = method(arguments.word(1))}};
  bench::require(pool.apply(bench::increment, 1) == 2, "the first answer");
  const Memory after = when == "after" ? grow(megabytes) : nullptr;
  return bench::serve_rounds([&] { return measure(pool, /*deaths=*/20); });
}
