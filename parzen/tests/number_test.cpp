#include "number.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace parzen {
namespace {

TEST(ParseNumber, RoundsToTheNearestDouble) {
  EXPECT_EQ(parse_number("0.1"), 0.1);
  EXPECT_EQ(parse_number("9007199254740993"), 9007199254740992.0);
  EXPECT_EQ(parse_number("-2.5e-3"), -0.0025);
  EXPECT_EQ(parse_number("+7"), 7.0);
}

TEST(ParseNumber, TellsOverflowFromUnderflow) {
  EXPECT_EQ(parse_number("1e-400"), 0.0);
  EXPECT_EQ(parse_number("1e400"), HUGE_VAL);
  EXPECT_EQ(parse_number("-1e400"), -HUGE_VAL);
}

TEST(ParseNumber, LeavesNotANumberAndInfinityToTheCaller) {
  EXPECT_TRUE(std::isnan(parse_number("nan").value()));
  EXPECT_EQ(parse_number("inf"), HUGE_VAL);
}

TEST(ParseNumber, TakesAllOrNothing) {
  for (const char* token : {"", "1x", "x1", "1 ", " 1", "1,5", "0x10", "++1", "+-1", "--1", ".", "e5", "-", "+"}) {
    EXPECT_FALSE(parse_number(token).has_value()) << '"' << token << '"';
  }
}

TEST(BeginsLikeNumber, IfADigitIsFirstOrBehindASignOrAPoint) {
  for (const char* text : {"1", "-1x", "+.5;", "0x10", "1,5"}) EXPECT_TRUE(begins_like_number(text)) << text;
  for (const char* text : {"", "-", ".", "x1", "e5", "--1", "nan"}) EXPECT_FALSE(begins_like_number(text)) << text;
}

}  // namespace
}  // namespace parzen
