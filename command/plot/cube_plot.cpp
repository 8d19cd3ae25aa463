#include "plot/cube_plot.hpp"

#include <fmt/format.h>

#include <array>

#include "parzen/hypercube.hpp"
#include "plot/palette.hpp"

namespace parzen::command {
namespace {

constexpr double kFloor = -1.5;
constexpr std::array<double, 3> kOrigin = {0, 0, 0};

bool is_inside(std::span<const double> point) {
  return count_in_window(SampleView{point, 3}, kOrigin, Bandwidth{1}) == 1;
}

// A point, and below it the foot of the line that tells where in the depth of the picture it is.
std::string points_block(SampleView points, bool inside, const char* name) {
  std::string block = fmt::format("${} << END\n", name);
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto point = points.row(i);
    if (is_inside(point) == inside)
      block += fmt::format("{} {} {} {}\n", point[0], point[1], point[2], kFloor - point[2]);
  }
  return block + "END\n";
}

std::string shadow_block() {
  return fmt::format("$shadow << END\n-0.5 -0.5 {0}\n0.5 -0.5 {0}\n0.5 0.5 {0}\n-0.5 0.5 {0}\n-0.5 -0.5 {0}\nEND\n",
                     kFloor);
}

// Each edge joins two corners that differ in one coordinate, `axis`; bits 0 and 1 of `corner` are the other two.
std::string edge(int axis, int corner) {
  std::array<double, 3> from{}, to{};
  for (int j = 0, bit = 0; j < 3; ++j) {
    const auto k = static_cast<std::size_t>(j);
    from[k] = to[k] = j == axis ? -0.5 : ((corner >> bit++) & 1) - 0.5;
    if (j == axis) to[k] = 0.5;
  }
  return fmt::format("{} {} {}\n{} {} {}\n\n\n", from[0], from[1], from[2], to[0], to[1], to[2]);
}

std::string edges_block() {
  std::string block = "$edges << END\n";
  for (int axis = 0; axis < 3; ++axis) {
    for (int corner = 0; corner < 4; ++corner) block += edge(axis, corner);
  }
  return block + "END\n";
}

std::string axes() {
  return fmt::format(
      "set title 'Which of ten points lie in the unit cube?' offset 0,-1\n"
      "set xrange [-1.5:1.5]\nset yrange [-1.5:1.5]\nset zrange [-1.5:1.5]\n"
      "set xtics 1 offset 0,-0.3\nset ytics 1 offset 0.5,-0.2\nset ztics 1\n"
      "set xlabel 'x'\nset ylabel 'y' offset -2,0\nset zlabel 'z'\n"
      "set xyplane at {}\nset view 68,12,1.25\nset view equal xyz\n"
      "set border 31 lc rgb '{}'\n"
      "set key at screen 0.97, screen 0.80 right top samplen 1 spacing 1.2\n",
      kFloor, palette::kGrey);
}

std::string cube() {
  return fmt::format(
      "$shadow with lines lc rgb '{}' lw 1 notitle, "
      "$edges with lines lc rgb '{}' lw 2 notitle",
      palette::kPaleGrey, palette::kGreen);
}

std::string points(const char* name, int shape, const char* colour) {
  return fmt::format(
      "${0} using 1:2:3:(0):(0):4 with vectors nohead lc rgb '{3}' lw 0.7 dt 3 notitle, "
      "${0} with points pt {1} ps 1.2 lc rgb '{2}' title '{0}'",
      name, shape, colour, palette::kGrey);
}

}  // namespace

Plot cube_plot(SampleView samples) {
  constexpr int kTriangle = 9, kCircle = 7;  // gnuplot's numbers
  const std::string data =
      points_block(samples, true, "inside") + points_block(samples, false, "outside") + edges_block() + shadow_block();
  const std::string curves = "splot " + cube() + ", " + points("inside", kTriangle, palette::kVermillion) + ", " +
                             points("outside", kCircle, palette::kBlack) + "\n";
  return {.name = "cube", .width = 480, .height = 440, .commands = data + axes() + curves};
}

}  // namespace parzen::command
