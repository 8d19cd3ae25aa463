#pragma once

#include <compare>

namespace parzen {

/// Width h of a window, finite and > 0, in the unit of the data. For the hypercube it is the full side.
class Bandwidth {
 public:
  /// Throws std::invalid_argument unless `h` is finite and positive.
  explicit Bandwidth(double h);

  [[nodiscard]] double value() const noexcept { return h_; }

  friend bool operator==(const Bandwidth&, const Bandwidth&) = default;
  friend auto operator<=>(const Bandwidth&, const Bandwidth&) = default;

 private:
  double h_;
};

}  // namespace parzen
