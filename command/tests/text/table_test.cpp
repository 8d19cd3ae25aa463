#include "text/table.hpp"

#include <gtest/gtest.h>

#include "text/explanation.hpp"
#include "text/shell.hpp"

namespace parzen::command {
namespace {

TEST(Table, PadsByLettersNotBytes) {
  EXPECT_EQ(to_text({.headings = {"h²", "n"}, .rows = {{"1", "12"}, {"abc", "3"}}}), " h²   n\n  1  12\nabc   3\n");
}

TEST(Table, QuotesCsvCellsThatNeedIt) {
  EXPECT_EQ(to_csv({.headings = {"a", "b"}, .rows = {{"1,2", "say \"x\""}}}), "a,b\n\"1,2\",\"say \"\"x\"\"\"\n");
}

TEST(Wrapped, BreaksAtSpacesAndCountsLetters) {
  EXPECT_EQ(wrapped("aa bb cc", 5), "aa bb\ncc\n");
  EXPECT_EQ(wrapped("²² ²² cc", 5), "²² ²²\ncc\n");
  EXPECT_EQ(wrapped("longer than that", 3), "longer\nthan\nthat\n");
}

TEST(ShellQuoted, KeepsEverythingOneWord) { EXPECT_EQ(shell_quoted("it's $HOME"), "'it'\\''s $HOME'"); }

}  // namespace
}  // namespace parzen::command
