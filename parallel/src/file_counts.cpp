#include "parallel/file_counts.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <optional>
#include <utility>

#include "parzen/estimate.hpp"
#include "parzen/hypercube.hpp"

namespace parzen::parallel {
namespace {

using Counts = std::vector<std::uint64_t>;

/// A block that is looked at once should stay in the cache from reading to counting.
constexpr std::size_t kSmallBlockBytes = std::size_t{256} << 10U;
/// One that is put in order, or noted on a grid, pays once for each block.
constexpr std::size_t kLargeBlockBytes = std::size_t{32} << 20U;
/// Parts of no more than this come back soon enough to be seen as progress.
constexpr std::uint64_t kPartBytes = std::uint64_t{64} << 20U;

std::vector<double> values_of(std::span<const Bandwidth> widths) {
  std::vector<double> values;
  for (const Bandwidth h : widths) values.push_back(h.value());
  return values;
}

Window hypercube(const std::vector<double>& widths, Border border) {
  return Window{Kernel::hypercube, {widths.begin(), widths.end()}}.with_border(border);
}

// The counters travel to the workers: they are made of plain values.

struct WidthCounter {
  static constexpr std::size_t kBlockBytes = kSmallBlockBytes;
  std::vector<double> at;
  std::vector<double> widths;

  [[nodiscard]] std::size_t size() const { return widths.size(); }
  [[nodiscard]] Counts count(SampleView block) const {
    return parzen::count_all_widths(block, at, std::vector<Bandwidth>{widths.begin(), widths.end()});
  }
};

struct PointCounter {
  static constexpr std::size_t kBlockBytes = kLargeBlockBytes;
  std::vector<double> points;
  std::size_t dimension;
  std::vector<double> widths;
  Border border;

  [[nodiscard]] std::size_t size() const { return points.size() / dimension; }
  [[nodiscard]] Counts count(SampleView block) const {
    return parzen::count_at_points(block, SampleView{points, dimension}, hypercube(widths, border));
  }
};

struct GridCounter {
  static constexpr std::size_t kBlockBytes = kLargeBlockBytes;
  std::vector<std::vector<double>> axes;
  std::vector<double> widths;
  Border border;

  [[nodiscard]] std::size_t size() const { return Grid{axes}.size(); }
  [[nodiscard]] Counts count(SampleView block) const {
    const auto sums = parzen::kernel_sums_on_grid(block, Grid{axes}, hypercube(widths, border));
    return {sums.begin(), sums.end()};
  }
};

void add(Counts& total, const Counts& part) { std::ranges::transform(total, part, total.begin(), std::plus<>{}); }

template <class Counter>
FileCounts count(SampleReader& reader, const Counter& counter, const Watch& watch) {
  FileCounts total{.counts = Counts(counter.size(), 0)};
  const std::size_t rows = Counter::kBlockBytes / sizeof(double) / reader.dimension() + 1;
  while (const auto block = reader.next(rows)) {
    add(total.counts, counter.count(*block));
    if (watch) watch(reader);
  }
  total.rows = reader.rows();
  total.dropped = reader.dropped();
  return total;
}

/// What a task answers. An error is data here: it has to arrive as the type and with the words it has in one process.
struct PartCounts {
  FileCounts counts;
  std::optional<std::string> error = {};
};

/// The task. It travels once per worker and call; only the part travels per item.
template <class Counter>
struct CountPart {
  DataFiles files;
  Counter counter;

  PartCounts operator()(Part part) const try {
    ReadOptions options = files.options;
    options.threads = 1;  // the workers are as many as are wanted
    options.part = part;
    SampleReader reader{files.paths, options};
    return {count(reader, counter, {})};
  } catch (const DataError& error) {
    return {{}, error.what()};
  }
};

/// Several for each worker, unless their answers, which are held until all are there, would be large.
std::vector<Part> parts_of(const DataFiles& files, std::size_t answer_bytes, int workers) {
  constexpr std::size_t kPartsPerWorker = 4;
  constexpr std::size_t kMostAnswerBytes = std::size_t{128} << 20U;
  const auto fewest = static_cast<std::size_t>(workers);
  const std::size_t by_size = SampleReader{files.paths, files.options}.size() / kPartBytes;
  const std::size_t most = std::max(kMostAnswerBytes / std::max<std::size_t>(answer_bytes, 1), fewest);
  const std::size_t count = std::min(std::max(by_size, kPartsPerWorker * fewest), most);
  std::vector<Part> parts;
  for (std::size_t i = 0; i < count; ++i) parts.push_back({i, count});
  return parts;
}

template <class Counter>
FileCounts count(polyproc::Pool& pool, const DataFiles& files, const Counter& counter) {
  FileCounts total{.counts = Counts(counter.size(), 0)};
  const CountPart<Counter> task{files, counter};
  for (const PartCounts& part :
       pool.map(task, parts_of(files, counter.size() * sizeof(std::uint64_t), pool.processes()))) {
    if (part.error) throw DataError{*part.error};
    add(total.counts, part.counts.counts);
    total.rows += part.counts.rows;
    total.dropped += part.counts.dropped;
  }
  return total;
}

WidthCounter width_counter(std::span<const double> at, std::span<const Bandwidth> widths) {
  return {{at.begin(), at.end()}, values_of(widths)};
}

PointCounter point_counter(SampleView points, const Window& window) {
  return {{points.values().begin(), points.values().end()},
          points.dimension(),
          values_of(window.widths()),
          window.border()};
}

GridCounter grid_counter(const Grid& grid, const Window& window) {
  return {grid.axes(), values_of(window.widths()), window.border()};
}

}  // namespace

FileCounts count_all_widths(SampleReader& reader, std::span<const double> at, std::span<const Bandwidth> widths,
                            const Watch& watch) {
  return count(reader, width_counter(at, widths), watch);
}

FileCounts count_all_widths(polyproc::Pool& pool, const DataFiles& files, std::span<const double> at,
                            std::span<const Bandwidth> widths) {
  return count(pool, files, width_counter(at, widths));
}

FileCounts count_at_points(SampleReader& reader, SampleView points, const Window& window, const Watch& watch) {
  return count(reader, point_counter(points, window), watch);
}

FileCounts count_at_points(polyproc::Pool& pool, const DataFiles& files, SampleView points, const Window& window) {
  return count(pool, files, point_counter(points, window));
}

FileCounts count_on_grid(SampleReader& reader, const Grid& grid, const Window& window, const Watch& watch) {
  return count(reader, grid_counter(grid, window), watch);
}

FileCounts count_on_grid(polyproc::Pool& pool, const DataFiles& files, const Grid& grid, const Window& window) {
  return count(pool, files, grid_counter(grid, window));
}

}  // namespace parzen::parallel
