#pragma once

#include <cstddef>

#include "parzen/sample_tree.hpp"

namespace parzen {

/// Whether a node of so many samples has no children.
[[nodiscard]] constexpr bool is_leaf(std::size_t rows) noexcept { return rows <= SampleTree::kLeafRows; }

/// How many of a node's samples its first child has.
[[nodiscard]] constexpr std::size_t first_half(std::size_t rows) noexcept { return rows / 2; }

/// A node of a SampleTree: where its box is, and which samples are its.
struct TreeNode {
  std::size_t number;
  std::size_t begin;
  std::size_t rows;

  [[nodiscard]] constexpr TreeNode first() const noexcept { return {2 * number + 1, begin, first_half(rows)}; }
  [[nodiscard]] constexpr TreeNode second() const noexcept {
    return {2 * number + 2, begin + first_half(rows), rows - first_half(rows)};
  }
};

}  // namespace parzen
