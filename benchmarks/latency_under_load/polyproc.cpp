// polyproc: how long single calls of apply take while another thread keeps the same pool busy with map, or none does.
#include "polyproc/polyproc.hpp"

#include <atomic>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/increment.hpp"
#include "bench/percentile.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"

namespace {

std::vector<double> latencies(polyproc::Pool& pool, std::size_t calls) {
  std::vector<double> seconds(calls);
  for (double& one : seconds)
    one = bench::seconds_of([&] { bench::require(pool.apply(bench::increment, 1) == 2, "2"); });
  return seconds;
}

// A thread that maps again and again, as long as this object lives.
class Load {
 public:
  explicit Load(polyproc::Pool& pool)
      : thread_{[&pool](const std::stop_token& stop) {
          std::vector<int> items(100'000);
          std::iota(items.begin(), items.end(), 0);
          while (!stop.stop_requested()) pool.map(bench::increment, items);
        }} {}

 private:
  std::jthread thread_;
};

std::vector<double> latencies_under_load(polyproc::Pool& pool, std::size_t calls) {
  const Load load{pool};
  return latencies(pool, calls);
}

}  // namespace

int main(int argc, char** argv) {
  const bench::Arguments arguments{argc, argv};
  const std::size_t calls = arguments.number(1);
  const auto measure = arguments.word(2) == "loaded" ? latencies_under_load : latencies;
  polyproc::Pool pool{2};
  latencies(pool, 100);
  return bench::serve_rounds([&] {
    const std::vector<double> seconds = measure(pool, calls);
    return bench::Figures{{"p999_seconds", bench::percentile(seconds, 0.999)},
                          {"p50_seconds", bench::percentile(seconds, 0.5)},
                          {"p99_seconds", bench::percentile(seconds, 0.99)},
                          {"greatest_seconds", bench::percentile(seconds, 1)}};
  });
}
