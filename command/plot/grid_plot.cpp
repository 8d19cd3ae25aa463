#include "plot/grid_plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "plot/palette.hpp"
#include "text/number.hpp"
#include "text/window_text.hpp"

namespace parzen::command {
namespace {

/// On two lines if there is no room for it on one.
std::string title(const GridEstimate& estimate) {
  constexpr std::size_t kRoom = 70;
  std::string text =
      fmt::format("Density from {} samples, {}", grouped(estimate.samples), window_text(estimate.window));
  // Between double quotes gnuplot reads \n as the end of a line.
  if (text.size() > kRoom) text.replace(text.find(" of "), 1, "\\n");
  return fmt::format("set title \"{}\"\n", text);
}

/// gnuplot knows no infinity.
double drawable(double value) { return std::isfinite(value) ? value : 0; }

std::string filled_curve() {
  return fmt::format(
      "unset key\nplot $curve using 1:2 with filledcurves y1=0 lc rgb '{}' fs transparent solid 0.35 noborder, "
      "$curve using 1:2 with lines lc rgb '{}' lw 2\n",
      palette::kSkyBlue, palette::kBlue);
}

std::string curve_with_band(const GridEstimate& estimate) {
  return fmt::format(
      "set key below left Left reverse maxcols 1 samplen 2.5 height 0.7\n"
      "plot $curve using 1:3:4 with filledcurves lc rgb '{}' fs transparent solid 0.35 noborder "
      "title '{} % of {} resamplings, point by point', "
      "$curve using 1:2 with lines lc rgb '{}' lw 2 title 'estimate'\n",
      palette::kSkyBlue, significant(100 * estimate.bootstrap.level), estimate.bootstrap.replicates, palette::kBlue);
}

std::string curve(const GridEstimate& estimate) {
  std::string text = "$curve << END\n";
  for (std::size_t i = 0; i < estimate.density.size(); ++i) {
    const Interval limits = estimate.limits.empty() ? Interval{0, 0} : estimate.limits[i];
    text += fmt::format("{} {} {} {}\n", estimate.grid.axes()[0][i], drawable(estimate.density[i]),
                        drawable(limits.low), drawable(limits.high));
  }
  return text + "END\n" + title(estimate) +
         fmt::format(
             "set xlabel 'x1'\nset ylabel 'density'\nset yrange [0:*]\nset autoscale xfix\nset border 3\n"
             "set tics nomirror out\nset grid ytics lc rgb '{}' lt 1 lw 0.5\n",
             palette::kPaleGrey) +
         (estimate.limits.empty() ? filled_curve() : curve_with_band(estimate));
}

/// Blocks of lines "x y density", as splot wants them; no more points than a picture has, so that it stays small.
std::string surface(const GridEstimate& estimate) {
  constexpr std::size_t kMostPerAxis = 300;
  const auto& axes = estimate.grid.axes();
  const std::size_t step_x = (axes[0].size() + kMostPerAxis - 1) / kMostPerAxis;
  const std::size_t step_y = (axes[1].size() + kMostPerAxis - 1) / kMostPerAxis;
  std::string text = "$surface << END\n";
  for (std::size_t i = 0; i < axes[0].size(); i += step_x) {
    for (std::size_t k = 0; k < axes[1].size(); k += step_y) {
      const double value = drawable(estimate.density[i * axes[1].size() + k]);
      text += fmt::format("{} {} {:.6g}\n", axes[0][i], axes[1][k], value);
    }
    text += '\n';
  }
  return text + "END\n";
}

std::string region_contours(const GridEstimate& estimate) {
  std::string levels;
  for (const double level : region_levels(estimate, {0.25, 0.5, 0.75, 0.95})) {
    if (level > 0) levels += fmt::format("{}{}", levels.empty() ? "" : ",", level);
  }
  if (levels.empty()) return "$contours << END\nEND\n";
  return fmt::format(
      "set contour base\nset cntrparam levels discrete {}\nunset surface\n"
      "set table $contours\nsplot $surface using 1:2:3\nunset table\nunset contour\nset surface\n",
      levels);
}

// One axis may be in metres and the other in seconds: the picture is as wide as high, whatever they measure.
std::string heat_map(const GridEstimate& estimate) {
  const auto& axes = estimate.grid.axes();
  return surface(estimate) + region_contours(estimate) + title(estimate) +
         fmt::format(
             "set xlabel 'x1'\nset ylabel 'x2'\nset cblabel 'density'\nset xrange [{}:{}]\nset yrange [{}:{}]\n"
             "set tics out nomirror\n"
             "set palette defined (0 '#ffffff', 1 '#deebf7', 2 '#9ecae1', 3 '#4292c6', 4 '#08519c', 5 '#08306b')\n"
             "set cbrange [0:*]\nset size square\n"
             "set key below left Left reverse samplen 2.5 height 0.7\n"
             "plot $surface using 1:2:3 with image notitle, "
             "$contours using 1:2 with lines lc rgb '{}' lw 1 "
             "title 'highest-density regions: 25, 50, 75, 95 % of the mass'\n",
             axes[0].front(), axes[0].back(), axes[1].front(), axes[1].back(), palette::kVermillion);
}

}  // namespace

Plot grid_plot(const GridEstimate& estimate) {
  assert(estimate.grid.dimension() <= 2);
  const bool is_curve = estimate.grid.dimension() == 1;
  return {.name = "grid",
          .width = 560,
          .height = is_curve ? 400 : 520,
          .commands = is_curve ? curve(estimate) : heat_map(estimate)};
}

}  // namespace parzen::command
