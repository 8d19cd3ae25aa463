#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parzen/bandwidth.hpp"
#include "parzen/kernel.hpp"
#include "parzen/samples.hpp"

namespace parzen::command {

enum class Method { normal_reference, lscv, likelihood_cv, sj, isj };

/// "normal-reference", "lscv", …
[[nodiscard]] std::string_view method_name(Method method);
/// Throws std::invalid_argument, in a sentence that lists the names, if there is no such method.
[[nodiscard]] Method parse_method(std::string_view name);

struct CriterionPoint {
  double width;
  double criterion;
};

/// A width, and why.
struct Selection {
  Method method;
  Kernel kernel;
  std::size_t samples;
  std::size_t dimension;
  int processes;
  Bandwidth width;                         ///< one for all columns
  std::vector<Bandwidth> widths;           ///< one per column
  std::vector<CriterionPoint> curve = {};  ///< by width; of cross-validation only
  std::vector<std::string> warnings = {};  ///< what speaks against it, in sentences
  std::uint64_t dropped = 0;               ///< rows of the data left out because of a missing number
};

/// Chooses a width. Cross-validation looks at `candidates`; without any, at a range around the normal reference, and
/// again closer around the best.
///
/// Throws std::invalid_argument, in a sentence, if the samples allow no choice: one sample, no spread, more columns
/// than the method is for.
[[nodiscard]] Selection select_width(SampleView samples, Kernel kernel, Method method,
                                     const std::vector<Bandwidth>& candidates, std::optional<int> processes);

}  // namespace parzen::command
