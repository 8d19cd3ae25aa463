#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace parzen {

/// A table of n samples in d dimensions: finite doubles, row after row.
///
/// Invariant, made at construction: n >= 1, d >= 1, every value finite. What takes Samples need not check again. The
/// numbers never change, so copies share them and are cheap.
class Samples {
 public:
  /// Takes over `values`, row-major. Throws std::invalid_argument, which names the entry, unless they are one or more
  /// whole rows of finite numbers.
  Samples(std::vector<double> values, std::size_t dimension);

  /// Values that have been looked at one by one already, when they were read.
  struct Checked {
    /// `numbers` are row-major and finite; `keeper` keeps them where they are.
    explicit Checked(std::span<const double> numbers, std::shared_ptr<const void> keeper) noexcept
        : values{numbers}, owner{std::move(keeper)} {}
    std::span<const double> values;
    std::shared_ptr<const void> owner;
  };
  /// Shares `checked`. Only the shape is looked at: throws std::invalid_argument as above.
  Samples(Checked checked, std::size_t dimension);

  /// Number of rows, n.
  [[nodiscard]] std::size_t size() const noexcept { return checked_.values.size() / dimension_; }
  /// Number of columns, d.
  [[nodiscard]] std::size_t dimension() const noexcept { return dimension_; }
  /// Row `i` < size(); lives as long as this table.
  [[nodiscard]] std::span<const double> row(std::size_t i) const noexcept;
  /// All n*d values, row after row.
  [[nodiscard]] std::span<const double> values() const noexcept { return checked_.values; }

 private:
  Checked checked_;
  std::size_t dimension_;
};

/// Samples that live elsewhere, for example in memory shared between processes. Borrows; copies are cheap.
///
/// Only the shape is checked. That the values are finite is the owner's promise: looking at each again would cost as
/// much as counting them.
class SampleView {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): a table is seen as a view wherever a view is asked for.
  SampleView(const Samples& samples) noexcept : values_{samples.values()}, dimension_{samples.dimension()} {}
  /// Views `values`, row-major. Throws std::invalid_argument unless they are one or more whole rows.
  SampleView(std::span<const double> values, std::size_t dimension);

  /// Number of rows, n.
  [[nodiscard]] std::size_t size() const noexcept { return values_.size() / dimension_; }
  /// Number of columns, d.
  [[nodiscard]] std::size_t dimension() const noexcept { return dimension_; }
  /// Row `i` < size(); lives as long as what is viewed.
  [[nodiscard]] std::span<const double> row(std::size_t i) const noexcept;
  /// All n*d values, row after row.
  [[nodiscard]] std::span<const double> values() const noexcept { return values_; }

 private:
  std::span<const double> values_;
  std::size_t dimension_;
};

}  // namespace parzen
