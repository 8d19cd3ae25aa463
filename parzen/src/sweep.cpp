#include "parzen/sweep.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "parzen/confidence.hpp"
#include "parzen/hypercube.hpp"

namespace parzen {
namespace {

SweepRow row(Bandwidth h, std::uint64_t count, std::uint64_t n, std::size_t dimension) {
  const Interval limits = density_limits(count, n, h, dimension);
  return {.width = h.value(),
          .count = count,
          .density = hypercube_density(count, n, h, dimension),
          .low = limits.low,
          .high = limits.high,
          .article_density = article_density(count, n, h)};
}

}  // namespace

std::vector<SweepRow> sweep_rows(std::span<const Bandwidth> widths, std::span<const std::uint64_t> counts,
                                 std::uint64_t n, std::size_t dimension) {
  if (widths.size() != counts.size()) {
    throw std::invalid_argument{
        fmt::format("there are {} counts, expected {}, one for each width", counts.size(), widths.size())};
  }
  std::vector<SweepRow> rows;
  rows.reserve(widths.size());
  for (std::size_t i = 0; i < widths.size(); ++i) rows.push_back(row(widths[i], counts[i], n, dimension));
  return rows;
}

}  // namespace parzen
