// Asks scipy, if this machine has it: its gaussian_kde is exact, so ours must be the same to the last digits.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "parzen/cross_validation.hpp"
#include "parzen/estimate.hpp"
#include "parzen/normal.hpp"
#include "precipitation.hpp"
#include "python.hpp"

namespace parzen {
namespace {

const Numbers kWidths = {1.5, 2.5, 3.5, 4.5, 6, 9};

/// scipy's factor is in standard deviations of the samples it has.
constexpr const char* kStatements =
    "from scipy.stats import gaussian_kde\n"
    "def kde(x, h): return gaussian_kde(x, h / np.std(x, ddof=1))\n"
    "def held_out(x, h): return [kde(np.delete(x, i), h)(x[i])[0] for i in range(len(x))]\n"
    "def lscv(x, h): return kde(x, h).integrate_kde(kde(x, h)) - 2 * np.mean(held_out(x, h))\n";

std::string precipitation_in_python() {
  const Samples samples = precipitation();
  return "x = np.array(" + list({samples.values().begin(), samples.values().end()}) + ")\n";
}

std::vector<Bandwidth> widths() { return {kWidths.begin(), kWidths.end()}; }

void expect_near(const std::vector<double>& ours, const Numbers& theirs) {
  ASSERT_EQ(ours.size(), theirs.size());
  for (std::size_t i = 0; i < ours.size(); ++i) EXPECT_NEAR(ours[i], theirs[i], 1e-12 * std::fabs(theirs[i])) << i;
}

class Scipy : public testing::Test {
 protected:
  void SetUp() override {
    if (numpy("import scipy.stats", "[1.0]").empty()) GTEST_SKIP() << "scipy is not installed";
  }
  static Numbers ask(const std::string& expression) {
    return numpy(kStatements + precipitation_in_python() + "h = " + list(kWidths), expression);
  }
};

TEST_F(Scipy, EstimatesTheSameDensities) {
  const Samples points{{-5, 7, 20.5, 35, 60, 80}, 1};
  const Window window{Kernel::gaussian, Bandwidth{3.5}};
  std::vector<double> ours;
  for (const ScaledSum sum : kernel_sums(precipitation(), points, window)) ours.push_back(density(sum, 70, window, 1));
  expect_near(ours, ask("kde(x, 3.5)([-5, 7, 20.5, 35, 60, 80])"));
}

TEST_F(Scipy, HasTheSameLeastSquaresCriterion) {
  expect_near(lscv(precipitation(), Kernel::gaussian, widths()), ask("[lscv(x, w) for w in h]"));
}

TEST_F(Scipy, HasTheSameHeldOutLikelihood) {
  expect_near(likelihood_cv(precipitation(), Kernel::gaussian, widths()),
              ask("[np.mean(np.log(held_out(x, w))) for w in h]"));
}

}  // namespace
}  // namespace parzen
