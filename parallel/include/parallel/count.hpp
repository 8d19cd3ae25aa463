#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "parallel/shared_samples.hpp"
#include "parzen/bandwidth.hpp"
#include "parzen/border.hpp"
#include "polyproc/polyproc.hpp"

namespace parzen::parallel {

/// parzen::count_all_widths on the workers of `pool`: the samples are cut into blocks, see row_blocks.hpp, each task
/// passes once over its block for all widths, and the partial counts are added.
///
/// Counts are integers, so the result is bit-identical for any number of processes and any `block_rows` >= 1.
/// Throws std::invalid_argument unless `at` has the dimension of the samples, and what a task or the pool throws.
[[nodiscard]] std::vector<std::uint64_t> count_all_widths(polyproc::Pool& pool, const SharedSamples& samples,
                                                          std::span<const double> at, std::span<const Bandwidth> widths,
                                                          Border border = Border::closed);
[[nodiscard]] std::vector<std::uint64_t> count_all_widths(polyproc::Pool& pool, const SharedSamples& samples,
                                                          std::span<const double> at, std::span<const Bandwidth> widths,
                                                          std::size_t block_rows, Border border = Border::closed);

/// The article's way to the same counts: every width is a task of its own, submitted with `apply_async`, that scans all
/// samples by the plain predicate (parzen::count_in_window).
///
/// Does O(widths) times the work of count_all_widths: for comparison with the article, not for use.
[[nodiscard]] std::vector<std::uint64_t> count_each_width(polyproc::Pool& pool, const SharedSamples& samples,
                                                          std::span<const double> at,
                                                          std::span<const Bandwidth> widths);

}  // namespace parzen::parallel
