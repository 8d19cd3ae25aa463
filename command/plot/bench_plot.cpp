#include "plot/bench_plot.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "bench/bench_text.hpp"
#include "plot/palette.hpp"
#include "text/number.hpp"

namespace parzen::command {
namespace {

/// A unit in which the times have few digits.
struct Unit {
  const char* name;
  double per_second;
};

Unit unit_for(double seconds) {
  if (seconds < 1e-3) return {"microseconds", 1e6};
  if (seconds < 1) return {"milliseconds", 1e3};
  return {"seconds", 1};
}

std::vector<BenchRow> bars_of(const Bench& bench) {
  std::vector<BenchRow> bars = bench.rows;
  bars.push_back(bench.threads);
  return bars;
}

double longest(const std::vector<BenchRow>& bars) {
  return std::ranges::max(bars, {}, [](const BenchRow& bar) { return bar.seconds.max; }).seconds.max;
}

std::string data_block(const Bench& bench, const std::vector<BenchRow>& bars, Unit unit) {
  std::string block = "$bars << END\n";
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const Spread& seconds = bars[i].seconds;
    block += fmt::format("{} {} {} {} \"{:.2f} %\"\n", i, seconds.median * unit.per_second,
                         seconds.min * unit.per_second, seconds.max * unit.per_second, 100 * bench.speedup(bars[i]));
  }
  return block + "END\n";
}

std::string names(const std::vector<BenchRow>& bars) {
  std::string tics;
  for (std::size_t i = 0; i < bars.size(); ++i) tics += fmt::format("{}'{}' {}", i > 0 ? ", " : "", bars[i].name, i);
  return tics;
}

std::string axes(const Bench& bench, const std::vector<BenchRow>& bars, Unit unit) {
  return fmt::format(
      "set title \"{} widths, {} samples, {}\"\n"
      "set xlabel \"time in {}\\n(bars: median; whiskers: least and most of {})\"\n"
      "set xrange [0:{}]\n"
      "set yrange [{}:-0.6]\n"
      "set ytics ({}) scale 0\n"
      "set border 3\nset xtics nomirror out\nset ytics nomirror\n"
      "set grid xtics lc rgb '{}' lt 1 lw 0.5\n"
      "set style textbox opaque noborder margins 0.2,0.2\nset style fill solid 0.85 noborder\nset bars 0.6\nunset key\n"
      "set arrow from {},graph 0 to {},graph 1 nohead dt 2 lw 1.2 lc rgb '{}'\n",
      bench.widths, grouped(bench.samples), bench.mode == Mode::article ? "one scan each" : "one pass", unit.name,
      bench.repeats, 1.28 * longest(bars) * unit.per_second, static_cast<double>(bars.size()) - 0.4, names(bars),
      palette::kPaleGrey, bench.rows.front().seconds.median * unit.per_second,
      bench.rows.front().seconds.median * unit.per_second, palette::kGrey);
}

// Threads have a colour of their own: they are there to compare with.
std::string bars_drawn(std::size_t first, std::size_t last, const char* colour) {
  return fmt::format("$bars every ::{}::{} using 2:1:(0):2:($1-0.34):($1+0.34) with boxxyerror lc rgb '{}'", first,
                     last, colour);
}

}  // namespace

Plot bench_plot(const Bench& bench) {
  const std::vector<BenchRow> bars = bars_of(bench);
  const Unit unit = unit_for(longest(bars));
  const std::size_t processes = bars.size() - 2;
  const std::string commands =
      data_block(bench, bars, unit) + axes(bench, bars, unit) + "plot " + bars_drawn(0, 0, palette::kGrey) + ", " +
      bars_drawn(1, processes, palette::kSkyBlue) + ", " + bars_drawn(processes + 1, processes + 1, palette::kOrange) +
      ", " + fmt::format("$bars using 2:1:3:4 with xerrorbars pt 0 lw 1.2 lc rgb '{}', ", palette::kBlack) +
      "$bars using 4:1:5 with labels left boxed offset 0.6,0\n";
  const int height = 150 + 34 * static_cast<int>(bars.size());
  return {.name = "bench", .width = 480, .height = height, .commands = commands};
}

}  // namespace parzen::command
