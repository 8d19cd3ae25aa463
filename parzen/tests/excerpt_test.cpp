#include "excerpt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace parzen {
namespace {

TEST(Excerpt, IsInQuotes) { EXPECT_EQ(excerpt("abc"), "\"abc\""); }

TEST(Excerpt, SaysNothingOfNothing) { EXPECT_EQ(excerpt(""), "nothing"); }

TEST(Excerpt, IsOneLineWithoutControlCharacters) { EXPECT_EQ(excerpt("a\nb\t\x1b\x7f"), "\"a?b???\""); }

const std::string kForty(40, 'a');

TEST(Excerpt, CutsOffALongText) {
  EXPECT_THAT(excerpt(kForty), testing::HasSubstr(kForty));
  EXPECT_THAT(excerpt(kForty + "b"), testing::EndsWith("a…\""));
}

TEST(Excerpt, CutsBetweenCharactersOfUtf8) { EXPECT_THAT(excerpt(kForty.substr(1) + "éé"), testing::EndsWith("a…\"")); }

}  // namespace
}  // namespace parzen
