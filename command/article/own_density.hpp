#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grid/grid_result.hpp"
#include "parzen/samples.hpp"
#include "plot/pairs_plot.hpp"
#include "select/select_result.hpp"
#include "text/table.hpp"

namespace parzen::command {

/// The widths that several methods choose for somebody's own data, and the density with one of them.
struct OwnDensity {
  std::vector<Selection> choices = {};      ///< for the hypercube, by every method that is quick enough
  std::optional<GridEstimate> grid = {};    ///< of one or two columns
  std::optional<PairDensities> pairs = {};  ///< of more
};

/// Empty if a column does not vary: then no method has a width.
[[nodiscard]] std::optional<OwnDensity> look_at_density(const Samples& samples);

/// Method, width, widths per column, and what speaks against them.
[[nodiscard]] Table readable_table(const std::vector<Selection>& choices);

/// The one with a criterion that can be drawn; null if there is none.
[[nodiscard]] const Selection* drawable_choice(const OwnDensity& density);

/// Which window the picture has, and why.
[[nodiscard]] std::string choice_of_window(const OwnDensity& density);

}  // namespace parzen::command
