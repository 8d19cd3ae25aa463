#pragma once

#include <span>
#include <vector>

namespace parzen {

/// A number of 128 bits: sums of such do not round, so their order does not matter.
__extension__ using Fixed = unsigned __int128;

/// Numbers >= 0 as whole multiples of one power of two, chosen so that the sum of all of them just fits into a Fixed.
/// A double has 53 bits, so numbers down to 2^-72 of the sum are exact; smaller ones lose what is below 2^-125 of it.
class ExactSum {
 public:
  /// For `values`, all finite and >= 0.
  explicit ExactSum(std::span<const double> values);

  /// One of them, or a sum of some of them.
  [[nodiscard]] Fixed fixed(double value) const noexcept;
  [[nodiscard]] std::vector<Fixed> fixed(std::span<const double> values) const;
  /// Rounded to the nearest double; infinite if there is none.
  [[nodiscard]] double rounded(Fixed sum) const noexcept;

 private:
  int shift_;
};

/// Sum of all of `values`, rounded once.
[[nodiscard]] double exact_total(std::span<const double> values);

}  // namespace parzen
