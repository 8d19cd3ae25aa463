#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace parzen {

/// How much each sample counts: one number per sample, finite and >= 0, not all of them 0. Only their ratios matter; a
/// sample of weight 2 is two samples of weight 1.
class Weights {
 public:
  /// Throws std::invalid_argument, which names the entry, for weights that are none.
  explicit Weights(std::vector<double> values);

  [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }
  /// As given; or, if the largest is above 2^100 or below 2^-100, all divided by the same power of two.
  [[nodiscard]] std::span<const double> values() const noexcept { return values_; }
  /// Sum of values(), rounded once.
  [[nodiscard]] double total() const noexcept { return total_; }
  /// As many samples of equal weight say as much about a mean: (Σ w)² / Σ w² (Kish, "Survey Sampling", 1965, section
  /// 8.2), between 1 and size().
  [[nodiscard]] double effective_size() const noexcept { return effective_size_; }

 private:
  std::vector<double> values_;
  double total_;
  double effective_size_;
};

}  // namespace parzen
