#include "plot/criterion_plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "plot/palette.hpp"
#include "text/number.hpp"

namespace parzen::command {
namespace {

std::string data_block(const Selection& selection) {
  std::string block = "$curve << END\n";
  for (const auto& [width, criterion] : selection.curve) {
    if (std::isfinite(criterion)) block += fmt::format("{} {}\n", width, criterion);
  }
  return block + "END\n";
}

// For tiny widths the criterion is so large that nothing else could be seen beside it: a third of the widths shows
// enough.
std::string range(const Selection& selection) {
  std::vector<double> values;
  for (const auto& point : selection.curve) {
    if (std::isfinite(point.criterion)) values.push_back(point.criterion);
  }
  std::ranges::sort(values, [&](double a, double b) { return selection.method == Method::lscv ? a < b : a > b; });
  const double best = values.front();
  const double shown = values[values.size() * 2 / 3];
  const double margin = 0.08 * std::fabs(shown - best);
  if (margin == 0) return "set autoscale y\n";
  return fmt::format("set yrange [{}:{}]\n", std::min(best, shown) - margin, std::max(best, shown) + margin);
}

}  // namespace

Plot criterion_plot(const Selection& selection) {
  const char* label =
      selection.method == Method::lscv ? "LSCV (less is better)" : "mean held-out log likelihood (more is better)";
  const std::string axes = fmt::format(
      "set title 'Width by {}, {} window, {} samples'\n"
      "set xlabel 'window width h'\nset ylabel '{}'\nset autoscale xfix\n"
      "set border 3\nset tics nomirror out\nset grid ytics lc rgb '{}' lt 1 lw 0.5\n"
      "set key below left Left reverse samplen 2.5 height 0.7\n",
      method_name(selection.method), kernel_name(selection.kernel), grouped(selection.samples), label,
      palette::kPaleGrey);
  const std::string curves = fmt::format(
      "set arrow 1 from first {0}, graph 0 to first {0}, graph 1 nohead lc rgb '{1}' lw 1.5 dt 2\n"
      "plot $curve using 1:2 with linespoints lc rgb '{2}' lw 1.5 pt 7 ps 0.35 title 'criterion', "
      "NaN with lines lc rgb '{1}' lw 1.5 dt 2 title 'chosen: {3}'\n",
      selection.width.value(), palette::kVermillion, palette::kBlue, significant(selection.width.value()));
  return {.name = "criterion",
          .width = 520,
          .height = 400,
          .commands = data_block(selection) + axes + range(selection) + curves};
}

}  // namespace parzen::command
