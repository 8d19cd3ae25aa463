#include "row_parser.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace parzen {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;

RowFormat format(std::vector<std::size_t> targets, std::size_t columns, NanPolicy nan = NanPolicy::refuse) {
  return {.separator = ',', .targets = std::move(targets), .columns = columns, .first_line = 1, .nan = nan};
}

const RowFormat kTwo = format({0, 1}, 2);

TEST(RowParser, ReadsRowsAndCountsTheirLines) {
  const Rows rows = parse_rows("1,2\n3,4\n", kTwo);
  EXPECT_THAT(rows.values, ElementsAre(1, 2, 3, 4));
  EXPECT_EQ(rows.lines, 2U);
  EXPECT_FALSE(rows.fault);
}

TEST(RowParser, ReadsAPlainLineAsItReadsOneThatIsNotPlain) {
  for (const char* number : {"1", "-1", "1e5", "1E-5", ".5", "5.", "-0", "0.1", "1e-400",
                             "123456789012345678901234567890", "2.2250738585072011e-308", "1.7976931348623157e308"}) {
    const std::string plain = std::string{number} + "," + number + "\n";
    const std::string blank = " " + std::string{number} + " ,\"" + number + "\"\n";
    EXPECT_THAT(parse_rows(plain, kTwo).values, ElementsAreArray(parse_rows(blank, kTwo).values)) << number;
    EXPECT_EQ(parse_rows(plain, kTwo).values.size(), 2U) << number;
  }
}

TEST(RowParser, TakesEveryEndOfALine) {
  for (const char* text : {"1,2", "1,2\n", "1,2\r\n", "1,2\r", "\n1,2", "1,2\n\n \n", "# no\n1,2\n#"}) {
    EXPECT_THAT(parse_rows(text, kTwo).values, ElementsAre(1, 2)) << text;
  }
}

TEST(RowParser, StopsAtTheFirstFault) {
  const Rows rows = parse_rows("1,2\n\n3,x\n5,y\n", kTwo);
  ASSERT_TRUE(rows.fault);
  EXPECT_EQ(rows.fault->line, 3U);
  EXPECT_EQ(rows.fault->column, 2U);
  EXPECT_EQ(rows.fault->what, "found \"x\" in column 2, expected a number");
}

TEST(RowParser, ReadsOnlyTheFieldsThatAreWanted) {
  const RowFormat second_and_first = format({1, RowFormat::kIgnored, 0}, 2);
  EXPECT_THAT(parse_rows("1,monday,2\n3,,4\n5,\"a, b\",6\n", second_and_first).values, ElementsAre(2, 1, 4, 3, 6, 5));
  const RowFormat last = format({RowFormat::kIgnored, 0}, 1);
  EXPECT_THAT(parse_rows("# a,1\nb,2\n \n\r\n,3\n", last).values, ElementsAre(2, 3));
  const RowFormat first = format({0, RowFormat::kIgnored}, 1);
  EXPECT_THAT(parse_rows("1,a\r\n2,b", first).values, ElementsAre(1, 2));
  EXPECT_EQ(parse_rows("1,a,b\n", first).fault->what, "found 3 columns, expected 2 as in line 1");
}

TEST(RowParser, DropsRowsInWhichANumberIsMissingIfAsked) {
  const Rows rows = parse_rows("1,2\nnan,2\n3,\nNA,null\n4,N/A\n-NaN,1\n5,6\n", format({0, 1}, 2, NanPolicy::drop));
  EXPECT_FALSE(rows.fault);
  EXPECT_THAT(rows.values, ElementsAre(1, 2, 5, 6));
  EXPECT_EQ(rows.dropped, 5U);
}

TEST(RowParser, DropsNothingElse) {
  for (const char* text : {"inf,1\n", "x,1\n", "1e400,1\n", "nan\n", "nan,1,2\n"}) {
    EXPECT_TRUE(parse_rows(text, format({0, 1}, 2, NanPolicy::drop)).fault) << text;
  }
}

// The text that is looked at ends where its last line does: nothing behind it may be read.
TEST(RowParser, ReadsNothingBehindItsText) {
  const std::string text = "1,2\n3,4567";
  for (std::size_t size = 0; size <= text.size(); ++size) {
    const std::vector<char> exactly{text.begin(), text.begin() + static_cast<std::ptrdiff_t>(size)};
    (void)parse_rows({exactly.data(), exactly.size()}, kTwo);
  }
  EXPECT_THAT(parse_rows(std::string_view{text}.substr(0, 7), kTwo).values, ElementsAre(1, 2, 3, 4));
}

TEST(RowParser, EndsWithAnyText) {
  std::mt19937 random{7};
  constexpr std::string_view kLetters = "019.,-+e\"\n\r \t#naif\xff";
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::size_t k = random() % 30; k > 0; --k) text += kLetters[random() % kLetters.size()];
    const Rows rows = parse_rows(text, kTwo);
    EXPECT_EQ(rows.values.size() % 2, 0U) << text;
  }
}

}  // namespace
}  // namespace parzen
