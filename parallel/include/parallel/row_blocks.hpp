#pragma once

#include <cstddef>
#include <vector>

#include "parzen/samples.hpp"

namespace parzen::parallel {

/// Rows [begin, end) of some samples.
struct RowRange {
  std::size_t begin;
  std::size_t end;
  friend bool operator==(const RowRange&, const RowRange&) = default;
};

/// How many rows one task counts: no more than fit into 512 KiB, which a core keeps close, so that wide rows are cut
/// too; and so few that each worker gets four blocks, since one that comes late shall not keep all others waiting. At
/// least 1.
[[nodiscard]] std::size_t block_rows(std::size_t rows, std::size_t dimension, int workers) noexcept;

/// `rows` rows cut into blocks of `block_rows`, the last of what is left. Throws std::invalid_argument if that is 0.
[[nodiscard]] std::vector<RowRange> cut(std::size_t rows, std::size_t block_rows);

/// A part of `samples`, in place.
[[nodiscard]] SampleView rows_of(SampleView samples, RowRange rows);

}  // namespace parzen::parallel
