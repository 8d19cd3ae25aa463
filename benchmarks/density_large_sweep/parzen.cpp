// parzen: one pass over ten million samples in the calling process, for the widths of the command line.
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
  const parzen::Samples samples = bench::normal(arguments.number(1), 2, 123);
  const std::vector<double> at = {0, 0};
  const auto widths = parzen::parse_widths(arguments.word(2));
  const std::uint64_t last = parzen::count_in_window(samples, at, widths.back());
  return bench::serve_rounds([&] {
    std::vector<std::uint64_t> counts;
    const double seconds = bench::seconds_of([&] { counts = parzen::count_all_widths(samples, at, widths); });
    bench::require(counts.back() == last, "a count");
    return bench::Figures{{"seconds", seconds}};
  });
}
