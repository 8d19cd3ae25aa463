#include "parzen/samples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "complaint.hpp"

namespace parzen {
namespace {

using testing::ElementsAre;

TEST(Samples, AreATableRowAfterRow) {
  const Samples samples{{1, 2, 3, 4, 5, 6}, 2};
  EXPECT_EQ(samples.size(), 3U);
  EXPECT_EQ(samples.dimension(), 2U);
  EXPECT_THAT(samples.row(1), ElementsAre(3, 4));
  EXPECT_THAT(samples.values(), ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST(Samples, RefuseToBeEmptyOrToHaveNoDimension) {
  EXPECT_THROW((Samples{{}, 2}), std::invalid_argument);
  EXPECT_THROW((Samples{{1, 2}, 0}), std::invalid_argument);
}

TEST(Samples, RefuseAPartOfARow) {
  EXPECT_EQ(complaint<std::invalid_argument>([] {
              Samples{{1, 2, 3}, 2};
            }),
            "3 values are not whole rows of samples of dimension 2");
}

TEST(Samples, NameTheEntryThatIsNotFinite) {
  for (const double bad : {std::nan(""), std::numeric_limits<double>::infinity()}) {
    EXPECT_THAT(complaint<std::invalid_argument>([&] {
                  Samples{{1, 2, 3, bad}, 2};
                }),
                testing::StartsWith("sample 2, coordinate 2 is "));
  }
}

TEST(SampleView, SeesWhatTheSamplesHold) {
  const Samples samples{{1, 2, 3, 4}, 2};
  const SampleView view = samples;
  EXPECT_EQ(view.size(), 2U);
  EXPECT_EQ(view.dimension(), 2U);
  EXPECT_EQ(view.values().data(), samples.values().data());
  EXPECT_THAT(view.row(1), ElementsAre(3, 4));
}

TEST(SampleView, SeesMemoryThatIsNotItsOwn) {
  const std::vector<double> memory{1, 2, 3};
  EXPECT_EQ((SampleView{memory, 3}.size()), 1U);
  EXPECT_EQ((SampleView{memory, 1}.size()), 3U);
  EXPECT_THROW((SampleView{memory, 2}), std::invalid_argument);
  EXPECT_THROW((SampleView{std::span<const double>{}, 2}), std::invalid_argument);
}

}  // namespace
}  // namespace parzen
