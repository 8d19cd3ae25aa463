// The limit: as many bytes read from memory and added up, in the calling process.
#include <array>
#include <cstdint>
#include <vector>

#include "bench/arguments.hpp"
#include "bench/check.hpp"
#include "bench/rounds.hpp"
#include "bench/stopwatch.hpp"

namespace {

/// Eight running totals of whole numbers, which any compiler makes into vector instructions.
std::uint64_t sum(const std::vector<std::uint64_t>& values) {
  std::array<std::uint64_t, 8> totals{};
  for (std::size_t i = 0; i < values.size(); i += 8) {
    for (std::size_t k = 0; k < 8; ++k) totals[k] += values[i + k];
  }
  std::uint64_t total = 0;
  for (const std::uint64_t one : totals) total += one;
  return total;
}

}  // namespace

int main(int argc, char** argv) {
  const bench::Arguments arguments{argc, argv};
  const std::vector<std::uint64_t> values(2 * arguments.number(1), 3);
  return bench::serve_rounds([&] {
    std::uint64_t total = 0;
    const double seconds = bench::seconds_of([&] { total = sum(values); });
    bench::require(total == 3 * values.size(), "the sum");
    return bench::Figures{{"seconds", seconds}};
  });
}
