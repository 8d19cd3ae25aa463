#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "parzen/kernel.hpp"
#include "parzen/samples.hpp"
#include "parzen/window.hpp"

namespace parzen::command {

/// `--kernel NAME`
void add_kernel(CLI::App& app, Kernel& kernel);

/// `--width H`, or one width per dimension, separated by commas, or `auto`, which leaves none.
CLI::Option* add_width(CLI::App& app, std::vector<Bandwidth>& widths);

/// `--at X,Y,...`, as often as there are points.
void add_points_at(CLI::App& app, std::vector<std::vector<double>>& points);

/// The window of these widths for the samples, which errors call `name`; without any, of the widths that auto_width
/// gives. Throws DataError unless there is one width or one for each of their columns, or if the samples allow no
/// choice.
[[nodiscard]] Window make_window(Kernel kernel, const std::vector<Bandwidth>& widths, SampleView samples,
                                 const std::string& name);
/// The same where the widths are given: nothing but the number of columns matters.
[[nodiscard]] Window make_window(Kernel kernel, const std::vector<Bandwidth>& widths, std::size_t dimension,
                                 const std::string& name);

}  // namespace parzen::command
