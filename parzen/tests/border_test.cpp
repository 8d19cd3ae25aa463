#include "parzen/border.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <stdexcept>

#include "complaint.hpp"

namespace parzen {
namespace {

bool holds(double x, double v, double h, Border border) {
  switch (border) {
    case Border::closed:
      return std::fabs(x - v) <= h * 0.5;
    case Border::open:
      return std::fabs(x - v) < h * 0.5;
    case Border::half:
      break;
  }
  return x - v <= h * 0.5 && v - x < h * 0.5;
}

TEST(HalfWidths, SayWhatThePredicatesSayOnDecimalData) {
  for (const Border border : kBorders) {
    for (int v = -30; v <= 30; ++v) {
      for (int h = 1; h <= 40; ++h) {
        const double width = h / 10.0;
        const auto [below, above] = half_widths(Bandwidth{width}, border);
        const double x = 0.3;
        EXPECT_EQ(x - v / 10.0 <= below && v / 10.0 - x <= above, holds(x, v / 10.0, width, border));
      }
    }
  }
}

TEST(ParseBorder, KnowsItsNames) {
  for (const Border border : kBorders) EXPECT_EQ(parse_border(border_name(border)), border);
  EXPECT_THAT(complaint<std::invalid_argument>([] { (void)parse_border("round"); }),
              testing::HasSubstr("found \"round\", expected closed, open or half"));
}

}  // namespace
}  // namespace parzen
