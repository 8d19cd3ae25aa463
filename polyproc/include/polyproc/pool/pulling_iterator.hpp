#pragma once

#include <cstddef>
#include <iterator>

namespace polyproc::internal::pool {

/// The iterator of an input range that has one current element and can advance to the next, which may wait. The range
/// has current(), advance() and at_end().
template <class Range, class Value>
class PullingIterator {
 public:
  using value_type = Value;
  using difference_type = std::ptrdiff_t;

  explicit PullingIterator(Range& range) noexcept : range_{&range} {}

  decltype(auto) operator*() const { return range_->current(); }
  PullingIterator& operator++() {
    range_->advance();
    return *this;
  }
  void operator++(int) { ++*this; }
  bool operator==(std::default_sentinel_t) const { return range_->at_end(); }

 private:
  Range* range_;
};

}  // namespace polyproc::internal::pool
