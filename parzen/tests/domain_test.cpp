#include "parzen/domain.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <random>
#include <stdexcept>

#include "complaint.hpp"
#include "parzen/widths.hpp"

namespace parzen {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

Samples uniform_samples(std::size_t n, std::size_t d, double high) {
  std::mt19937 random{static_cast<unsigned>(n)};
  std::vector<double> values(n * d);
  for (double& value : values) value = static_cast<double>(random() % 1001) / 1000 * high;
  return {std::move(values), d};
}

std::vector<double> densities(SampleView samples, SampleView points, const Window& window, const Domain& domain) {
  const PointImages images = images_of(points, domain, samples, window);
  std::vector<ScaledSum> sums;
  if (!images.values.empty()) sums = kernel_sums(samples, SampleView{images.values, samples.dimension()}, window);
  std::vector<double> result;
  for (const ScaledSum sum : images.fold(sums))
    result.push_back(density(sum, samples.size(), window, samples.dimension()));
  return result;
}

std::vector<double> on_grid(SampleView samples, const Grid& grid, const Window& window, const Domain& domain) {
  const GridImages images = images_of(grid, domain, samples, window);
  auto sums = images.fold(kernel_sums_on_grid(samples, images.grid, window));
  for (double& sum : sums) sum = density({0, sum}, samples.size(), window, samples.dimension());
  return sums;
}

TEST(Domain, ReflectsAtAnEndAsSilvermanDoes) {
  const Samples samples = uniform_samples(400, 1, 3);
  const Domain positive{{{Ends::reflect, 0, kInfinity}}};
  for (const Kernel kernel : kKernels) {
    const Window window{kernel, Bandwidth{0.7}};
    for (const double x : {0.0, 0.25, 2.9}) {
      double expected = 0;
      for (const double v : samples.values())
        expected += (kernel_value(kernel, (x - v) / 0.7) + kernel_value(kernel, (x + v) / 0.7)) / 0.7 / 400;
      EXPECT_NEAR(densities(samples, Samples{{x}, 1}, window, positive)[0], expected, 1e-12) << kernel_name(kernel);
    }
    EXPECT_EQ(densities(samples, Samples{{-0.1}, 1}, window, positive)[0], 0);
  }
}

TEST(Domain, OfAPeriodIsTheWrappedSum) {
  const Samples samples = uniform_samples(300, 1, 360);
  const Domain circle{{{Ends::periodic, 0, 360}}};
  const Window window{Kernel::gaussian, Bandwidth{50}};
  double expected = 0;
  for (const double v : samples.values()) {
    for (int k = -9; k <= 9; ++k) expected += kernel_value(Kernel::gaussian, (10 - v + 360 * k) / 50) / 50 / 300;
  }
  const auto found = densities(samples, Samples{{10, 370, -350}, 1}, window, circle);
  for (const double value : found) EXPECT_NEAR(value, expected, 1e-15);
}

TEST(Domain, KnowsPointsAndSamplesByTheirAngle) {
  const DomainAxis circle{Ends::periodic, -180, 180};
  EXPECT_EQ(wrapped(190, circle), -170);
  EXPECT_EQ(wrapped(-190 - 360 * 1e6, circle), 170);
  EXPECT_EQ(wrapped(180, circle), 180);
  EXPECT_EQ(wrapped(77, DomainAxis{Ends::reflect, 0, 1}), 77);
  EXPECT_THAT(wrapped(Samples{{370, 370}, 2}, Domain{{{Ends::periodic, 0, 360}, {}}}).values(),
              testing::ElementsAre(10, 370));
  const double far = 360 * std::ldexp(1, 900);
  const Samples samples{{0, 90}, 1};
  const Window window{Kernel::gaussian, Bandwidth{20}};
  const auto found = densities(samples, Samples{{0, far}, 1}, window, Domain{{circle}});
  EXPECT_EQ(found[0], found[1]);
}

TEST(Domain, KeepsTheWholeMassHoweverWideTheWindowIs) {
  const Samples samples = uniform_samples(200, 1, 1);
  constexpr int kSteps = 500;
  const Grid grid{{spaced_range(0.5 / kSteps, 1 - 0.5 / kSteps, kSteps)}};
  for (const DomainAxis& axis : {DomainAxis{Ends::reflect, 0, 1}, DomainAxis{Ends::periodic, 0, 1}}) {
    for (const Kernel kernel : kKernels) {
      for (const double h : {0.05, 0.4, 1.5}) {
        double mass = 0;
        for (const double value : on_grid(samples, grid, Window{kernel, Bandwidth{h}}, Domain{{axis}}))
          mass += value / kSteps;
        EXPECT_NEAR(mass, 1, 5e-3) << kernel_name(kernel) << h;
      }
    }
  }
}

TEST(Domain, HasTheSameDensitiesOnGridsAndAtTheirPoints) {
  const Samples samples = uniform_samples(500, 2, 2);
  const Domain domain{{{Ends::reflect, 0, 2}, {Ends::periodic, 0, 2}}};
  const Grid grid{{{-0.5, 0, 0.4, 2}, {0, 0.3, 1.9}}};
  const std::vector<double> points = grid.points(0, grid.size());
  for (const Kernel kernel : kKernels) {
    const Window window{kernel, {Bandwidth{0.5}, Bandwidth{1.4}}};
    const auto at_points = densities(samples, SampleView{points, 2}, window, domain);
    const auto found = on_grid(samples, grid, window, domain);
    ASSERT_EQ(found.size(), at_points.size());
    for (std::size_t i = 0; i < found.size(); ++i)
      EXPECT_NEAR(found[i], at_points[i], 1e-13) << kernel_name(kernel) << i;
  }
}

TEST(Domain, ThatIsEverythingChangesNothing) {
  const Samples samples = uniform_samples(100, 2, 1);
  const Window window{Kernel::cosine, Bandwidth{0.3}};
  EXPECT_EQ(images_of(samples, {}, samples, window).values,
            std::vector<double>(samples.values().begin(), samples.values().end()));
  EXPECT_TRUE(Domain{}.is_everything());
  EXPECT_TRUE((Domain{{{}, {}}}.is_everything()));
}

TEST(Domain, RefusesMoreImagesThanFit) {
  const Samples samples{{0.5, 0.5, 0.5, 0.5}, 4};
  const Domain box{std::vector(4, DomainAxis{Ends::periodic, 0, 1})};
  const Window wide{Kernel::gaussian, Bandwidth{10}};
  const auto axis = spaced_range(0, 1, 16);
  for (const auto& refusal : {complaint<std::invalid_argument>([&] { (void)images_of(samples, box, samples, wide); }),
                              complaint<std::invalid_argument>([&] {
                                (void)images_of(Grid{{axis, axis, axis, axis}}, box, samples, wide);
                              })}) {
    EXPECT_THAT(refusal, testing::HasSubstr("take fewer points, or a narrower window"));
  }
}

TEST(Domain, RefusesWhatDoesNotFit) {
  const Samples samples{{0.5, 1.5}, 1};
  const Window window{Kernel::gaussian, Bandwidth{1}};
  EXPECT_THROW((Domain{{{Ends::reflect, 1, 1}}}), std::invalid_argument);
  EXPECT_THROW((Domain{{{Ends::periodic, 0, kInfinity}}}), std::invalid_argument);
  EXPECT_THAT(complaint<std::invalid_argument>([&] {
                (void)images_of(samples, Domain{{{Ends::reflect, 0, 1}}}, samples, window);
              }),
              testing::HasSubstr("sample 2 has 1.5 in column 1, expected a number from 0 to 1"));
  EXPECT_THAT(complaint<std::invalid_argument>([&] {
                const Samples wrapped_ones{{0.0005, 0.0007}, 1};
                (void)images_of(wrapped_ones, Domain{{{Ends::periodic, 0, 0.001}}}, wrapped_ones, window);
              }),
              testing::HasSubstr("take a narrower one"));
  EXPECT_THROW((void)images_of(samples, Domain{{{}, {}}}, samples, window), std::invalid_argument);
  EXPECT_THROW(
      (void)images_of(samples, Domain{{{Ends::reflect, 0, 9}}}, samples, Window::of_covariance(std::vector<double>{1})),
      std::invalid_argument);
}

}  // namespace
}  // namespace parzen
