#include "column_choice.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "complaint.hpp"
#include "parzen/read.hpp"

namespace parzen {
namespace {

using testing::ElementsAre;

const std::vector<std::string> kNames = {"x", "y", "3"};

std::string complaint_about(const std::vector<std::string>& wanted, const std::vector<std::string>& names) {
  return complaint<DataError>([&] { (void)choose_columns(wanted, names, 3, "a.csv:1:1"); });
}

TEST(ColumnChoice, IsAllOfThemWhereNobodyChooses) {
  EXPECT_THAT(choose_columns({}, kNames, 3, ""), ElementsAre(0, 1, 2));
}

TEST(ColumnChoice, IsByNameOrByNumberInTheOrderWanted) {
  EXPECT_THAT(choose_columns({"y", "1"}, kNames, 3, ""), ElementsAre(1, 0));
  EXPECT_THAT(choose_columns({"3", "2"}, {}, 3, ""), ElementsAre(2, 1));
}

TEST(ColumnChoice, TakesANameThatIsANumberForTheName) {
  EXPECT_THAT(choose_columns({"2"}, {"2", "b", "c"}, 3, ""), ElementsAre(0));
}

TEST(ColumnChoice, NeedsAHeaderForNamesOnly) {
  EXPECT_TRUE(names_columns({"1", "y"}));
  EXPECT_TRUE(names_columns({"1.5"}));
  EXPECT_FALSE(names_columns({"1", "20"}));
  EXPECT_FALSE(names_columns({}));
}

TEST(ColumnChoice, SaysWhichColumnsThereAre) {
  EXPECT_EQ(complaint_about({"z"}, kNames),
            "a.csv:1:1: found the columns \"x\", \"y\", \"3\", expected one called \"z\"");
  EXPECT_EQ(complaint_about({"z"}, {}), "a.csv:1:1: found 3 columns without names, expected one called \"z\"");
  EXPECT_EQ(complaint_about({"4"}, kNames), "a.csv:1:1: found 3 columns, expected a column 4");
  EXPECT_EQ(complaint_about({"0"}, kNames), "a.csv:1:1: found 3 columns, expected a column 0");
  EXPECT_EQ(complaint_about({"x", "1"}, kNames), "a.csv:1:1: found column 1 twice, expected different columns");
}

}  // namespace
}  // namespace parzen
