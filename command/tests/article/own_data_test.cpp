#include "article/own_data.hpp"

#include <gtest/gtest.h>

#include "parzen/hypercube.hpp"

namespace parzen::command {
namespace {

TEST(OwnData, SummarizesColumns) {
  const auto columns = summarize(Samples{{1, 10, 2, 10, 3, 10, 4, 10}, 2});
  ASSERT_EQ(columns.size(), 2U);
  EXPECT_EQ(columns[0].min, 1);
  EXPECT_EQ(columns[0].median, 2.5);
  EXPECT_EQ(columns[0].max, 4);
  EXPECT_NEAR(columns[0].spread, 1.5 / 1.349, 1e-12);  // quartiles 1.75 and 3.25; the standard deviation is 1.29
  EXPECT_EQ(columns[1].spread, 0);
}

TEST(OwnData, SpreadsDoNotOverflow) {
  const auto columns = summarize(Samples{{0, 1e308, -1e308}, 1});
  EXPECT_NEAR(columns[0].spread / (1e308 / 1.349), 1, 1e-12);
  EXPECT_GT(summarize(Samples{{0, 5e-324, 1e-323, 5e-323}, 1})[0].spread, 0);
}

TEST(OwnData, WidthsHaveAVolume) {
  const std::vector<ColumnSummary> narrow(200, ColumnSummary{0, 0.5e-9, 1e-9, 1e-9});
  for (const Bandwidth h : widths_around_reference(narrow, 100)) EXPECT_GE(h, smallest_width(200));
  for (const Bandwidth h : widths_around_reference({{0, 0, 0, 5e-324}}, 10)) EXPECT_GE(h, smallest_width(1));
}

TEST(OwnData, WidthsSurroundTheNormalReference) {
  // For n = 10 000 normal samples the rule gives 0.5842 in one dimension and 0.7521 in two.
  const ColumnSummary unit{-1, 0, 1, 1};
  EXPECT_NEAR(widths_around_reference({unit}, 10'000)[9].value(), 0.58, 1e-9);
  EXPECT_NEAR(widths_around_reference({unit, unit}, 10'000)[9].value(), 0.75, 1e-9);
  EXPECT_EQ(widths_around_reference({unit}, 10'000).size(), 20U);
}

TEST(OwnData, WidthsScaleWithTheData) {
  const ColumnSummary wide{-1000, 0, 1000, 1000};
  EXPECT_NEAR(widths_around_reference({wide}, 10'000)[9].value(), 580, 1e-6);
}

TEST(OwnData, WidthsExistWhereNothingVaries) {
  for (const Bandwidth h : widths_around_reference({{3, 3, 3, 0}}, 1)) EXPECT_GT(h.value(), 0);
}

}  // namespace
}  // namespace parzen::command
