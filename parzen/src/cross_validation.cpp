#include "parzen/cross_validation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "box_pairs.hpp"
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
  BoxPairs pairs{widths, samples.dimension()};
  for (std::size_t i = begin; i < end; ++i) pairs.add_row(samples, i);
  return pairs.sums();
}

/// exp(-u²/4) is the overlap, but for a factor, and its square the kernel: one exponential for both.
void add_gaussian_row(SampleView samples, std::size_t i, std::span<const Bandwidth> widths, std::span<double> sums) {
  const std::size_t d = samples.dimension();
  std::vector<double> squares(samples.size() - i - 1, 0);
  for (std::size_t k = 0; k < d; ++k) {
    const double x = samples.row(i)[k];
    const double* y = samples.values().data() + (i + 1) * d + k;
    for (std::size_t j = 0; j < squares.size(); ++j) squares[j] += (x - y[j * d]) * (x - y[j * d]);
  }
  const double overlap_height = std::pow(kernel_overlap(Kernel::gaussian, 0), static_cast<double>(d));
  const double height = std::pow(kernel_value(Kernel::gaussian, 0), static_cast<double>(d));
  std::vector<double> terms(squares.size());
  for (std::size_t w = 0; w < widths.size(); ++w) {
    const double per_width = 1 / widths[w].value();
    const double factor = -0.25 * per_width * per_width;
    for (std::size_t j = 0; j < terms.size(); ++j) terms[j] = squares[j] * factor;
    const double overlap = term_loops().sum_exponentials(terms.data(), terms.size(), 0);
    for (double& term : terms) term *= term;
    const double value = term_loops().sum(terms.data(), terms.size());
    sums[w] += overlap * overlap_height;
    sums[widths.size() + w] += value * height;
  }
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
  for (std::size_t begin = 0; begin < n; begin += kCrossValidationRows) {
    const auto part = partial(begin, std::min(n, begin + kCrossValidationRows));
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

std::vector<double> lscv_pair_sums(SampleView samples, Kernel kernel, std::span<const Bandwidth> widths,
                                   std::size_t begin, std::size_t end) {
  check_samples(samples);
  if (widths.empty()) return {};
  if (kernel == Kernel::hypercube && samples.dimension() <= BoxPairs::kMostDimensions) {
    return box_pair_sums(samples, widths, begin, end);
  }
  std::vector<double> sums(2 * widths.size(), 0);
  for (std::size_t i = begin; i < end; ++i) {
    if (kernel == Kernel::gaussian) {
      add_gaussian_row(samples, i, widths, sums);
    } else {
      add_row(samples, i, kernel, widths, sums);
    }
  }
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
