#include "select/select_result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <stdexcept>

#include "parallel/cross_validation.hpp"
#include "parzen/cross_validation.hpp"
#include "parzen/plug_in.hpp"
#include "parzen/reference_width.hpp"
#include "parzen/spread.hpp"
#include "parzen/widths.hpp"
#include "polyproc/polyproc.hpp"
#include "text/number.hpp"

namespace parzen::command {
namespace {

constexpr std::array<std::string_view, 5> kNames = {"normal-reference", "lscv", "likelihood-cv", "sj", "isj"};

/// Pairs of samples, times widths, that keep one core busy for as long as it takes to make a pool.
constexpr double kWorthAPool = 1e6;

using Curve = std::vector<CriterionPoint>;
using Widths = std::vector<Bandwidth>;

int processes_for(SampleView samples, Method method, std::optional<int> asked) {
  const bool has_parts = method == Method::lscv || method == Method::likelihood_cv;
  if (!has_parts) return 1;
  if (asked) return *asked;
  const auto n = static_cast<double>(samples.size());
  return n * n < kWorthAPool ? 1 : static_cast<int>(polyproc::cpu_count());
}

/// Computes a criterion, in this process or by a pool that is made once.
class Validator {
 public:
  Validator(SampleView samples, Kernel kernel, Method method, int processes)
      : samples_{samples}, kernel_{kernel}, method_{method} {
    if (processes == 1) return;
    pool_ = std::make_unique<polyproc::Pool>(processes);
    shared_.emplace(parallel::share(samples));
  }

  [[nodiscard]] std::vector<double> operator()(const Widths& widths) const {
    if (method_ == Method::lscv) {
      return pool_ ? parallel::lscv(*pool_, *shared_, kernel_, widths) : lscv(samples_, kernel_, widths);
    }
    return pool_ ? parallel::likelihood_cv(*pool_, *shared_, kernel_, widths)
                 : likelihood_cv(samples_, kernel_, widths);
  }

