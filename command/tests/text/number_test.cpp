#include "text/number.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <limits>

namespace parzen::command {
namespace {

TEST(Number, RoundTrips) {
  for (const double value : {0.1 + 0.2, 1.0 / 3, 5e-324, 1e300, std::numeric_limits<double>::max()}) {
    EXPECT_EQ(std::strtod(round_trip(value).c_str(), nullptr), value) << value;
  }
  EXPECT_EQ(round_trip(0.3), "0.3");
}

TEST(Number, IsPrintedAsTheArticlesPythonPrintsIt) {
  EXPECT_EQ(article_line(0.1 + 5 * 0.1, 547 / 10000.0 / 0.6), "h = 0.6, p(x) = 0.0911666666667");
  EXPECT_EQ(article_line(1, 0.1445), "h = 1.0, p(x) = 0.1445");
}

TEST(Number, OfSecondsHasTheUnitThatSuitsIt) {
  EXPECT_EQ(duration_text(1.5), "1.5 s");
  EXPECT_EQ(duration_text(0.00123456), "1.23 ms");
  EXPECT_EQ(duration_text(0.0000021), "2.1 µs");
}

TEST(Number, IsGroupedByThrees) {
  EXPECT_EQ(grouped(7), "7");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1\u202f000");
  EXPECT_EQ(grouped(12345678), "12\u202f345\u202f678");
}

}  // namespace
}  // namespace parzen::command
