#include "parzen/window.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

#include "complaint.hpp"

namespace parzen {
namespace {

TEST(Window, HasOneWidthForAllDimensionsOrOneForEach) {
  const Window one{Kernel::gaussian, Bandwidth{0.5}};
  EXPECT_EQ(one.width(0), Bandwidth{0.5});
  EXPECT_EQ(one.width(7), Bandwidth{0.5});
  const Window two{Kernel::gaussian, {Bandwidth{0.5}, Bandwidth{2}}};
  EXPECT_EQ(two.width(1), Bandwidth{2});
  EXPECT_NO_THROW(one.check_dimension(9));
  EXPECT_NO_THROW(two.check_dimension(2));
}

TEST(Window, RefusesAnotherNumberOfWidths) {
  const Window window{Kernel::gaussian, {Bandwidth{0.5}, Bandwidth{2}}};
  EXPECT_EQ(complaint<std::invalid_argument>([&] { window.check_dimension(3); }),
            "there are 2 widths for samples of dimension 3, expected 1 or 3");
  EXPECT_THROW((Window{Kernel::gaussian, std::vector<Bandwidth>{}}), std::invalid_argument);
}

TEST(Window, RefusesAWidthWhoseReciprocalIsNoDouble) {
  EXPECT_THROW((Window{Kernel::gaussian, Bandwidth{std::numeric_limits<double>::denorm_min()}}), std::invalid_argument);
  EXPECT_NO_THROW((Window{Kernel::gaussian, Bandwidth{std::numeric_limits<double>::min()}}));
}

TEST(Window, TellsTheLogarithmOfItsHeightWhereTheHeightIsNoDouble) {
  const Window narrow{Kernel::hypercube, Bandwidth{1e-4}};
  EXPECT_NEAR(narrow.log_height(100), 400 * std::log(10), 1e-9);
  const Window two{Kernel::epanechnikov, {Bandwidth{0.5}, Bandwidth{4}}};
  EXPECT_NEAR(two.log_height(2), std::log(0.75 / 0.5 * 0.75 / 4), 1e-15);
}

TEST(Window, OfACovarianceHasItsStandardDeviations) {
  const Window window = Window::of_covariance(std::vector<double>{4, 1, 1, 9});
  EXPECT_EQ(window.width(0).value(), 2);
  EXPECT_EQ(window.width(1).value(), 3);
  EXPECT_NEAR(window.log_height(2), -std::log(2 * 3.14159265358979324) - 0.5 * std::log(35), 1e-15);
  EXPECT_THROW(window.check_dimension(1), std::invalid_argument);
  EXPECT_THROW((void)window.with_form(Form::radial), std::invalid_argument);
  EXPECT_THROW((void)Window(Kernel::hypercube, Bandwidth{1}).with_form(Form::radial), std::invalid_argument);
}

}  // namespace
}  // namespace parzen
