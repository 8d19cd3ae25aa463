#include "classify/classify_result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "parzen/read.hpp"

namespace parzen::command {
namespace {

/// So many that each is looked for among all samples in little time.
constexpr std::size_t kMostClasses = 1000;

std::vector<double> distinct(std::vector<double> labels) {
  std::ranges::sort(labels);
  const auto equal = std::ranges::unique(labels);
  labels.erase(equal.begin(), equal.end());
  return labels;
}

/// The rows with this label, one after the other.
std::vector<double> rows_of(const Labelled& data, double label) {
  std::vector<double> values;
  for (std::size_t i = 0; i < data.labels.size(); ++i) {
    if (data.labels[i] != label) continue;
    values.insert(values.end(), data.samples.row(i).begin(), data.samples.row(i).end());
  }
  return values;
}

Confusion empty_confusion(const Classes& learnt) {
  return {std::vector(learnt.labels.size(), std::vector<std::uint64_t>(learnt.labels.size(), 0))};
}

std::size_t class_of(const Classes& learnt, double label, std::size_t row, const std::string& name) {
  const auto found = std::ranges::lower_bound(learnt.labels, label);
  if (found != learnt.labels.end() && *found == label) return static_cast<std::size_t>(found - learnt.labels.begin());
  throw DataError{
      fmt::format("{}:1:1: row {} has the label {}, expected one of those learnt from", name, row + 1, label)};
}

}  // namespace

Labelled with_labels(const Samples& table, std::size_t column, const std::string& name) {
  const std::size_t d = table.dimension();
  if (column > d || d == 1) {
    throw DataError{fmt::format("{}:1:1: found {} column{}, expected {} or more: --label is one, the samples another",
                                name, d, d == 1 ? "" : "s", std::max<std::size_t>(column, 2))};
  }
  std::vector<double> labels;
  std::vector<double> values;
  for (std::size_t i = 0; i < table.size(); ++i) {
    for (std::size_t j = 0; j < d; ++j) (j + 1 == column ? labels : values).push_back(table.row(i)[j]);
  }
  return {Samples{std::move(values), d - 1}, std::move(labels)};
}

Classes learn(const Labelled& data, const WindowChoice& choice, const std::string& name) {
  Classes learnt{distinct(data.labels), {}};
  if (learnt.labels.size() < 2) {
    throw DataError{
        fmt::format("{}:1:1: every row has the label {}, expected 2 or more classes", name, data.labels[0])};
  }
  if (learnt.labels.size() > kMostClasses) {
    throw DataError{fmt::format("{}:1:1: found {} different labels, expected at most {}; is --label the right column?",
                                name, learnt.labels.size(), kMostClasses)};
  }
  for (const double label : learnt.labels) {
    WeightedSamples one{Samples{rows_of(data, label), data.samples.dimension()}};
    const Window window = make_window(choice, one, fmt::format("{} (class {})", name, label));
    const double prior = static_cast<double>(one.samples.size()) / static_cast<double>(data.samples.size());
    learnt.classes.push_back({std::move(one.samples), window, prior});
  }
  return learnt;
}

std::uint64_t Confusion::tested() const {
  std::uint64_t sum = 0;
  for (const auto& row : counts) {
    for (const std::uint64_t count : row) sum += count;
  }
  return sum;
}

std::uint64_t Confusion::wrong() const {
  std::uint64_t sum = tested();
  for (std::size_t c = 0; c < counts.size(); ++c) sum -= counts[c][c];
  return sum;
}

Confusion test_held_out(const Classes& learnt, const std::string& name) try {
  Confusion confusion = empty_confusion(learnt);
  for (std::size_t c = 0; c < learnt.classes.size(); ++c) {
    for (const Posterior& one : classify_held_out(learnt.classes, c)) ++confusion.counts[c][one.chosen];
  }
  return confusion;
} catch (const std::invalid_argument& error) {
  throw DataError{fmt::format("{}:1:1: {}", name, error.what())};
}

Confusion test_on(const Classes& learnt, const Labelled& others, const std::string& name) {
  Confusion confusion = empty_confusion(learnt);
  const std::vector<Posterior> posteriors = classify(learnt.classes, others.samples);
  for (std::size_t i = 0; i < posteriors.size(); ++i) {
    ++confusion.counts[class_of(learnt, others.labels[i], i, name)][posteriors[i].chosen];
  }
  return confusion;
}

}  // namespace parzen::command
