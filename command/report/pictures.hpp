#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "plot/gnuplot.hpp"

namespace parzen::command {

/// The plots of a report: drawn once, written as files beside the page and put into it.
class Pictures {
 public:
  /// Draws `plots` into `directory` as NAME.svg, NAME.png and NAME.pdf. Without gnuplot there are no pictures, and
  /// `missing` says why.
  Pictures(const std::string& directory, const std::vector<Plot>& plots);

  /// A figure for the page, or a sentence in its place.
  [[nodiscard]] std::string figure(const std::string& name, const std::string& description,
                                   const std::string& caption) const;

  /// Why there are no pictures; empty if there are.
  [[nodiscard]] const std::optional<GnuplotMissing>& missing() const noexcept { return missing_; }

 private:
  std::map<std::string, std::string> svg_;  // by name
  std::optional<GnuplotMissing> missing_;
};

}  // namespace parzen::command
