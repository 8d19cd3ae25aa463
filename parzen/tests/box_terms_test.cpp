#include "box_terms.hpp"

#include <random>

namespace parzen {
namespace {

double term(const Window& window, std::span<const double> x, std::span<const double> y) {
  double product = 1;
  for (std::size_t j = 0; j < x.size(); ++j) {
    product *=
        kernel_value(window.kernel(), (x[j] - y[j]) / window.width(j).value()) / kernel_value(window.kernel(), 0);
  }
  return product;
}

TEST(BoxTerms, HoldTheTermOfEverySampleInTheBox) {
  std::mt19937 random{3};
  const auto uniform = [&random] { return static_cast<double>(random() % 4001) / 1000 - 2; };
  for (const Kernel kernel : kKernels) {
    if (kernel == Kernel::hypercube) continue;
    const Window window{kernel, {Bandwidth{0.8}, Bandwidth{1.7}}};
    const BoxTerms terms{window, 2};
    for (int round = 0; round < 200; ++round) {
      const std::vector<double> x = {uniform(), uniform()};
      const std::vector<double> low = {uniform(), uniform()};
      const std::vector<double> box = {low[0], low[1], low[0] + 0.5, low[1] + 1.25};
      const auto [least, greatest] = terms.range(x, box.data());
      for (int i = 0; i <= 10; ++i) {
        for (int k = 0; k <= 10; ++k) {
          const double value = term(window, x, std::vector<double>{low[0] + 0.05 * i, low[1] + 0.125 * k});
          EXPECT_LE(least, value + 1e-16) << kernel_name(kernel);
          EXPECT_GE(greatest, value - 1e-16) << kernel_name(kernel);
        }
      }
    }
  }
}

TEST(BoxTerms, AreNoneBeyondTheSupport) {
  const BoxTerms terms{Window{Kernel::epanechnikov, Bandwidth{1}}, 1};
  const std::vector<double> box = {3, 4};
  EXPECT_EQ(terms.range(std::vector<double>{1.9}, box.data()).greatest, 0);
  EXPECT_GT(terms.range(std::vector<double>{2.1}, box.data()).greatest, 0);
}

}  // namespace
}  // namespace parzen
