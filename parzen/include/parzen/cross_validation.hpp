#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "parzen/bandwidth.hpp"
#include "parzen/kernel.hpp"
#include "parzen/samples.hpp"

namespace parzen {

/// Cross-validation sums over n samples in blocks of so many rows, and the blocks' sums are added in their order:
/// whoever sums whole blocks elsewhere and adds them in that order has the same result to the last bit.
[[nodiscard]] std::size_t cross_validation_rows(std::size_t n) noexcept;

/// Least-squares cross-validation: an estimate, but for a constant, of the integrated squared error of the density with
/// each of `widths`, the same in all dimensions. The least is the best.
///     LSCV(h) = ∫ f² - 2/n Σ_i f_{-i}(x_i)
///             = 1/n² Σ_ij (K*K)_h(x_i - x_j) - 2/(n(n-1)) Σ_{i≠j} K_h(x_i - x_j)
/// (Rudemo, Scandinavian Journal of Statistics 9, 1982; Bowman, Biometrika 71, 1984.) Exact: every pair, no bins.
///
/// For the hypercube in up to 8 dimensions all widths come from one pass over the pairs, O(n² d + w d): a pair's part
/// in K*K is a polynomial in 1/h as soon as h exceeds its Chebyshev distance, so that its coefficients, noted at the
/// first such width, add up over the widths. For the Gaussian too all widths come from one pass, O(n² d) and about a
/// thousandth of a second per width: squared distances are noted in narrow bins, with power sums that give every pair's
/// term to 4e-14 of itself, or to 1e-30 of the kernel's peak. Otherwise O(n² w d).
/// @throws std::invalid_argument unless there are 2 or more samples
[[nodiscard]] std::vector<double> lscv(SampleView samples, Kernel kernel, std::span<const Bandwidth> widths);

/// The two sums over pairs i < j, i in [begin, end), that lscv is made of: for each width Σ Π (K*K)(u), then for each
/// width Σ Π K(u), u = (x_i - x_j)/h.
[[nodiscard]] std::vector<double> lscv_pair_sums(SampleView samples, Kernel kernel, std::span<const Bandwidth> widths,
                                                 std::size_t begin, std::size_t end);
/// LSCV from these sums over all pairs.
[[nodiscard]] std::vector<double> lscv_from(std::span<const double> pair_sums, std::size_t n, std::size_t dimension,
                                            Kernel kernel, std::span<const Bandwidth> widths);

/// Likelihood cross-validation: the mean over the samples of log f_{-i}(x_i), each held out in turn, for each of
/// `widths`. The greatest is the best; -infinity where a sample has no other within reach. (Duin, IEEE Transactions on
/// Computers 25, 1976.) O(n² d + n w) for the hypercube, O(n² w d) otherwise.
/// @throws std::invalid_argument unless there are 2 or more samples
[[nodiscard]] std::vector<double> likelihood_cv(SampleView samples, Kernel kernel, std::span<const Bandwidth> widths);

/// The sum of log f_{-i}(x_i) over i in [begin, end), for each width.
[[nodiscard]] std::vector<double> held_out_sums(SampleView samples, Kernel kernel, std::span<const Bandwidth> widths,
                                                std::size_t begin, std::size_t end);

/// Number of pairs i < j of equal samples. O(n d log n).
[[nodiscard]] std::uint64_t tied_pairs(SampleView samples);

}  // namespace parzen
