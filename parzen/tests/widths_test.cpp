#include "parzen/widths.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "complaint.hpp"

namespace parzen {
namespace {

using testing::ElementsAre;

std::string complaint_about(std::string_view text) {
  return complaint<std::invalid_argument>([&] { (void)parse_widths(text); });
}

TEST(SteppedRange, KeepsTheTwelfthWidthOfTheArticle) {
  const std::vector<double> widths = parse_range("0.1:1.2:0.1");
  ASSERT_EQ(widths.size(), 12U);
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const double product = static_cast<double>(i) * 0.1;
    EXPECT_EQ(widths[i], 0.1 + product);
  }
}

TEST(SteppedRange, EndsBeforeAnEndThatTheStepDoesNotReach) {
  EXPECT_THAT(stepped_range(0, 1, 0.4), ElementsAre(0, 0.4, 0.8));
  EXPECT_THAT(stepped_range(1, 1, 0.4), ElementsAre(1));
}

TEST(SteppedRange, GoesDownByANegativeStep) { EXPECT_THAT(stepped_range(1, 0, -0.5), ElementsAre(1, 0.5, 0)); }

TEST(SteppedRange, HasTheEndForEveryDecimalStep) {
  for (int steps = 1; steps <= 200; ++steps) {
    const double end = 0.1 + 0.01 * steps;
    EXPECT_EQ(stepped_range(0.1, end, 0.01).size(), static_cast<std::size_t>(steps) + 1) << end;
  }
}

TEST(SteppedRange, RefusesStepsThatDoNotArrive) {
  EXPECT_THROW((void)stepped_range(0, 1, 0), std::invalid_argument);
  EXPECT_THROW((void)stepped_range(0, 1, -0.1), std::invalid_argument);
  EXPECT_THROW((void)stepped_range(1, 0, 0.1), std::invalid_argument);
  EXPECT_THROW((void)stepped_range(0, std::nan(""), 0.1), std::invalid_argument);
  EXPECT_THROW((void)stepped_range(0, 1, std::numeric_limits<double>::infinity()), std::invalid_argument);
}

TEST(SteppedRange, RefusesMoreValuesThanAnybodyMeans) {
  EXPECT_THROW((void)stepped_range(0, 1, 1e-300), std::invalid_argument);
  EXPECT_THROW((void)stepped_range(-1e308, 1e308, 1), std::invalid_argument);
}

TEST(SpacedRange, IsLinspaceWithBothEnds) {
  const std::vector<double> widths = spaced_range(1.0, 1.2, 100);
  ASSERT_EQ(widths.size(), 100U);
  EXPECT_EQ(widths.front(), 1.0);
  EXPECT_EQ(widths.back(), 1.2);
  const double step = (1.2 - 1.0) / 99;
  for (std::size_t i = 0; i + 1 < widths.size(); ++i) {
    const double product = static_cast<double>(i) * step;
    EXPECT_EQ(widths[i], 1.0 + product);
  }
}

TEST(SpacedRange, OfOneValueNeedsNoSecondEnd) {
  EXPECT_THAT(spaced_range(2, 2, 1), ElementsAre(2));
  EXPECT_THROW((void)spaced_range(1, 2, 1), std::invalid_argument);
}

TEST(SpacedRange, RefusesNoneAndTooMany) {
  EXPECT_THROW((void)spaced_range(1, 2, 0), std::invalid_argument);
  EXPECT_THROW((void)spaced_range(1, 2, std::numeric_limits<std::size_t>::max()), std::invalid_argument);
  EXPECT_THROW((void)spaced_range(-1.7e308, 1.7e308, 3), std::invalid_argument);
}

TEST(ParseRange, KnowsTheThreeForms) {
  EXPECT_THAT(parse_range("1:2:0.5"), ElementsAre(1, 1.5, 2));
  EXPECT_THAT(parse_range("1:2/3"), ElementsAre(1, 1.5, 2));
  EXPECT_THAT(parse_range("2,1,1.5,1"), ElementsAre(2, 1, 1.5, 1));
  EXPECT_THAT(parse_range("0.25"), ElementsAre(0.25));
}

TEST(ParseRange, AcceptsBlanksSignsAndExponents) {
  EXPECT_THAT(parse_range(" -1 : +1 : 1e0 "), ElementsAre(-1, 0, 1));
  EXPECT_THAT(parse_range(" 1 , 2e-1 "), ElementsAre(1, 0.2));
}

TEST(ParseRange, RefusesAnythingElse) {
  for (const char* text :
       {"",        " ",   ",",       "1,",   "1,,2", "abc", "1:2",     "1:2:",  "1:2:3:4", "1:2/x", "1:2/-1",
        "1:2/2.5", "1/2", "1:2:3/4", "0x10", "1 2",  "nan", "1:inf:1", "1e999", "+-1",     "--1",   "1:2/"}) {
    EXPECT_THROW((void)parse_range(text), std::invalid_argument) << '"' << text << '"';
  }
}

TEST(ParseWidths, SaysWhatItFoundAndWhatItExpected) {
  EXPECT_EQ(complaint_about(""), "the list is empty, expected A:B:S, A:B/N or a,b,c");
  EXPECT_EQ(complaint_about("0.1,abc"), "found \"abc\", expected a finite number");
  EXPECT_EQ(complaint_about("0.1,,0.2"), "found nothing, expected a finite number");
  EXPECT_EQ(complaint_about("1:2"), "found \"1:2\", expected A:B:S or A:B/N");
  EXPECT_EQ(complaint_about("1:2/many"), "found \"many\" after the /, expected how many values");
  EXPECT_EQ(complaint_about("0.5,0"), "width is 0, expected a finite number greater than 0");
  EXPECT_EQ(complaint_about("-1:1:1"), "width is -1, expected a finite number greater than 0");
  EXPECT_EQ(complaint_about("2:1:0.5"), "steps of 0.5 do not lead from 2 to 1");
}

TEST(ParseWidths, GivesBandwidths) {
  EXPECT_THAT(parse_widths("0.5,0.25"), ElementsAre(Bandwidth{0.5}, Bandwidth{0.25}));
}

TEST(ParseNumbers, ReadsAListAsFilesAreRead) {
  EXPECT_THAT(parse_numbers("0,-0.5,1e3"), testing::ElementsAre(0, -0.5, 1000));
  EXPECT_THAT(parse_numbers(" +1 , .5,\t2"), testing::ElementsAre(1, 0.5, 2));
  EXPECT_THAT(parse_numbers("5e-324,1e-400"), testing::ElementsAre(5e-324, 0));
  for (const char* bad : {"", ",", "1,", "1,,2", "x", "1 2", "nan", "inf", "1e999", "+-1"}) {
    EXPECT_THROW((void)parse_numbers(bad), std::invalid_argument) << bad;
  }
}

}  // namespace
}  // namespace parzen
