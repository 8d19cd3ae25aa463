#include "field_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace parzen {
namespace {

using testing::ElementsAre;

std::vector<std::string> fields(std::string_view line, char separator = ',') {
  std::vector<std::string> all;
  for (FieldReader reader{line, separator}; reader.next();) all.emplace_back(reader.field());
  return all;
}

TEST(FieldReader, CutsAtTheSeparator) {
  EXPECT_THAT(fields("1,2,3"), ElementsAre("1", "2", "3"));
  EXPECT_THAT(fields("1\t2,3", '\t'), ElementsAre("1", "2,3"));
}

TEST(FieldReader, SeesEmptyFields) {
  EXPECT_THAT(fields(""), ElementsAre(""));
  EXPECT_THAT(fields(","), ElementsAre("", ""));
  EXPECT_THAT(fields("1,,2,"), ElementsAre("1", "", "2", ""));
  EXPECT_THAT(fields("\t", '\t'), ElementsAre("", ""));
}

TEST(FieldReader, DropsBlanksAndQuotesAroundAField) {
  EXPECT_THAT(fields(" 1 , \"2\" ,\" 3 \""), ElementsAre("1", "2", "3"));
}

TEST(FieldReader, DoesNotCutInsideQuotes) {
  EXPECT_THAT(fields("\"a,b\",c"), ElementsAre("a,b", "c"));
  EXPECT_THAT(fields("\"a\"\",b\",c"), ElementsAre("a\"\",b", "c"));
}

TEST(FieldReader, NumbersTheFields) {
  FieldReader reader{"a,b", ','};
  EXPECT_EQ(reader.column(), 0U);
  while (reader.next()) EXPECT_EQ(reader.field(), reader.column() == 1 ? "a" : "b");
  EXPECT_EQ(reader.column(), 2U);
}

TEST(FieldReader, NoticesAQuoteThatIsNotClosed) {
  for (const char* line : {"\"", "\"a", "\"a\"b", "\"a\"\""}) {
    FieldReader reader{line, ','};
    ASSERT_TRUE(reader.next());
    EXPECT_FALSE(reader.is_closed()) << line;
  }
}

}  // namespace
}  // namespace parzen
