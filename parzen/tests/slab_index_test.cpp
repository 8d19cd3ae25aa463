#include "slab_index.hpp"

#include <random>

namespace parzen {
namespace {

std::uint64_t count_one_by_one(SampleView samples, std::span<const Interval> box) {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    bool inside = true;
    for (std::size_t j = 0; j < box.size(); ++j)
      inside = inside && box[j].low <= samples.row(i)[j] && samples.row(i)[j] <= box[j].high;
    count += inside ? 1U : 0U;
  }
  return count;
}

enum class Shape { spread, tied, line, one_value };

Samples make(Shape shape, std::size_t n, std::size_t d) {
  std::mt19937 random{static_cast<unsigned>(n * 10 + d)};
  std::normal_distribution<double> normal;
  std::vector<double> values(n * d);
  for (std::size_t i = 0; i < n; ++i) {
    const double common = normal(random);
    for (std::size_t j = 0; j < d; ++j) {
      double& value = values[i * d + j];
      value = shape == Shape::line ? common : shape == Shape::one_value ? 3 : normal(random);
      if (shape == Shape::tied) value = std::round(value * 2) / 2;
    }
  }
  return {std::move(values), d};
}

TEST(SlabIndex, CountsWhatComparingEachSampleCounts) {
  std::mt19937 random{1};
  const auto uniform = [&] { return static_cast<double>(random() % 1000) / 150 - 3.3; };
  for (const Shape shape : {Shape::spread, Shape::tied, Shape::line, Shape::one_value}) {
    for (std::size_t d = 1; d <= SlabIndex::kMostDimensions; ++d) {
      for (const std::size_t n : {1U, 2U, 17U, 500U, 3000U}) {
        const Samples samples = make(shape, n, d);
        const SlabIndex index{samples};
        for (int i = 0; i < 40; ++i) {
          std::vector<Interval> box;
          for (std::size_t j = 0; j < d; ++j) {
            const double low = uniform();
            box.push_back({low, low + (i % 4 == 0 ? 6 : uniform() + 3.3)});
          }
          ASSERT_EQ(index.count(box), count_one_by_one(samples, box)) << n << " samples of dimension " << d;
        }
      }
    }
  }
}

TEST(SlabIndex, BoxesThatBeginAndEndAtSamplesHaveThem) {
  for (std::size_t d = 1; d <= 3; ++d) {
    const Samples samples = make(Shape::tied, 1000, d);
    const SlabIndex index{samples};
    for (std::size_t i = 0; i + 1 < 200; ++i) {
      std::vector<Interval> box;
      for (std::size_t j = 0; j < d; ++j) {
        const auto [low, high] = std::minmax(samples.row(i)[j], samples.row(i + 1)[j]);
        box.push_back({low, high});
      }
      ASSERT_EQ(index.count(box), count_one_by_one(samples, box));
    }
  }
}

TEST(SlabIndex, NothingIsInABoxBesideTheData) {
  const SlabIndex index{make(Shape::spread, 1000, 2)};
  EXPECT_EQ(index.count(std::vector<Interval>{{100, 200}, {-1, 1}}), 0U);
  EXPECT_EQ(index.count(std::vector<Interval>{{-1, 1}, {-200, -100}}), 0U);
  EXPECT_EQ(index.count(std::vector<Interval>{{-100, 100}, {-100, 100}}), 1000U);
}

}  // namespace
}  // namespace parzen
