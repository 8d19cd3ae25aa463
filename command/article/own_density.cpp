#include "article/own_density.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "estimate/estimate_text.hpp"
#include "parzen/reference_width.hpp"
#include "parzen/widths.hpp"
#include "text/number.hpp"

namespace parzen::command {
namespace {

/// Every pair of so many samples is looked at in less than a second.
constexpr std::size_t kMostForPairs = 10'000;
/// A term for each of so many samples and grid points is added in about a second; a window is counted for any number.
constexpr std::size_t kMostForSums = 50'000;

void try_method(std::vector<Selection>& choices, SampleView samples, Kernel kernel, Method method) {
  try {
    choices.push_back(select_width(samples, kernel, method, {}, std::nullopt));
  } catch (const std::invalid_argument&) {
    // This method has no width for these samples; that is what the others are for.
  }
}

std::vector<Selection> choices_for(SampleView samples) {
  std::vector<Selection> choices;
  try_method(choices, samples, Kernel::hypercube, Method::normal_reference);
  if (samples.dimension() == 1) try_method(choices, samples, Kernel::hypercube, Method::sj);
  if (samples.size() <= kMostForPairs) try_method(choices, samples, Kernel::hypercube, Method::lscv);
  return choices;
}

/// As `--width auto`: Sheather and Jones' for one column, where that exists.
Window window_for(SampleView samples) {
  const Kernel kernel = samples.size() <= kMostForSums ? Kernel::gaussian : Kernel::hypercube;
  std::vector<Selection> choices;
  if (samples.dimension() == 1) try_method(choices, samples, kernel, Method::sj);
  if (choices.empty()) choices.push_back(select_width(samples, kernel, Method::normal_reference, {}, std::nullopt));
  return {kernel, choices.front().widths};
}

/// The ends of each column, and as far as the window spreads them.
std::vector<std::vector<double>> axes_for(SampleView samples, const Window& window, std::size_t points) {
  const double reach = window.kernel() == Kernel::gaussian ? 3 : 0.5;
  std::vector<std::vector<double>> axes;
  for (std::size_t j = 0; j < samples.dimension(); ++j) {
    double low = samples.row(0)[j], high = low;
    for (std::size_t i = 1; i < samples.size(); ++i) {
      low = std::min(low, samples.row(i)[j]);
      high = std::max(high, samples.row(i)[j]);
    }
    const double margin = reach * window.width(j).value();
    axes.push_back(spaced_range(low - margin, high + margin, points));
  }
  return axes;
}

std::string widths_text(const Selection& choice) {
  std::string text;
  for (const Bandwidth h : choice.widths) text += (text.empty() ? "" : ", ") + significant(h.value(), 4);
  return text;
}

}  // namespace

std::optional<OwnDensity> look_at_density(const Samples& samples) try {
  OwnDensity density{.choices = choices_for(samples)};
  const Window window = window_for(samples);
  const WeightedSamples data{samples};
  if (samples.dimension() <= 2) {
    const std::size_t points = samples.dimension() == 1 ? 512 : 128;
    density.grid = make_grid_estimate({.data = data, .window = window}, Grid{axes_for(samples, window, points)});
  } else if (samples.dimension() <= kMostPairedColumns) {
    density.pairs = pair_densities({.data = data, .window = window}, axes_for(samples, window, 2));
  }
  return density;
} catch (const std::invalid_argument&) {
  return std::nullopt;
}

Table readable_table(const std::vector<Selection>& choices) {
  Table table{.headings = {"method", "width", "per column"}};
  for (const Selection& choice : choices) {
    table.rows.push_back(
        {std::string{method_name(choice.method)}, significant(choice.width.value()), widths_text(choice)});
  }
  return table;
}

const Selection* drawable_choice(const OwnDensity& density) {
  const auto found =
      std::ranges::find_if(density.choices, [](const Selection& choice) { return !choice.curve.empty(); });
  return found == density.choices.end() ? nullptr : &*found;
}

std::string choice_of_window(const OwnDensity& density) {
  if (!density.grid && !density.pairs) return "So many columns make no picture in which anything can be seen.";
  const Window& window = density.grid ? density.grid->window : density.pairs->columns.front().window;
  return fmt::format(
      "The window is {}, its widths are those of --width auto: {}. Where the data has several peaks, smaller ones may "
      "show more: 'parzen select' compares methods, 'parzen grid --plot' draws with any width.",
      window.kernel() == Kernel::gaussian ? "Gaussian" : "a hypercube, since there are so many samples",
      density.grid && density.grid->grid.dimension() == 1 ? "Sheather and Jones', where it exists"
                                                          : "the normal reference, one for each column");
}

}  // namespace parzen::command
