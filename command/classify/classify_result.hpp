#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "options/window_options.hpp"
#include "parzen/classifier.hpp"
#include "parzen/samples.hpp"

namespace parzen::command {

/// A table whose rows have a label: a number in one of the columns.
struct Labelled {
  Samples samples;             ///< the other columns
  std::vector<double> labels;  ///< of each row
};

/// Takes column `column`, from 1, out of a table, which errors call `name`. Throws DataError unless there is such a
/// column, and another.
[[nodiscard]] Labelled with_labels(const Samples& table, std::size_t column, const std::string& name);

/// What has been learnt.
struct Classes {
  std::vector<double> labels;         ///< ascending
  std::vector<ClassDensity> classes;  ///< in their order; a prior is the class's share of the samples
};

/// The classes of these samples, each with the window that the choice means for it; errors call the samples `name`.
/// Throws DataError unless there are 2 or more classes, or if one allows no choice of a width.
[[nodiscard]] Classes learn(const Labelled& data, const WindowChoice& choice, const std::string& name);

/// Who was taken for whom.
struct Confusion {
  std::vector<std::vector<std::uint64_t>> counts;  ///< [true class][chosen class]
  [[nodiscard]] std::uint64_t tested() const;
  [[nodiscard]] std::uint64_t wrong() const;
};

/// Of the samples that were learnt from, each held out. Throws DataError if a class has a single sample.
[[nodiscard]] Confusion test_held_out(const Classes& learnt, const std::string& name);
/// Of others. Throws DataError, which calls them `name`, if they have another label.
[[nodiscard]] Confusion test_on(const Classes& learnt, const Labelled& others, const std::string& name);

}  // namespace parzen::command
