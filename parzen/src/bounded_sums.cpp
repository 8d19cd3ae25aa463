#include "parzen/bounded_sums.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "box_terms.hpp"
#include "checks.hpp"
#include "kernel_terms.hpp"
#include "tree_walk.hpp"

namespace parzen {
namespace {

void check(const SampleTreeView& tree, SampleView points, const Window& window, Tolerance tolerance) {
  window.check_dimension(tree.dimension);
  if (points.dimension() != tree.dimension) {
    throw std::invalid_argument{fmt::format("the points have {} coordinates, expected {}, the dimension of the samples",
                                            points.dimension(), tree.dimension)};
  }
  check_product(window);
  if (window.kernel() == Kernel::hypercube) {
    throw std::invalid_argument{"the window is hypercube, which is counted; expected another kernel"};
  }
  const bool is_share = tolerance.relative >= 0 && tolerance.relative < 1;
  if (!is_share) {
    throw std::invalid_argument{
        fmt::format("relative tolerance is {}, expected 0 or more and less than 1", tolerance.relative)};
  }
  const bool is_density = tolerance.absolute >= 0 && std::isfinite(tolerance.absolute);
  if (!is_density) {
    throw std::invalid_argument{fmt::format("absolute tolerance is {}, expected 0 or more", tolerance.absolute)};
  }
}

/// The sum at one point, as far as the walk has come.
struct Walk {
  double sum = 0;
  double lower = 0;  // the sum of all terms is no less
  double error = 0;  // what is left out or taken together makes no more difference
  double rows = 0;   // samples that have been dealt with
  std::uint64_t terms_seen = 0;
};

/// Below, sums are those of terms that are no normal doubles.
constexpr double kLeastPlain = 1e-250;

class Summation {
 public:
  Summation(const SampleTreeView& tree, const Window& window, Tolerance tolerance)
      : tree_{tree},
        box_terms_{window, tree.dimension},
        terms_{window, tree.dimension},
        ends_plainly_{std::isfinite(kernel_support(window.kernel())) && tree.dimension <= KernelTerms::kMostFactors},
        relative_{tolerance.relative},
        absolute_{tolerance.absolute == 0 ? 0
                                          : std::exp(std::log(tolerance.absolute) - window.log_height(tree.dimension)) *
                                                static_cast<double>(tree.size())} {}

  BoundedSum at(std::span<const double> x) {
    Walk walk;
    visit({0, 0, tree_.size()}, range_of({0, 0, tree_.size()}, x), x, walk);
    const bool is_plain = walk.sum >= kLeastPlain || absolute_ > 0 || ends_plainly_;
    if (is_plain) return {{0, walk.sum}, walk.error, walk.terms_seen};
    return {sum_all(x), 0, tree_.size()};
  }

 private:
  [[nodiscard]] BoxTerms::Range range_of(const TreeNode& node, std::span<const double> x) const {
    return box_terms_.range(x, tree_.boxes.data() + node.number * 2 * tree_.dimension);
  }

  void visit(const TreeNode& node, BoxTerms::Range range, std::span<const double> x, Walk& walk) {
    if (take_together(node, range, walk)) return;
    if (is_leaf(node.rows)) return add_terms(node, x, walk);
    // The nearer child first: what it adds to the sum makes room for errors elsewhere.
    const BoxTerms::Range first = range_of(node.first(), x);
    const BoxTerms::Range second = range_of(node.second(), x);
    const bool is_in_order = first.greatest >= second.greatest;
    visit(is_in_order ? node.first() : node.second(), is_in_order ? first : second, x, walk);
    visit(is_in_order ? node.second() : node.first(), is_in_order ? second : first, x, walk);
  }

  /// All samples of the node as so many times one term, if the error that this may make is granted.
  bool take_together(const TreeNode& node, BoxTerms::Range range, Walk& walk) const {
    const auto rows = static_cast<double>(node.rows);
    const double error = walk.error + rows * (range.greatest - range.least) / 2;
    const double lower = walk.lower + rows * range.least;
    const double share = (walk.rows + rows) / static_cast<double>(tree_.size());
    if (error > share * (relative_ * lower + absolute_)) return false;
    walk.sum += rows * (range.least + range.greatest) / 2;
    walk.lower = lower;
    walk.error = error;
    walk.rows += rows;
    return true;
  }

  void add_terms(const TreeNode& node, std::span<const double> x, Walk& walk) {
    terms_.look_at(tree_.columns.data() + node.begin, tree_.size(), node.rows);
    const ScaledSum sum = terms_.sum(x);
    const double plain = sum.log_scale == 0 ? sum.sum : sum.sum * std::exp(sum.log_scale);
    walk.sum += plain;
    walk.lower += plain;
    walk.rows += static_cast<double>(node.rows);
    walk.terms_seen += node.rows;
  }

  ScaledSum sum_all(std::span<const double> x) {
    ScaledSum sum = kNoTerms;
    for (std::size_t begin = 0; begin < tree_.size(); begin += KernelTerms::kMostRows) {
      terms_.look_at(tree_.columns.data() + begin, tree_.size(),
                     std::min(KernelTerms::kMostRows, tree_.size() - begin));
      sum = sum + terms_.sum(x);
    }
    return sum;
  }

  SampleTreeView tree_;
  BoxTerms box_terms_;
  KernelTerms terms_;
  bool ends_plainly_;  // a sum of 0 has no terms
  double relative_;
  double absolute_;  // of sums
};

}  // namespace

bool is_tree_worth_it(std::size_t n, std::size_t points, Kernel kernel, Tolerance tolerance) noexcept {
  if (kernel == Kernel::hypercube) return false;
  if (tolerance == Tolerance{} && !std::isfinite(kernel_support(kernel))) return false;
  // A sample costs 200 ns to be put into its place, a term 0.7 to 1.1 ns, and a walk to a point as much as some 20 000
  // terms of the samples that it need not see: measured for 10^5 samples in two dimensions.
  constexpr std::size_t kPointsWorthATree = 300;
  constexpr std::size_t kSamplesWorthATree = 10'000;
  return points >= kPointsWorthATree && n >= kSamplesWorthATree;
}

std::vector<BoundedSum> bounded_kernel_sums(const SampleTreeView& tree, SampleView points, const Window& window,
                                            Tolerance tolerance) {
  check(tree, points, window, tolerance);
  Summation summation{tree, window, tolerance};
  std::vector<BoundedSum> sums;
  sums.reserve(points.size());
  for (std::size_t q = 0; q < points.size(); ++q) sums.push_back(summation.at(points.row(q)));
  return sums;
}

}  // namespace parzen
