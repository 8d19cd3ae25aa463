#include "parzen/border.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <stdexcept>

#include "complaint.hpp"

namespace parzen {
namespace {

bool holds(double x, double v, double h, Border border) {
  return border == Border::closed ? std::fabs(x - v) <= h * 0.5 : std::fabs(x - v) < h * 0.5;
}

TEST(HalfWidth, SaysWhatThePredicatesSayOnDecimalData) {
  for (const Border border : {Border::closed, Border::open}) {
    for (int v = -30; v <= 30; ++v) {
      for (int h = 1; h <= 40; ++h) {
        const double width = h / 10.0;
        const double x = 0.3;
        EXPECT_EQ(std::fabs(x - v / 10.0) <= half_width(Bandwidth{width}, border), holds(x, v / 10.0, width, border));
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
