#include "plot/pairs_plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "estimate/estimate_text.hpp"
#include "parzen/widths.hpp"
#include "plot/palette.hpp"
#include "text/number.hpp"

namespace parzen::command {
namespace {

constexpr std::size_t kCurvePoints = 201;
constexpr std::size_t kMapPoints = 72;
constexpr int kPanel = 150;  // pixels

using Axis = std::vector<double>;

Samples columns_of(SampleView samples, const std::vector<std::size_t>& columns) {
  std::vector<double> values;
  values.reserve(samples.size() * columns.size());
  for (std::size_t i = 0; i < samples.size(); ++i) {
    for (const std::size_t column : columns) values.push_back(samples.row(i)[column]);
  }
  return {std::move(values), columns.size()};
}

Window columns_of(const Window& window, std::size_t dimension, const std::vector<std::size_t>& columns) {
  std::vector<Bandwidth> widths;
  std::vector<double> covariance;
  for (const std::size_t row : columns) {
    widths.push_back(window.width(row));
    if (window.covariance().empty()) continue;
    for (const std::size_t column : columns) covariance.push_back(window.covariance()[row * dimension + column]);
  }
  if (!covariance.empty()) return Window::of_covariance(covariance);
  return Window{window.kernel(), widths}.with_border(window.border());
}

Domain columns_of(const Domain& domain, const std::vector<std::size_t>& columns) {
  if (domain.is_everything()) return {};
  std::vector<DomainAxis> axes;
  for (const std::size_t column : columns) axes.push_back(domain.axes()[column]);
  return Domain{std::move(axes)};
}

GridEstimate density_of(const GridQuestion& question, const std::vector<Axis>& axes,
                        const std::vector<std::size_t>& columns, std::size_t points) {
  std::vector<Axis> grid;
  for (const std::size_t column : columns) {
    grid.push_back(spaced_range(axes[column].front(), axes[column].back(), points));
  }
  const Samples& samples = question.data.samples;
  const WeightedSamples data{columns_of(samples, columns), question.data.weights};
  return make_grid_estimate({.data = data,
                             .window = columns_of(question.window, samples.dimension(), columns),
                             .domain = columns_of(question.domain, columns),
                             .processes = question.processes},
                            Grid{std::move(grid)});
}

/// A round distance between tics, of which the range holds two to four.
std::string tic_distance(double low, double high) {
  const double rough = (high - low) / 3;
  const double unit = std::pow(10, std::floor(std::log10(rough)));
  const double part = rough / unit;
  const double step = unit * (part < 1.5 ? 1 : part < 3.5 ? 2 : part < 7.5 ? 5 : 10);
  return fmt::format("{}", step);
}

/// gnuplot knows no infinity.
double drawable(double value) { return std::isfinite(value) ? value : 0; }

std::string curve_block(const GridEstimate& estimate, std::size_t number) {
  std::string text = fmt::format("$curve{} << END\n", number);
  for (std::size_t i = 0; i < estimate.density.size(); ++i) {
    text += fmt::format("{} {}\n", estimate.grid.axes()[0][i], drawable(estimate.density[i]));
  }
  return text + "END\n";
}

/// The pair's second axis, the column of the panel, runs to the right.
std::string map_block(const GridEstimate& estimate, std::size_t number) {
  std::string text = fmt::format("$map{} << END\n", number);
  const auto& axes = estimate.grid.axes();
  for (std::size_t i = 0; i < axes[0].size(); ++i) {
    for (std::size_t k = 0; k < axes[1].size(); ++k) {
      text += fmt::format("{} {} {:.6g}\n", axes[1][k], axes[0][i], drawable(estimate.density[i * axes[1].size() + k]));
    }
    text += '\n';
  }
  return text + "END\n";
}

std::string contour_block(const GridEstimate& estimate, std::size_t number) {
  std::string levels;
  for (const double level : region_levels(estimate, {0.5, 0.95})) {
    if (level > 0) levels += fmt::format("{}{}", levels.empty() ? "" : ",", level);
  }
  if (levels.empty()) return fmt::format("$contour{} << END\nEND\n", number);
  return fmt::format(
      "set contour base\nset cntrparam levels discrete {}\nunset surface\n"
      "set table $contour{}\nsplot $map{} using 1:2:3\nunset table\nunset contour\nset surface\n",
      levels, number, number);
}

double part(int pixels, int all) { return static_cast<double>(pixels) / static_cast<double>(all); }

std::string x_axis(const Axis& axis, std::size_t column, bool is_labelled) {
  return fmt::format("set xrange [{}:{}]\nset xtics {} textcolor rgb '{}' {}\n{}\n", axis.front(), axis.back(),
                     tic_distance(axis.front(), axis.back()), palette::kBlack,
                     is_labelled ? "format '%g'" : "format ''",
                     is_labelled ? fmt::format("set xlabel 'x{}'", column + 1) : "unset xlabel");
}

std::string y_axis(const Axis& axis, std::size_t row, bool is_labelled) {
  return fmt::format("set yrange [{}:{}]\nset ytics {} textcolor rgb '{}' {}\n{}\n", axis.front(), axis.back(),
                     tic_distance(axis.front(), axis.back()), palette::kBlack,
                     is_labelled ? "format '%g'" : "format ''",
                     is_labelled ? fmt::format("set ylabel 'x{}'", row + 1) : "unset ylabel");
}

std::string curve_panel(const PairDensities& densities, std::size_t column) {
  const Axis& axis = densities.columns[column].grid.axes()[0];
  return x_axis(axis, column, column + 1 == densities.columns.size()) +
         fmt::format(
             "set yrange [0:*]\nunset ytics\nunset ylabel\n"
             "plot $curve{0} using 1:2 with filledcurves y1=0 lc rgb '{1}' fs transparent solid 0.35 noborder, "
             "$curve{0} using 1:2 with lines lc rgb '{2}' lw 1.5\n",
             column, palette::kSkyBlue, palette::kBlue);
}

std::string map_panel(const PairDensities& densities, std::size_t row, std::size_t column, std::size_t number) {
  return x_axis(densities.columns[column].grid.axes()[0], column, row + 1 == densities.columns.size()) +
         y_axis(densities.columns[row].grid.axes()[0], row, column == 0) +
         fmt::format("plot $map{0} using 1:2:3 with image, $contour{0} using 1:2 with lines lc rgb '{1}' lw 1\n",
                     number, palette::kVermillion);
}

std::string panels(const PairDensities& densities) {
  const std::size_t d = densities.columns.size();
  std::string text;
  std::size_t number = 0;
  for (std::size_t row = 0; row < d; ++row) {
    for (std::size_t column = 0; column < row; ++column) text += map_panel(densities, row, column, number++);
    text += curve_panel(densities, row);
    for (std::size_t column = row + 1; column < d; ++column) text += "set multiplot next\n";
  }
  return text;
}

std::string data_blocks(const PairDensities& densities) {
  std::string text;
  for (std::size_t j = 0; j < densities.columns.size(); ++j) text += curve_block(densities.columns[j], j);
  for (std::size_t j = 0; j < densities.pairs.size(); ++j) {
    text += map_block(densities.pairs[j], j) + contour_block(densities.pairs[j], j);
  }
  return text;
}

}  // namespace

PairDensities pair_densities(const GridQuestion& question, const std::vector<Axis>& axes) {
  PairDensities densities;
  for (std::size_t row = 0; row < question.data.samples.dimension(); ++row) {
    densities.columns.push_back(density_of(question, axes, {row}, kCurvePoints));
    for (std::size_t column = 0; column < row; ++column) {
      densities.pairs.push_back(density_of(question, axes, {row, column}, kMapPoints));
    }
  }
  return densities;
}

Plot pairs_plot(const PairDensities& densities) {
  const std::size_t d = densities.columns.size();
  const GridEstimate& first = densities.columns.front();
  const int side = kPanel * static_cast<int>(d);
  // In pixels: labels of the axes, and a title of two lines.
  const int left = 64, bottom = 84, top = 66;
  const int width = side + left + 10;
  const int height = side + bottom + top;
  const std::string head = fmt::format(
      "set key off\nunset colorbox\nset border 31 lw 0.7 lc rgb '{}'\nset tics out nomirror textcolor rgb '{}'\n"
      "set palette defined (0 '#ffffff', 1 '#deebf7', 2 '#9ecae1', 3 '#4292c6', 4 '#08519c', 5 '#08306b')\n"
      "set cbrange [0:*]\n"
      "set multiplot layout {},{} margins {:.4f},{:.4f},{:.4f},{:.4f} spacing 0.02 "
      "title \"Density of single columns and of pairs, {} samples\\n{} window; lines hold 50 and 95 % of the mass\"\n",
      palette::kGrey, palette::kBlack, d, d, part(left, width), part(width - 10, width), part(bottom, height),
      part(height - top, height), grouped(first.samples), kernel_name(first.window.kernel()));
  return {.name = "grid",
          .width = width,
          .height = height,
          .commands = data_blocks(densities) + head + panels(densities) + "unset multiplot\n"};
}

}  // namespace parzen::command
