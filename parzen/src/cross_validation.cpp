#include "parzen/cross_validation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "box_pairs.hpp"
#include "columns.hpp"
#include "distance_moments.hpp"
#include "kernel_overlap.hpp"
#include "kernel_terms.hpp"
#include "parzen/hypercube.hpp"
#include "term_loops.hpp"

namespace parzen {
namespace {

void check_samples(SampleView samples) {
  if (samples.size() >= 2) return;
  throw std::invalid_argument{"there is one sample, expected 2 or more to choose a width by"};
}

std::vector<double> box_pair_sums(SampleView samples, std::span<const Bandwidth> widths, std::size_t begin,
                                  std::size_t end) {
  BoxPairs pairs{samples, widths};
  for (std::size_t i = begin; i < end; ++i) pairs.add_row(i);
  return pairs.sums();
}

/// Sums of all widths from one pass over the pairs: exp(-u²/4) is the overlap, exp(-u²/2) the kernel, but for factors.
std::vector<double> gaussian_pair_sums(SampleView samples, std::span<const Bandwidth> widths, std::size_t begin,
                                       std::size_t end) {
  const std::size_t n = samples.size();
  const std::size_t d = samples.dimension();
  const double least = std::ranges::min(widths).value();
  std::vector<double> factors;  // of u² / 2 with the least width
  for (const Bandwidth h : widths) factors.push_back(0.5 * (least / h.value()) * (least / h.value()));
  DistanceMoments moments{std::ranges::min(factors)};
  for (const Bandwidth h : widths) factors.push_back((least / h.value()) * (least / h.value()));

  const std::vector<double> columns = columns_of(samples);
  const std::vector<double> shapes(d, 1);
  std::vector<double> distances(n);
  for (std::size_t i = begin; i < end; ++i) {
    const Places others{columns.data() + i + 1, n, d, shapes.data(), true};
    const std::span<double> some{distances.data(), n - i - 1};
    term_loops().squared_distances(some.data(), some.size(), others, samples.row(i).data());
    moments.add(some, 0.5 / (least * least));
  }
  std::vector<double> sums = moments.sums(factors);
  const double overlap_height = std::pow(kernel_overlap(Kernel::gaussian, 0), static_cast<double>(d));
  const double height = std::pow(kernel_value(Kernel::gaussian, 0), static_cast<double>(d));
  for (std::size_t w = 0; w < sums.size(); ++w) sums[w] *= w < widths.size() ? overlap_height : height;
  return sums;
}

/// Whether the squares of all widths, and of their ratios, can be held with room to spare.
bool are_usual(std::span<const Bandwidth> widths) {
  const auto [least, most] = std::ranges::minmax(widths);
  return least.value() > 1e-60 && most.value() < 1e60 && most.value() / least.value() < 1e9;
}

void add_row(SampleView samples, std::size_t i, Kernel kernel, std::span<const Bandwidth> widths,
             std::span<double> sums) {
  for (std::size_t w = 0; w < widths.size(); ++w) {
    const double h = widths[w].value();
    for (std::size_t j = i + 1; j < samples.size(); ++j) {
      double overlap = 1;
      double value = 1;
      for (std::size_t k = 0; k < samples.dimension() && overlap > 0; ++k) {
        const double distance = std::fabs(samples.row(i)[k] - samples.row(j)[k]);
        overlap *= kernel_overlap(kernel, distance / h);
        const bool is_out = kernel == Kernel::hypercube && !(distance <= h * 0.5);  // the canonical predicate
        value *= is_out ? 0 : kernel_value(kernel, kernel == Kernel::hypercube ? 0 : distance / h);
      }
      sums[w] += overlap;
      sums[widths.size() + w] += overlap > 0 ? value : 0;
    }
  }
}

template <class Partial>
std::vector<double> add_blocks(std::size_t n, std::size_t size, Partial partial) {
  std::vector<double> total(size, 0);
  const std::size_t rows = cross_validation_rows(n);
  for (std::size_t begin = 0; begin < n; begin += rows) {
    const auto part = partial(begin, std::min(n, begin + rows));
    for (std::size_t i = 0; i < size; ++i) total[i] += part[i];
  }
  return total;
}

std::vector<double> held_out_boxes(SampleView samples, std::span<const Bandwidth> widths, std::size_t begin,
                                   std::size_t end) {
  std::vector<double> sums(widths.size(), 0);
  const auto d = static_cast<double>(samples.dimension());
  const auto others = static_cast<double>(samples.size() - 1);
  for (std::size_t i = begin; i < end; ++i) {
    const auto counts = count_all_widths(samples, samples.row(i), widths);
    for (std::size_t w = 0; w < widths.size(); ++w) {
      sums[w] += std::log(static_cast<double>(counts[w] - 1) / others) - d * std::log(widths[w].value());
    }
  }
  return sums;
}

/// The sum at sample i of all other samples' terms.
ScaledSum sum_of_others(SampleView samples, KernelTerms& terms, std::size_t i) {
  ScaledSum sum = kNoTerms;
  const auto add = [&](std::size_t first, std::size_t last) {
    for (; first < last; first += KernelTerms::kMostRows) {
      terms.load(samples, first, std::min(KernelTerms::kMostRows, last - first));
      sum = sum + terms.sum(samples.row(i));
    }
  };
  add(0, i);
  add(i + 1, samples.size());
  return sum;
}

}  // namespace

std::size_t cross_validation_rows(std::size_t n) noexcept { return std::clamp<std::size_t>(n / 16, 128, 1024); }

std::vector<double> lscv_pair_sums(SampleView samples, Kernel kernel, std::span<const Bandwidth> widths,
                                   std::size_t begin, std::size_t end) {
  check_samples(samples);
  if (widths.empty()) return {};
  if (kernel == Kernel::hypercube && samples.dimension() <= BoxPairs::kMostDimensions) {
    return box_pair_sums(samples, widths, begin, end);
  }
  if (kernel == Kernel::gaussian && are_usual(widths)) return gaussian_pair_sums(samples, widths, begin, end);
  std::vector<double> sums(2 * widths.size(), 0);
  for (std::size_t i = begin; i < end; ++i) add_row(samples, i, kernel, widths, sums);
  return sums;
}

std::vector<double> lscv_from(std::span<const double> pair_sums, std::size_t n, std::size_t dimension, Kernel kernel,
                              std::span<const Bandwidth> widths) {
  const auto count = static_cast<double>(n);
  const auto d = static_cast<double>(dimension);
  const double own = std::pow(kernel_overlap(kernel, 0), d);
  std::vector<double> criterion;
  for (std::size_t w = 0; w < widths.size(); ++w) {
    const double squared = (count * own + 2 * pair_sums[w]) / (count * count);
    const double held_out = 2 * pair_sums[widths.size() + w] / (count * (count - 1));
    criterion.push_back((squared - 2 * held_out) / std::pow(widths[w].value(), d));
  }
  return criterion;
}

std::vector<double> lscv(SampleView samples, Kernel kernel, std::span<const Bandwidth> widths) {
  check_samples(samples);
  const auto sums = add_blocks(samples.size(), 2 * widths.size(), [&](std::size_t begin, std::size_t end) {
    return lscv_pair_sums(samples, kernel, widths, begin, end);
  });
  return lscv_from(sums, samples.size(), samples.dimension(), kernel, widths);
}

std::vector<double> held_out_sums(SampleView samples, Kernel kernel, std::span<const Bandwidth> widths,
                                  std::size_t begin, std::size_t end) {
  check_samples(samples);
  if (kernel == Kernel::hypercube) return held_out_boxes(samples, widths, begin, end);
  std::vector<double> sums;
  for (const Bandwidth h : widths) {
    const Window window{kernel, h};
    KernelTerms terms{window, samples.dimension()};
    double sum = 0;
    for (std::size_t i = begin; i < end; ++i) {
      sum += log_density(sum_of_others(samples, terms, i), samples.size() - 1, window, samples.dimension());
    }
    sums.push_back(sum);
  }
  return sums;
}

std::vector<double> likelihood_cv(SampleView samples, Kernel kernel, std::span<const Bandwidth> widths) {
  check_samples(samples);
  auto sums = add_blocks(samples.size(), widths.size(), [&](std::size_t begin, std::size_t end) {
    return held_out_sums(samples, kernel, widths, begin, end);
  });
  for (double& sum : sums) sum /= static_cast<double>(samples.size());
  return sums;
}

std::uint64_t tied_pairs(SampleView samples) {
  std::vector<std::size_t> order(samples.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto less = [&](std::size_t a, std::size_t b) {
    return std::ranges::lexicographical_compare(samples.row(a), samples.row(b));
  };
  std::ranges::sort(order, less);
  std::uint64_t pairs = 0;
  std::uint64_t equal = 0;
  for (std::size_t i = 1; i < order.size(); ++i) {
    equal = less(order[i - 1], order[i]) ? 0 : equal + 1;
    pairs += equal;
  }
  return pairs;
}

}  // namespace parzen
