#include "options/grid_options.hpp"

#include <algorithm>
#include <cmath>

#include "columns.hpp"
#include "failure.hpp"
#include "options/parsed_option.hpp"
#include "parzen/read.hpp"
#include "parzen/widths.hpp"

namespace parzen::command {
namespace {

template <class Parse>
auto parse_each(const std::string& text, char separator, Parse parse) {
  std::vector<decltype(parse(text))> values;
  std::size_t begin = 0;
  for (std::size_t end = 0; end != text.npos; begin = end + 1) {
    end = text.find(separator, begin);
    values.push_back(parse(text.substr(begin, end - begin)));
  }
  return values;
}

std::vector<std::size_t> parse_size(const std::string& text) {
  const auto size = parse_each(text, 'x', [](const std::string& number) {
    return static_cast<std::size_t>(parse_whole(number, 2, Grid::kMostPoints));
  });
  double points = 1;
  for (const std::size_t n : size) points *= static_cast<double>(n);
  if (points <= static_cast<double>(Grid::kMostPoints)) return size;
  throw std::invalid_argument{
      fmt::format("'{}' is {:.3g} points, expected no more than {}", text, points, Grid::kMostPoints)};
}

AxisRange parse_axis_range(const std::string& text) {
  const auto ends = parse_each(text, ':', [](const std::string& number) { return parse_numbers(number).at(0); });
  if (ends.size() == 2 && ends[0] < ends[1] && std::isfinite(ends[1] - ends[0])) return {ends[0], ends[1]};
  throw std::invalid_argument{fmt::format("expected A:B with A less than B, got '{}'", text)};
}

void check_count(std::size_t given, const char* option, std::size_t found, const std::string& name) {
  if (given > 1) check_columns(name, found, given, option);
}

std::size_t usual_points(std::size_t dimension) {
  constexpr std::array<std::size_t, 4> kUsual = {512, 256, 64, 16};
  return kUsual.at(std::min<std::size_t>(dimension - 1, 3));
}

/// How far from a sample its window still matters.
double reach_of(Kernel kernel) {
  if (kernel == Kernel::gaussian) return 3;
  if (kernel == Kernel::exponential) return 5;
  return kernel_support(kernel);
}

AxisRange spread_by(const Window& window, const Domain& domain, std::size_t axis, AxisRange range) {
  const DomainAxis ends = domain.axes().empty() ? DomainAxis{} : domain.axes()[axis];
  if (ends.ends == Ends::periodic) return {ends.low, ends.high};
  const double margin = reach_of(window.kernel()) * window.width(axis).value();
  return {std::max(range.low - margin, ends.low), std::min(range.high + margin, ends.high)};
}

template <class T>
const T& of_axis(const std::vector<T>& given, std::size_t axis) {
  return given.size() == 1 ? given[0] : given[axis];
}

}  // namespace

void add_size(CLI::App& app, std::vector<std::size_t>& size) {
  add_parsed(app, "--size", size, parse_size, "Points along the axes; by default 512, 256x256, 64x64x64, 16x16x...")
      ->type_name("NxN...");
}

void add_range(CLI::App& app, std::vector<AxisRange>& ranges) {
  const auto parse = [](const std::string& text) { return parse_each(text, ',', parse_axis_range); };
  add_parsed(app, "--range", ranges, parse, "Ends of the axes; by default those of the samples and a margin")
      ->type_name("A:B[,A:B...]");
}

std::vector<AxisRange> extent_of(SampleView samples) {
  std::vector<AxisRange> extent;
  for (const double x : samples.row(0)) extent.push_back({x, x});
  for (std::size_t i = 1; i < samples.size(); ++i) {
    const auto row = samples.row(i);
    for (std::size_t j = 0; j < row.size(); ++j) {
      extent[j] = {std::min(extent[j].low, row[j]), std::max(extent[j].high, row[j])};
    }
  }
  return extent;
}

std::vector<AxisRange> extent_of(const std::vector<AxisRange>& a, const std::vector<AxisRange>& b) {
  std::vector<AxisRange> extent;
  for (std::size_t j = 0; j < a.size(); ++j) {
    extent.push_back({std::min(a[j].low, b[j].low), std::max(a[j].high, b[j].high)});
  }
  return extent;
}

Grid make_grid(const std::vector<std::size_t>& size, const std::vector<AxisRange>& ranges, SampleView samples,
               const Window& window, const Domain& domain, const std::string& name) {
  return make_grid(size, ranges, extent_of(samples), window, domain, name);
}

Grid make_grid(const std::vector<std::size_t>& size, const std::vector<AxisRange>& ranges,
               const std::vector<AxisRange>& extent, const Window& window, const Domain& domain,
               const std::string& name) {
  const std::size_t dimension = extent.size();
  check_count(size.size(), "--size", dimension, name);
  check_count(ranges.size(), "--range", dimension, name);
  std::vector<std::vector<double>> axes;
  double points = 1;
  for (std::size_t j = 0; j < dimension; ++j) {
    const std::size_t n = size.empty() ? usual_points(dimension) : of_axis(size, j);
    points *= static_cast<double>(n);
    if (points > static_cast<double>(Grid::kMostPoints)) {
      throw Failure{
          fmt::format("--size: a grid in {} dimensions has more than {} points; ask for fewer along each axis",
                      dimension, Grid::kMostPoints)};
    }
    const AxisRange range = ranges.empty() ? spread_by(window, domain, j, extent[j]) : of_axis(ranges, j);
    try {
      axes.push_back(spaced_range(range.low, range.high, n));
      (void)Grid{{axes.back()}};
    } catch (const std::invalid_argument&) {
      throw Failure{
          fmt::format("--range: {} points from {} to {} cannot be told apart; take fewer points or a wider range", n,
                      range.low, range.high)};
    }
  }
  return Grid{std::move(axes)};
}

}  // namespace parzen::command
