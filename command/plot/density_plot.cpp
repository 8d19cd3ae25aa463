#include "plot/density_plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "plot/palette.hpp"
#include "text/number.hpp"

namespace parzen::command {
namespace {

/// The rows that can be drawn, by width.
std::vector<SweepRow> drawable(std::vector<SweepRow> rows) {
  std::erase_if(rows, [](const SweepRow& row) {
    const auto numbers = {row.density, row.low, row.high, row.article_density};
    return !std::ranges::all_of(numbers, [](double number) { return std::isfinite(number); });
  });
  std::ranges::sort(rows, {}, &SweepRow::width);
  return rows;
}

std::string data_block(const std::vector<SweepRow>& rows) {
  std::string block = "$rows << END\n";
  for (const SweepRow& row : rows) {
    block += fmt::format("{} {} {} {} {}\n", row.width, row.density, row.low, row.high, row.article_density);
  }
  return block + "END\n";
}

std::string title(const Sweep& sweep) {
  constexpr std::size_t kRoomForPoint = 24;
  const std::string point = point_text(sweep.at);
  return fmt::format("Density at {} from {} samples", point.size() <= kRoomForPoint ? point : "one point",
                     grouped(sweep.samples));
}

// The limits of a window with hardly a sample in it are so wide that nothing else could be seen beside them.
double top(const Sweep& sweep, ArticleColumn article) {
  constexpr double kRoomForLimits = 2.2;
  constexpr double kAnything = 1;
  if (sweep.rows.empty()) return kAnything;
  const double density = std::ranges::max(sweep.rows, {}, &SweepRow::density).density;
  const double limit = std::ranges::max(sweep.rows, {}, &SweepRow::high).high;
  const double seen = kRoomForLimits * std::max(density, sweep.truth.value_or(0));
  const double shown = seen > 0 ? std::min(limit, seen) : limit;
  if (shown == 0) return kAnything;
  if (article == ArticleColumn::no) return shown;
  return std::max(shown, std::ranges::max(sweep.rows, {}, &SweepRow::article_density).article_density);
}

std::string axes(const Sweep& sweep, ArticleColumn article) {
  return fmt::format(
      "set title '{}'\n"
      "set xlabel 'window width h'\n"
      "set ylabel 'density'\n"
      "set yrange [0:{}]\n"
      "set autoscale xfix\nset offsets graph 0.04, graph 0.04, 0, 0\n"
      "set border 3\n"
      "set tics nomirror out\n"
      "set grid ytics lc rgb '{}' lt 1 lw 0.5\n"
      "set key below left Left reverse maxcols 1 samplen 2.5 height 0.7\n",
      title(sweep), 1.1 * top(sweep, article), palette::kPaleGrey);
}

std::string limits() {
  return fmt::format(
      "$rows using 1:3:4 with filledcurves lc rgb '{0}' fs transparent solid 0.35 noborder "
      "title '95 % limits of the window average'",
      palette::kSkyBlue);
}

std::string estimate() {
  return fmt::format("$rows using 1:2 with linespoints lc rgb '{}' lw 2 pt 7 ps 0.5 title 'estimate k/n/hᵈ'",
                     palette::kBlue);
}

std::string article_curve() {
  return fmt::format(
      "$rows using 1:5 with linespoints lc rgb '{}' lw 1.5 dt 3 pt 8 ps 0.7 title 'k/n/h, as the article prints it'",
      palette::kVermillion);
}

std::string true_value(double truth) {
  return fmt::format("{} with lines lc rgb '{}' lw 1.5 dt 2 title 'true density {}'", truth, palette::kBlack,
                     significant(truth));
}

}  // namespace

Plot density_plot(Sweep sweep, ArticleColumn article) {
  sweep.rows = drawable(std::move(sweep.rows));
  std::string curves = "plot " + limits() + ", " + estimate();
  if (sweep.truth) curves += ", " + true_value(*sweep.truth);
  if (article == ArticleColumn::yes) curves += ", " + article_curve();
  return {.name = "density",
          .width = 480,
          .height = 400,
          .commands = data_block(sweep.rows) + axes(sweep, article) + curves + "\n"};
}

}  // namespace parzen::command
