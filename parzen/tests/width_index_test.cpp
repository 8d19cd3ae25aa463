#include "width_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>

namespace parzen {
namespace {

using testing::ElementsAre;

std::vector<Bandwidth> bandwidths(std::initializer_list<double> values) {
  std::vector<Bandwidth> widths;
  for (const double h : values) widths.emplace_back(h);
  return widths;
}

TEST(WidthIndex, CountsDistancesUpToHalfAWidth) {
  WidthIndex index{bandwidths({2, 4, 6})};
  index.add(std::vector<double>{0, 1, 1.5, 2, 2.5, 3, 3.5});
  EXPECT_THAT(index.counts(), ElementsAre(2, 4, 6));
}

TEST(WidthIndex, AddsUpWhatItIsGivenInParts) {
  WidthIndex index{bandwidths({2})};
  EXPECT_THAT(index.counts(), ElementsAre(0));
  index.add(std::vector<double>{1});
  index.add(std::vector<double>{});
  index.add(std::vector<double>{0.5, 3});
  EXPECT_THAT(index.counts(), ElementsAre(2));
}

TEST(WidthIndex, TakesMoreDistancesThanItsBlock) {
  WidthIndex index{bandwidths({1, 2, 3})};
  index.add(std::vector<double>(10'000, 0.75));
  EXPECT_THAT(index.counts(), ElementsAre(0, 10'000, 10'000));
}

TEST(WidthIndex, AnswersInTheOrderOfItsWidths) {
  WidthIndex index{bandwidths({6, 2, 4, 2})};
  index.add(std::vector<double>{1, 2, 3});
  EXPECT_THAT(index.counts(), ElementsAre(3, 1, 2, 1));
}

TEST(WidthIndex, CountsADistanceOfInfinityNowhere) {
  WidthIndex index{bandwidths({1, std::numeric_limits<double>::max()})};
  index.add(std::vector<double>{std::numeric_limits<double>::infinity()});
  EXPECT_THAT(index.counts(), ElementsAre(0, 0));
}

TEST(WidthIndex, EqualsAComparisonWithEveryWidthHoweverTheyLie) {
  std::mt19937 random{3};
  std::uniform_real_distribution<double> exponent{-12, 12};
  for (std::size_t w = 1; w <= 60; ++w) {
    std::vector<Bandwidth> widths;
    for (std::size_t i = 0; i < w; ++i) widths.emplace_back(std::exp(exponent(random)));
    std::vector<double> distances;
    for (const Bandwidth h : widths) {
      const double border = h.value() * 0.5;
      distances.insert(distances.end(), {std::nextafter(border, 0), border, std::nextafter(border, 1e9), border * 1.3});
    }
    WidthIndex index{widths};
    index.add(distances);
    std::vector<std::uint64_t> expected;
    for (const Bandwidth h : widths) {
      expected.push_back(static_cast<std::uint64_t>(
          std::count_if(distances.begin(), distances.end(), [&](double x) { return x <= h.value() * 0.5; })));
    }
    EXPECT_EQ(index.counts(), expected) << w;
  }
}

}  // namespace
}  // namespace parzen
