#pragma once

#include <iosfwd>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "grid/grid_result.hpp"

namespace parzen::command {

/// For people: what there is, where the density is highest, and how much of it is on the grid.
[[nodiscard]] std::string to_text(const GridEstimate& estimate);

/// For spreadsheets: x1, …, xd, density, one line per point; numbers round-trip.
void write_csv(std::ostream& out, const GridEstimate& estimate);

/// For programs: the axes, and the densities with the last axis running fastest.
[[nodiscard]] nlohmann::ordered_json to_json(const GridEstimate& estimate);

}  // namespace parzen::command
