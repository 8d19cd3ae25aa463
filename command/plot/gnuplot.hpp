#pragma once

#include <array>
#include <string>
#include <vector>

#include "failure.hpp"
#include "plot/picture.hpp"

namespace parzen::command {

/// A picture as gnuplot commands, without a terminal: the same ones draw every format.
struct Plot {
  std::string name;  ///< a file name without its extension: letters, digits and _, as gnuplot wants it
  int width;         ///< in pixels of a screen; text is 13 of them high
  int height;
  std::string commands;
};

/// gnuplot is not installed.
struct GnuplotMissing : Failure {
  GnuplotMissing();
};

/// Draws one picture per format, in their order, and returns the files' bytes.
///
/// Runs gnuplot once, as a child process in a temporary directory, without the user's gnuplot settings.
/// Throws GnuplotMissing, or Failure with what gnuplot complains of.
[[nodiscard]] std::vector<std::string> draw(const Plot& plot, const std::vector<PictureFormat>& formats);

/// "5.4 patchlevel 4", or "not installed".
[[nodiscard]] std::string gnuplot_version();

}  // namespace parzen::command
