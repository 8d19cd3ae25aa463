#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "parzen/samples.hpp"
#include "parzen/window.hpp"

namespace parzen {

/// How the samples around many points are counted. All give the same counts, to the last one.
enum class CountPath {
  scan,    ///< every sample is looked at for every point: O(n q d)
  sorted,  ///< one dimension: sorted once, then two searches per point: O((n + q) log n)
  slabs    ///< cells between quantiles, counted whole where they lie inside: O(n d log n), per point O(2^d + border)
};

/// "scan", "sorted", "slabs"
[[nodiscard]] std::string_view path_name(CountPath path);

/// The path that is the cheapest for n samples of dimension d and q points, by costs measured on one machine.
[[nodiscard]] CountPath cheapest_path(std::size_t n, std::size_t dimension, std::size_t points) noexcept;

/// Number of samples in the hypercube of these widths around each point, by the canonical predicate of count_in_window
/// in every dimension, `fabs(x[j] - x_i[j]) <= h_j * 0.5`.
///
/// Takes the cheapest path unless `path` names one.
/// @throws std::invalid_argument unless points, samples and window have one dimension, the window's kernel is the
///         hypercube, and the path can be gone: `sorted` in one dimension, `slabs` in 1 to 6
[[nodiscard]] std::vector<std::uint64_t> count_at_points(SampleView samples, SampleView points, const Window& window,
                                                         std::optional<CountPath> path = {});

/// A sum of terms that may be far outside what a double holds: sum * exp(log_scale).
struct ScaledSum {
  double log_scale;
  double sum;
  friend bool operator==(const ScaledSum&, const ScaledSum&) = default;
};

/// The sum of nothing.
inline constexpr ScaledSum kNoTerms{0, 0};

/// Rounded, so the order of additions matters; adding kNoTerms changes nothing.
[[nodiscard]] ScaledSum operator+(ScaledSum a, ScaledSum b);

/// The sum as one double; 0 or infinite where none holds it.
[[nodiscard]] double plain(ScaledSum sum);

/// Samples are summed in blocks of so many rows from the first on, and the blocks' sums added in their order: whoever
/// sums whole blocks elsewhere and adds them in that order has the same result to the last bit.
inline constexpr std::size_t kSumBlockRows = 65'536;

/// Sum over the samples of the window's terms, Π_j K((x_j - x_ij)/h_j) / K(0), at each point. Every term is summed: no
/// tolerance, no grid.
///
/// For the hypercube that is count_at_points. O(n q d) time otherwise, O(d) memory per point. Bit-identical from run to
/// run. @throws std::invalid_argument unless points, samples and window have one dimension
[[nodiscard]] std::vector<ScaledSum> kernel_sums(SampleView samples, SampleView points, const Window& window);

/// Logarithm of the density that `sum`, of n samples, means: it neither under- nor overflows where h^d does. -infinity
/// for a sum of 0.
[[nodiscard]] double log_density(ScaledSum sum, std::size_t n, const Window& window, std::size_t dimension);

/// The density itself, in 1/(unit of the data)^dimension; 0 or infinite where no double holds it.
[[nodiscard]] double density(ScaledSum sum, std::size_t n, const Window& window, std::size_t dimension);

}  // namespace parzen