 private:
  SampleView samples_;
  Kernel kernel_;
  Method method_;
  std::unique_ptr<polyproc::Pool> pool_;
  std::optional<parallel::SharedSamples> shared_;
};

void add(Curve& curve, const Widths& widths, const std::vector<double>& criterion) {
  for (std::size_t i = 0; i < widths.size(); ++i) curve.push_back({widths[i].value(), criterion[i]});
  std::ranges::stable_sort(curve, {}, &CriterionPoint::width);
}

std::size_t best_of(const Curve& curve, Method method) {
  const auto worth = [method](const CriterionPoint& point) {
    return method == Method::lscv ? -point.criterion : point.criterion;
  };
  return static_cast<std::size_t>(std::ranges::max_element(curve, {}, worth) - curve.begin());
}

/// Evenly spaced by ratio, around the normal reference: it is too wide for most other densities.
Widths usual_candidates(SampleView samples, Kernel kernel) {
  const double reference = common_width(normal_reference(samples, kernel)).value();
  // All widths of the hypercube come from one pass, those of others cost a pass each.
  const std::size_t count = kernel == Kernel::hypercube ? 200 : 30;
  Widths widths;
  for (const double exponent : spaced_range(std::log(0.1), std::log(3), count)) {
    widths.emplace_back(reference * std::exp(exponent));
  }
  return widths;
}

/// Between the neighbours of the best.
Widths closer(const Curve& curve, std::size_t best, Kernel kernel) {
  const double low = curve[best == 0 ? 0 : best - 1].width;
  const double high = curve[std::min(best + 1, curve.size() - 1)].width;
  const std::size_t count = kernel == Kernel::hypercube ? 101 : 11;
  Widths widths;
  for (const double h : spaced_range(low, high, count)) {
    if (h > low && h < high && h != curve[best].width) widths.emplace_back(h);
  }
  return widths;
}

Curve validated(const Validator& criterion, SampleView samples, Kernel kernel, Method method,
                const Widths& candidates) {
  Curve curve;
  if (!candidates.empty()) {
    add(curve, candidates, criterion(candidates));
    return curve;
  }
  const Widths usual = usual_candidates(samples, kernel);
  add(curve, usual, criterion(usual));
  const int rounds = kernel == Kernel::hypercube ? 1 : 2;
  for (int round = 0; round < rounds; ++round) {
    const Widths widths = closer(curve, best_of(curve, method), kernel);
    if (!widths.empty()) add(curve, widths, criterion(widths));
  }
  return curve;
}

void warn_of_ends(Selection& selection, std::size_t best) {
  const Curve& curve = selection.curve;
  if (curve.size() < 2 || (best > 0 && best + 1 < curve.size())) return;
  selection.warnings.push_back(
      fmt::format("the best width is the {} of those looked at, {} to {}; look further with --widths",
                  best == 0 ? "least" : "greatest", significant(curve.front().width), significant(curve.back().width)));
}

// As h shrinks, LSCV tends to (1/n + 2T/n² - 4T/(n(n-1))) K(0)^d / h^d for T pairs of equal samples.
void warn_of_ties(Selection& selection, SampleView samples) {
  if (selection.method != Method::lscv) return;
  const auto n = static_cast<double>(samples.size());
  const auto ties = static_cast<double>(tied_pairs(samples));
  const double own = std::pow(kernel_roughness(selection.kernel), static_cast<double>(samples.dimension()));
  const double height = std::pow(kernel_value(selection.kernel, 0), static_cast<double>(samples.dimension()));
  if (own * (1 / n + 2 * ties / (n * n)) - height * 4 * ties / (n * (n - 1)) >= 0) return;
  selection.warnings.push_back(
      fmt::format("{} pairs of equal samples drive the criterion to minus infinity as the width shrinks; keep --widths "
                  "above the resolution of the data, or use another method",
                  ties));
}

void warn_of_scales(Selection& selection, SampleView samples) {
  double least = robust_scale(spread_of(samples, 0));
  double greatest = least;
  for (std::size_t j = 1; j < samples.dimension(); ++j) {
    const double scale = robust_scale(spread_of(samples, j));
    least = std::min(least, scale);
    greatest = std::max(greatest, scale);
  }
  if (greatest <= 3 * least) return;
  selection.warnings.push_back(
      fmt::format("one width for all columns, whose spreads are {} to {}; divide each by its spread first",
                  significant(least), significant(greatest)));
}

Selection validate(SampleView samples, Kernel kernel, Method method, const Widths& candidates, int processes) {
  const Validator criterion{samples, kernel, method, processes};
  Curve curve = validated(criterion, samples, kernel, method, candidates);
  const std::size_t best = best_of(curve, method);
  if (!std::isfinite(curve[best].criterion)) {
    throw std::invalid_argument{
        "with every width looked at some sample has no other within reach; take greater --widths or a gaussian kernel"};
  }
  const Bandwidth h{curve[best].width};
  Selection selection{.method = method,
                      .kernel = kernel,
                      .samples = samples.size(),
                      .dimension = samples.dimension(),
                      .processes = processes,
                      .width = h,
                      .widths = Widths(samples.dimension(), h),
                      .curve = std::move(curve)};
  warn_of_ends(selection, best);
  warn_of_ties(selection, samples);
  warn_of_scales(selection, samples);
  return selection;
}

Widths by_rule(SampleView samples, Kernel kernel, Method method) {
  if (method == Method::normal_reference) return normal_reference(samples, kernel);
  const Bandwidth gaussian = method == Method::sj ? sheather_jones(samples) : improved_sheather_jones(samples);
  return {Bandwidth{gaussian.value() * canonical_factor(kernel, 1)}};
}

}  // namespace

std::string_view method_name(Method method) { return kNames.at(static_cast<std::size_t>(method)); }

Method parse_method(std::string_view name) {
  const auto found = std::ranges::find(kNames, name);
  if (found != kNames.end()) return static_cast<Method>(found - kNames.begin());
  throw std::invalid_argument{fmt::format("expected normal-reference, lscv, likelihood-cv, sj or isj, got '{}'", name)};
}

Selection select_width(SampleView samples, Kernel kernel, Method method, const Widths& candidates,
                       std::optional<int> processes) {
  const int workers = processes_for(samples, method, processes);
  if (method == Method::lscv || method == Method::likelihood_cv) {
    return validate(samples, kernel, method, candidates, workers);
  }
  Widths widths = by_rule(samples, kernel, method);
  const auto width = common_width(widths);
  return {.method = method,
          .kernel = kernel,
          .samples = samples.size(),
          .dimension = samples.dimension(),
          .processes = workers,
          .width = width,
          .widths = std::move(widths)};
}

}  // namespace parzen::command
