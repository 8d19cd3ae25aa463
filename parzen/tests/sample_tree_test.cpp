#include "parzen/sample_tree.hpp"

#include <algorithm>
#include <random>
#include <stdexcept>

#include "tree_walk.hpp"

namespace parzen {
namespace {

const Window kWindow{Kernel::gaussian, Bandwidth{1}};

Samples some_samples(std::size_t n, std::size_t d) {
  std::mt19937 random{static_cast<unsigned>(n + d)};
  std::vector<double> values(n * d);
  for (double& value : values) value = static_cast<double>(random() % 100);  // many are equal
  return {std::move(values), d};
}

std::vector<std::vector<double>> sorted_rows(const SampleTreeView& tree) {
  std::vector<std::vector<double>> rows(tree.size());
  for (std::size_t i = 0; i < tree.size(); ++i) {
    for (std::size_t j = 0; j < tree.dimension; ++j) rows[i].push_back(tree.columns[j * tree.size() + i]);
  }
  std::ranges::sort(rows);
  return rows;
}

std::vector<std::vector<double>> sorted_rows(const Samples& samples) {
  std::vector<std::vector<double>> rows;
  for (std::size_t i = 0; i < samples.size(); ++i) rows.emplace_back(samples.row(i).begin(), samples.row(i).end());
  std::ranges::sort(rows);
  return rows;
}

void expect_tight_boxes(const SampleTreeView& tree, const TreeNode& node) {
  for (std::size_t j = 0; j < tree.dimension; ++j) {
    const auto [least, greatest] = std::ranges::minmax(tree.columns.subspan(j * tree.size() + node.begin, node.rows));
    EXPECT_EQ(tree.boxes[node.number * 2 * tree.dimension + j], least);
    EXPECT_EQ(tree.boxes[node.number * 2 * tree.dimension + tree.dimension + j], greatest);
  }
  if (is_leaf(node.rows)) return;
  expect_tight_boxes(tree, node.first());
  expect_tight_boxes(tree, node.second());
}

TEST(SampleTree, HoldsEverySampleOnceInBoxesThatAreTight) {
  for (const std::size_t n : {1U, 2U, 127U, 128U, 129U, 255U, 256U, 257U, 1000U, 5001U}) {
    for (const std::size_t d : {1U, 2U, 5U}) {
      const Samples samples = some_samples(n, d);
      const SampleTree tree{samples, kWindow};
      EXPECT_EQ(sorted_rows(tree.view()), sorted_rows(samples));
      expect_tight_boxes(tree.view(), {0, 0, n});
    }
  }
}

TEST(SampleTree, CutsTheSideThatHasTheMostWidths) {
  const Samples samples = some_samples(1000, 2);
  const SampleTree tree{samples, Window{Kernel::gaussian, {Bandwidth{100}, Bandwidth{1}}}};
  const auto boxes = tree.view().boxes;
  EXPECT_EQ(boxes[4], boxes[0]);                  // the children share the first side
  EXPECT_LE(boxes[1 * 4 + 3], boxes[2 * 4 + 1]);  // and follow each other along the second
}

TEST(SampleTree, RefusesAWindowOfOtherDimensions) {
  EXPECT_THROW((SampleTree{some_samples(10, 2), Window{Kernel::gaussian, std::vector(3, Bandwidth{1})}}),
               std::invalid_argument);
}

}  // namespace
}  // namespace parzen
