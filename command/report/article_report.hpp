#pragma once

#include <optional>
#include <string>

#include "article/article_result.hpp"
#include "plot/gnuplot.hpp"

namespace parzen::command {

/// Writes the report on the article into `directory`, which exists: index.html, and the plots as SVG, PNG and PDF.
/// Returns what was wrong if gnuplot is missing: the page is complete but for its pictures.
[[nodiscard]] std::optional<GnuplotMissing> write_report(const Article& article, const std::string& directory);

}  // namespace parzen::command
