// Asks scipy and scikit-learn, if this machine has them, for counts and densities of the same samples.

#include <gtest/gtest.h>

#include <cmath>

#include "parzen/bounded_sums.hpp"
#include "parzen/estimate.hpp"
#include "parzen/normal.hpp"
#include "python.hpp"

namespace parzen {
namespace {

/// These statements, then samples x and points q, those of drawn(3000, 5) and drawn(200, 6).
std::string with_samples(const std::string& statements) {
  static const std::string drawn =
      "\nnp.random.seed(5)\nx = np.random.multivariate_normal([0, 0], [[1, 0], [0, 1]], 3000)"
      "\nnp.random.seed(6)\nq = np.random.multivariate_normal([0, 0], [[1, 0], [0, 1]], 200)\n";
  return statements + drawn;
}

Samples drawn(std::size_t n, unsigned seed) {
  return sample_normal(n, std::vector<double>{0, 0}, std::vector<double>{1, 0, 0, 1}, seed);
}

TEST(ScipyTree, CountsTheSameSamplesInTheHypercube) {
  for (const double half_width : {0.1, 0.5, 2.0}) {
    const Numbers expected =
        numpy(with_samples("from scipy.spatial import cKDTree"),
              "cKDTree(x).query_ball_point(q, " + std::to_string(half_width) + ", p=np.inf, return_length=True)");
    if (expected.empty()) GTEST_SKIP() << "scipy is not installed";
    const auto counts =
        count_at_points(drawn(3000, 5), drawn(200, 6), Window{Kernel::hypercube, Bandwidth{2 * half_width}});
    EXPECT_EQ(Numbers(counts.begin(), counts.end()), expected);
  }
}

TEST(ScikitLearn, EstimatesTheSameGaussianDensitiesWithinTheTolerance) {
  const Numbers expected = numpy(with_samples("from sklearn.neighbors import KernelDensity"),
                                 "np.exp(KernelDensity(bandwidth=0.25, rtol=1e-12).fit(x).score_samples(q))");
  if (expected.empty()) GTEST_SKIP() << "scikit-learn is not installed";
  const Window window{Kernel::gaussian, Bandwidth{0.25}};
  const Samples samples = drawn(3000, 5);
  const SampleTree tree{samples, window};
  const auto found = bounded_kernel_sums(tree.view(), drawn(200, 6), window, {1e-4, 0});
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t q = 0; q < found.size(); ++q)
    EXPECT_NEAR(density(found[q].sum, 3000, window, 2), expected[q], (1e-4 + 1e-10) * expected[q]);
}

}  // namespace
}  // namespace parzen
