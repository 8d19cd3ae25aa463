#include "parallel/bounded_sums.hpp"

#include <stdexcept>

#include "parzen/normal.hpp"

namespace parzen::parallel {
namespace {

TEST(BoundedKernelSums, AreTheSameBitsForAnyNumberOfProcesses) {
  const Samples samples = sample_normal(5000, std::vector<double>{0, 1}, std::vector<double>{1, 0.5, 0.5, 2}, 5);
  const Samples points = sample_normal(333, std::vector<double>{0, 0}, std::vector<double>{1, 0, 0, 1}, 6);
  const Window window{Kernel::gaussian, {Bandwidth{0.3}, Bandwidth{0.4}}};
  const SampleTree tree{samples, window};
  const auto expected = parzen::bounded_kernel_sums(tree.view(), points, window, {1e-3, 1e-9});
  for (const int processes : {1, 2, 3}) {
    polyproc::Pool pool{processes};
    const auto found = bounded_kernel_sums(pool, tree.view(), points, window, {1e-3, 1e-9});
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t q = 0; q < found.size(); ++q) {
      EXPECT_EQ(found[q].sum, expected[q].sum);
      EXPECT_EQ(found[q].most_error, expected[q].most_error);
      EXPECT_EQ(found[q].terms_seen, expected[q].terms_seen);
    }
  }
}

TEST(BoundedKernelSums, RefuseWhatTheLibraryRefuses) {
  const Samples samples{{1, 2, 3}, 1};
  const Window window{Kernel::gaussian, Bandwidth{1}};
  const SampleTree tree{samples, window};
  polyproc::Pool pool{1};
  EXPECT_THROW((void)bounded_kernel_sums(pool, tree.view(), samples, window, {-1, 0}), std::invalid_argument);
}

}  // namespace
}  // namespace parzen::parallel
