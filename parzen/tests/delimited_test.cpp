// Tables of text, as read_samples takes them from a stream. A tab or a comma is found by itself there.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "complaint.hpp"
#include "parzen/read.hpp"

namespace parzen {
namespace {

using testing::ElementsAre;
using testing::StartsWith;

Samples read(const std::string& text) {
  std::istringstream in{text};
  return read_samples(in, "data.csv");
}

std::string complaint_about(const std::string& text) {
  return complaint<DataError>([&] { (void)read(text); });
}

TEST(DelimitedText, IsOneSamplePerLine) {
  const Samples samples = read("1,2\n3,4\n5,6\n");
  EXPECT_EQ(samples.dimension(), 2U);
  EXPECT_THAT(samples.values(), ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST(DelimitedText, MayHaveASingleColumn) {
  EXPECT_EQ(read("1\n2\n3\n").dimension(), 1U);
  EXPECT_EQ(read("x\n1\n2\n").size(), 2U);
}

TEST(DelimitedText, NeedsNoNewlineAtItsEnd) { EXPECT_THAT(read("1,2\n3,4").values(), ElementsAre(1, 2, 3, 4)); }

TEST(DelimitedText, MayHaveTabsInsteadOfCommas) {
  EXPECT_THAT(read("x\ty\n1\t2\n 3 \t 4\n").values(), ElementsAre(1, 2, 3, 4));
}

TEST(DelimitedText, SkipsAHeader) {
  EXPECT_THAT(read("x,y\n1,2\n").values(), ElementsAre(1, 2));
  EXPECT_THAT(read("\"x\",\"y, z\"\n1,2\n").values(), ElementsAre(1, 2));
  EXPECT_THAT(read("\"the \"\"x\"\" axis\",y\n1,2\n").values(), ElementsAre(1, 2));
  EXPECT_THAT(read(",y\n1,2\n").values(), ElementsAre(1, 2));
}

TEST(DelimitedText, SkipsBlankLinesCommentsCarriageReturnsAndTheByteOrderMark) {
  EXPECT_THAT(read("\xef\xbb\xbf# from the lab\r\nx,y\r\n\r\n1,2\r\n  # half time\r\n3,4\r\n\r\n  \r\n").values(),
              ElementsAre(1, 2, 3, 4));
}

TEST(DelimitedText, TakesNumbersAsPeopleAndProgramsWriteThem) {
  EXPECT_THAT(read(" 1 ,+2.5,-.5,1e3,2E-2,5.,\"7\"\n").values(), ElementsAre(1, 2.5, -0.5, 1000, 0.02, 5, 7));
}

TEST(DelimitedText, RoundsWhatUnderflows) {
  EXPECT_THAT(read("1e-400,4.9e-324,2.2250738585072011e-308\n").values(),
              ElementsAre(0, 4.9e-324, 2.2250738585072011e-308));
}

TEST(DelimitedText, MustNotBeEmpty) {
  for (const char* text : {"", "\n\n", "# nothing yet\n", "\xef\xbb\xbf"}) {
    EXPECT_THAT(complaint_about(text), testing::EndsWith("found an empty file, expected one or more lines of numbers"));
  }
}

TEST(DelimitedText, MustHaveMoreThanAHeader) {
  EXPECT_EQ(complaint_about("x,y\n"),
            "data.csv:1:1: found a header and nothing else, expected one or more lines of numbers");
}

TEST(DelimitedText, MustNotBeRagged) {
  EXPECT_EQ(complaint_about("x,y\n1,2\n3\n"), "data.csv:3:2: found 1 column, expected 2 as in line 1");
  EXPECT_EQ(complaint_about("1,2\n3,4,5\n"), "data.csv:2:3: found 3 columns, expected 2 as in line 1");
  EXPECT_EQ(complaint_about("x,y\n1,2,3\n"), "data.csv:2:3: found 3 columns, expected 2 as in line 1");
}

TEST(DelimitedText, MustHaveNumbersInItsColumns) {
  EXPECT_EQ(complaint_about("x,y\n1,2\n3,abc\n"), "data.csv:3:2: found \"abc\" in column 2, expected a number");
  EXPECT_EQ(complaint_about("1,2\n3,\n"), "data.csv:2:2: found nothing in column 2, expected a number");
  EXPECT_EQ(complaint_about("1,2\n0x10,2\n"), "data.csv:2:1: found \"0x10\" in column 1, expected a number");
  EXPECT_EQ(complaint_about("1,2\n1 2,3\n"), "data.csv:2:1: found \"1 2\" in column 1, expected a number");
  EXPECT_EQ(complaint_about("1,2\nx,y\n"), "data.csv:2:1: found \"x\" in column 1, expected a number");
}

TEST(DelimitedText, TakesAFirstLineWithANumberForData) {
  EXPECT_EQ(complaint_about("1,2O\n3,4\n"), "data.csv:1:2: found \"2O\" in column 2, expected a number");
  EXPECT_EQ(complaint_about(",\n1,2\n"), "data.csv:1:1: found nothing in column 1, expected a number");
}

TEST(DelimitedText, TakesABrokenFirstRowForData) {
  EXPECT_EQ(complaint_about("NA\n1\n2\n"), "data.csv:1:1: found \"NA\" in column 1, expected a number");
  EXPECT_EQ(complaint_about("x,n/a\n1,2\n"), "data.csv:1:1: found \"x\" in column 1, expected a number");
  EXPECT_EQ(complaint_about("Null\n1\n"), "data.csv:1:1: found \"Null\" in column 1, expected a number");
  EXPECT_EQ(complaint_about("1e-5000\n1\n"), "data.csv:1:1: found \"1e-5000\" in column 1, expected a number");
  EXPECT_EQ(complaint_about("\"1,5\"\n1\n"), "data.csv:1:1: found \"1,5\" in column 1, expected a number");
  EXPECT_EQ(complaint_about("-.5x\n1\n"), "data.csv:1:1: found \"-.5x\" in column 1, expected a number");
  EXPECT_EQ(complaint_about("x,\n1,2\n"), "data.csv:1:1: found \"x\" in column 1, expected a number");
}

TEST(DelimitedText, IsNotSeparatedBySemicolons) {
  EXPECT_EQ(complaint_about("1.5;2.5\n"),
            "data.csv:1:1: found \"1.5;2.5\" in column 1, expected a number; "
            "';' is no separator here, use a comma or a tab");
  EXPECT_THAT(complaint_about("x;y\n1;2\n"), testing::HasSubstr("data.csv:2:1: found \"1;2\""));
}

TEST(DelimitedText, TakesARowOfTabsForEmptyFields) {
  EXPECT_EQ(complaint_about("1\t2\n\t\n3\t4\n"), "data.csv:2:1: found nothing in column 1, expected a number");
  EXPECT_THAT(read("1\t2\n   \n3\t4\n").values(), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(read("1,2\n \t \n3,4\n").values(), ElementsAre(1, 2, 3, 4));
}

TEST(DelimitedText, MustBeFinite) {
  EXPECT_EQ(complaint_about("1,2\n3,nan\n"), "data.csv:2:2: found \"nan\" in column 2, expected a finite number");
  EXPECT_EQ(complaint_about("1,NaN\n"), "data.csv:1:2: found \"NaN\" in column 2, expected a finite number");
  EXPECT_EQ(complaint_about("-inf,1\n"), "data.csv:1:1: found \"-inf\" in column 1, expected a finite number");
  EXPECT_EQ(complaint_about("1,2\nInfinity,1\n"),
            "data.csv:2:1: found \"Infinity\" in column 1, expected a finite number");
  EXPECT_EQ(complaint_about("1e400\n"), "data.csv:1:1: found \"1e400\" in column 1, expected a finite number");
}

TEST(DelimitedText, MustCloseItsQuotes) {
  EXPECT_EQ(complaint_about("\"x,y\n1,2\n"), "data.csv:1:1: found \"\"x\" in column 1, expected a closing quote");
  EXPECT_EQ(complaint_about("1,2\n3,\"\n"), "data.csv:2:2: found \"\"\" in column 2, expected a closing quote");
}

TEST(DelimitedText, IsQuotedInErrorsShortenedAndWithoutControlCharacters) {
  const std::string error = complaint_about("1\n\x01\x1b[31m" + std::string(1000, 'a') + "\n");
  EXPECT_THAT(error, StartsWith("data.csv:2:1: found \"??[31maaa"));
  EXPECT_LT(error.size(), 120U);
  EXPECT_THAT(complaint_about(std::string("1\n\0\0\n", 5)), StartsWith("data.csv:2:1: found \"??\""));
}

TEST(DelimitedText, CountsLinesAsAnEditorDoes) {
  EXPECT_THAT(complaint_about("# one\n\nx\n1\n\n# six\nbad\n"), StartsWith("data.csv:7:1: "));
}

}  // namespace
}  // namespace parzen
