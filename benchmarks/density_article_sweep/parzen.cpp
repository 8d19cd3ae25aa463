// parzen: counts for all widths from one pass over the samples, in the calling process.
#include <vector>

#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/normal.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"
#include "parzen/hypercube.hpp"
#include "parzen/widths.hpp"

int main(int argc, char** argv) {
  const bench::Arguments arguments{argc, argv};
  const parzen::Samples samples = bench::normal(10'000, 2, 123);
  const std::vector<double> at = {0, 0};
  const auto widths = parzen::parse_widths(arguments.word(1));
  std::vector<std::uint64_t> expected;
  for (const parzen::Bandwidth h : widths) expected.push_back(parzen::count_in_window(samples, at, h));
  return bench::serve_rounds([&] {
    constexpr int kTimes = 200;
    std::vector<std::uint64_t> counts;
    const double seconds = bench::seconds_of([&] {
      for (int i = 0; i < kTimes; ++i) counts = parzen::count_all_widths(samples, at, widths);
    });
    bench::require(counts == expected, "the counts");
    return bench::Figures{{"seconds", seconds / kTimes}};
  });
}
