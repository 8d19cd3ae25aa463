// The schedule of somebody who knows all tasks beforehand, run by two bare processes: the offline optimum (the slow
// task first, the short ones so that both end together), or that of a greedy one who meets the slow task as the last.
#include <algorithm>

#include "bench/arguments.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"
#include "bench/work_server.hpp"

int main(int argc, char** argv) {
  const bench::Arguments arguments{argc, argv};
  const std::size_t shorts = arguments.number(1) - 1;
  const std::uint64_t short_steps = arguments.number(2);
  const std::uint64_t slow_steps = arguments.number(3);
  const bool greedy = arguments.word(4) == "greedy";
  const std::uint64_t all_steps = shorts * short_steps + slow_steps;
  const std::uint64_t beside = all_steps / 2 > slow_steps ? (all_steps / 2 - slow_steps) / short_steps : 0;
  const std::size_t of_one = greedy ? shorts / 2 : std::min<std::size_t>(beside, shorts);
  bench::WorkServer one;
  bench::WorkServer other;
  return bench::serve_rounds([&] {
    const double seconds = bench::seconds_of([&] {
      other.start({{.count = shorts - of_one, .steps = short_steps}, {}});
      one.start({{.count = of_one, .steps = short_steps}, {.count = 1, .steps = slow_steps}});
      one.wait();
      other.wait();
    });
    return bench::Figures{{"seconds", seconds}};
  });
}
