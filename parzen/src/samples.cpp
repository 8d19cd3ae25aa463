#include "parzen/samples.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace parzen {
namespace {

void check_shape(std::size_t count, std::size_t dimension) {
  if (dimension == 0) throw std::invalid_argument{"samples have dimension 0, expected 1 or more"};
  if (count == 0) throw std::invalid_argument{"there are no samples, expected 1 or more"};
  if (count % dimension == 0) return;
  throw std::invalid_argument{fmt::format("{} values are not whole rows of samples of dimension {}", count, dimension)};
}

void check_finite(std::span<const double> values, std::size_t dimension) {
  const auto bad = std::find_if_not(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
  if (bad == values.end()) return;
  const auto index = static_cast<std::size_t>(bad - values.begin());
  throw std::invalid_argument{fmt::format("sample {}, coordinate {} is {}, expected a finite number",
                                          index / dimension + 1, index % dimension + 1, *bad)};
}

Samples::Checked checked(std::vector<double> values, std::size_t dimension) {
  check_shape(values.size(), dimension);
  check_finite(values, dimension);
  const auto owner = std::make_shared<const std::vector<double>>(std::move(values));
  return Samples::Checked{*owner, owner};
}

}  // namespace

Samples::Samples(std::vector<double> values, std::size_t dimension)
    : Samples{checked(std::move(values), dimension), dimension} {}

Samples::Samples(Checked checked, std::size_t dimension) : checked_{std::move(checked)}, dimension_{dimension} {
  check_shape(checked_.values.size(), dimension_);
}

std::span<const double> Samples::row(std::size_t i) const noexcept { return SampleView{*this}.row(i); }

SampleView::SampleView(std::span<const double> values, std::size_t dimension) : values_{values}, dimension_{dimension} {
  check_shape(values_.size(), dimension_);
}

std::span<const double> SampleView::row(std::size_t i) const noexcept {
  assert(i < size());
  return values_.subspan(i * dimension_, dimension_);
}

}  // namespace parzen
