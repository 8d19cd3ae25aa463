// oneTBB: no isolation at all, for comparison. parallel_for, with automatic chunks or of one item each.
#include <oneapi/tbb/parallel_for.h>

#include <numeric>
#include <vector>

#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/increment.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"

namespace {

namespace tbb = oneapi::tbb;
using Range = tbb::blocked_range<std::size_t>;

std::vector<int> map(const std::vector<int>& items, bool automatic) {
  std::vector<int> results(items.size());
  const auto body = [&](const Range& range) {
    for (std::size_t i = range.begin(); i != range.end(); ++i) results[i] = bench::increment(items[i]);
  };
  if (automatic) {
    tbb::parallel_for(Range{0, items.size()}, body);
  } else {
    tbb::parallel_for(Range{0, items.size(), 1}, body, tbb::simple_partitioner{});
  }
  return results;
}

}  // namespace

int main(int argc, char** argv) {
  const bench::Arguments arguments{argc, argv};
  std::vector<int> items(arguments.number(1));
  std::iota(items.begin(), items.end(), 0);
  const bool automatic = arguments.word(2) == "automatic";
  return bench::serve_rounds([&] {
    std::vector<int> results;
    const double seconds = bench::seconds_of([&] { results = map(items, automatic); });
    for (std::size_t i = 0; i < items.size(); ++i) bench::require(results[i] == items[i] + 1, "a result");
    return bench::Figures{{"seconds", seconds / static_cast<double>(items.size())}};
  });
}
