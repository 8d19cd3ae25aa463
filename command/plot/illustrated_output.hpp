#pragma once

#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "output/output.hpp"
#include "plot/gnuplot.hpp"
#include "plot/picture.hpp"

namespace parzen::command {

/// A result and, if somebody wants it, its picture: both appear, or neither does.
///
///     IllustratedOutput output{options.output, options.plot};  // before the work: a wrong place is a short mistake
///     then output.draw([&] { return density_plot(sweep); }); output.write(to_text(sweep));
///
/// Everything may throw Failure, as Output and draw do.
class IllustratedOutput {
 public:
  /// Opens both places. Throws UsageError if they are the same one.
  IllustratedOutput(const std::string& target, const std::optional<PictureFile>& picture);

  /// Draws what `plot` returns, before anything is written; does nothing unless a picture is wanted.
  void draw(const std::function<Plot()>& plot);
  /// Where the result goes, once its picture is drawn.
  [[nodiscard]] std::ostream& stream() noexcept { return text_.stream(); }
  /// Everything is written: the result gets its name, and the picture if it has been drawn.
  void commit();
  /// Writes `content` and commits.
  void write(std::string_view content);

 private:
  Output text_;
  std::optional<PictureFormat> format_;
  std::optional<Output> picture_;
  bool is_drawn_ = false;
};

}  // namespace parzen::command
