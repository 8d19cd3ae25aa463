#pragma once

#include <optional>
#include <string>

#include "article/own_data.hpp"
#include "plot/gnuplot.hpp"

namespace parzen::command {

/// Writes the report on somebody's own data into `directory`, which exists: index.html, and the plots as SVG, PNG and
/// PDF. Returns what was wrong if gnuplot is missing: the page is complete but for its pictures.
[[nodiscard]] std::optional<GnuplotMissing> write_report(const OwnData& data, const std::string& directory);

}  // namespace parzen::command
