#include "parzen/sweep.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <stdexcept>
#include <string>

#include "parzen/confidence.hpp"
#include "parzen/widths.hpp"

namespace parzen {
namespace {

struct Published {
  std::uint64_t count;
  const char* article;
  const char* correct;
};

// What the article prints, and what it would have printed with the exponent right.
constexpr Published kTable[] = {
    {16, "0.016", "0.16"},
    {61, "0.0305", "0.1525"},
    {135, "0.045", "0.15"},
    {247, "0.06175", "0.154375"},
    {390, "0.078", "0.156"},
    {547, "0.0911666666667", "0.151944444444"},
    {742, "0.106", "0.151428571429"},
    {939, "0.117375", "0.14671875"},
    {1194, "0.132666666667", "0.147407407407"},
    {1445, "0.1445", "0.1445"},
    {1728, "0.157090909091", "0.142809917355"},
    {2022, "0.1685", "0.140416666667"},
};

/// Twelve significant digits, as Python printed floats in the article's day.
std::string printed(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.12g", value);
  return text;
}

TEST(SweepRows, ReproduceTheArticlesTableToTheDigit) {
  const std::vector<Bandwidth> widths = parse_widths("0.1:1.2:0.1");
  std::vector<std::uint64_t> counts;
  for (const Published& row : kTable) counts.push_back(row.count);
  const std::vector<SweepRow> rows = sweep_rows(widths, counts, 10'000, 2);
  ASSERT_EQ(rows.size(), std::size(kTable));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i].width, widths[i].value());
    EXPECT_EQ(rows[i].count, kTable[i].count);
    EXPECT_EQ(printed(rows[i].article_density), kTable[i].article);
    EXPECT_EQ(printed(rows[i].density), kTable[i].correct);
  }
}

TEST(SweepRows, CarryTheLimits) {
  const std::vector<Bandwidth> widths{Bandwidth{0.5}};
  const std::vector<std::uint64_t> counts{7};
  const SweepRow row = sweep_rows(widths, counts, 100, 3).front();
  EXPECT_EQ((Interval{row.low, row.high}), density_limits(7, 100, Bandwidth{0.5}, 3));
  EXPECT_LT(row.low, row.density);
  EXPECT_LT(row.density, row.high);
}

TEST(SweepRows, NeedOneCountForEachWidth) {
  const std::vector<Bandwidth> widths{Bandwidth{0.5}};
  EXPECT_THROW((void)sweep_rows(widths, {}, 100, 3), std::invalid_argument);
}

}  // namespace
}  // namespace parzen
