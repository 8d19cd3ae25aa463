#include "parzen/sample_tree.hpp"

#include <algorithm>
#include <numeric>

#include "tree_walk.hpp"

namespace parzen {
namespace {

using Rows = std::span<std::size_t>;

/// Puts rows in the order of the tree, and notes the boxes of its nodes.
class Builder {
 public:
  Builder(SampleView samples, const Window& window, std::vector<double>& boxes)
      : samples_{samples}, window_{window}, boxes_{boxes} {}

  void build(std::size_t node, Rows rows) {
    const std::size_t d = samples_.dimension();
    if (boxes_.size() < (node + 1) * 2 * d) boxes_.resize((node + 1) * 2 * d);
    note_box(node, rows);
    if (is_leaf(rows.size())) return;
    const std::size_t axis = longest_side(node);
    const std::size_t half = first_half(rows.size());
    std::ranges::nth_element(rows, rows.begin() + static_cast<std::ptrdiff_t>(half), {},
                             [&](std::size_t i) { return samples_.values()[i * d + axis]; });
    build(2 * node + 1, rows.first(half));
    build(2 * node + 2, rows.subspan(half));
  }

 private:
  void note_box(std::size_t node, Rows rows) {
    const std::size_t d = samples_.dimension();
    double* low = boxes_.data() + node * 2 * d;
    double* high = low + d;
    std::ranges::copy(samples_.row(rows[0]), low);
    std::ranges::copy(samples_.row(rows[0]), high);
    for (const std::size_t i : rows) {
      const double* x = samples_.values().data() + i * d;
      for (std::size_t j = 0; j < d; ++j) {
        low[j] = std::min(low[j], x[j]);
        high[j] = std::max(high[j], x[j]);
      }
    }
  }

  [[nodiscard]] std::size_t longest_side(std::size_t node) const {
    const std::size_t d = samples_.dimension();
    const double* low = boxes_.data() + node * 2 * d;
    std::size_t longest = 0;
    double most = -1;
    for (std::size_t j = 0; j < d; ++j) {
      const double side = (low[d + j] - low[j]) / window_.width(j).value();
      if (side > most) longest = j;
      most = std::max(most, side);
    }
    return longest;
  }

  SampleView samples_;
  const Window& window_;
  std::vector<double>& boxes_;
};

}  // namespace

SampleTree::SampleTree(SampleView samples, const Window& window) : dimension_{samples.dimension()} {
  window.check_dimension(dimension_);
  std::vector<std::size_t> rows(samples.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  Builder{samples, window, boxes_}.build(0, rows);
  columns_.resize(samples.values().size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < dimension_; ++j) columns_[j * rows.size() + i] = samples.row(rows[i])[j];
  }
}

}  // namespace parzen
