#pragma once

#include <CLI/CLI.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "options/weights_option.hpp"
#include "parzen/kernel.hpp"
#include "parzen/samples.hpp"
#include "parzen/window.hpp"

namespace parzen::command {

/// `--kernel NAME`
void add_kernel(CLI::App& app, Kernel& kernel);

/// `--at X,Y,...`, as often as there are points.
void add_points_at(CLI::App& app, std::vector<std::vector<double>>& points);

/// What the command line says of a window.
struct WindowChoice {
  std::optional<std::vector<Bandwidth>> widths = {};   ///< empty: auto
  std::optional<std::vector<double>> covariance = {};  ///< empty: auto
  Kernel kernel = Kernel::hypercube;
  Form form = Form::product;
  Border border = Border::closed;
  friend bool operator==(const WindowChoice&, const WindowChoice&) = default;
};

/// `--width`, `--covariance`, `--kernel`, `--form` and `--border`
void add_window(CLI::App& app, WindowChoice& choice);

/// `--border closed|open|half`
void add_border(CLI::App& app, Border& border);

/// Throws UsageError unless the choices fit each other.
void check_window(const WindowChoice& choice);

/// Whether it is a closed hypercube of given widths: samples in it can be counted while they are read.
[[nodiscard]] bool is_plain_count(const WindowChoice& choice);

/// The window for the samples, which errors call `name`; where the choice is `auto`, of the widths that auto_width
/// gives or of the reference covariance. Throws DataError unless there is one width or one for each of their columns,
/// or a covariance of as many, or if the samples allow no choice.
[[nodiscard]] Window make_window(const WindowChoice& choice, const WeightedSamples& data, const std::string& name);
/// The same where widths are given: nothing but the number of columns matters.
[[nodiscard]] Window make_window(const WindowChoice& choice, std::size_t dimension, const std::string& name);

}  // namespace parzen::command
