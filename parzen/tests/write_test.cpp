#include "parzen/write.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <stdexcept>

#include "parzen/read.hpp"

namespace parzen {
namespace {

using testing::ElementsAreArray;
using Names = std::vector<std::string>;

const Samples kSamples{{0.1, -2, 1e300, 0.30000000000000004, 5e-324, 100}, 2};

template <class Write>
std::string written(Write write) {
  std::ostringstream out;
  write(out);
  return out.str();
}

TEST(WriteCsv, GivesTheFewestDigitsThatReadBack) {
  EXPECT_EQ(written([](std::ostream& out) { write_csv(out, kSamples); }),
            "0.1,-2\n1e+300,0.30000000000000004\n5e-324,100\n");
}

TEST(WriteCsv, PutsAHeaderFirstAndQuotesNamesThatNeedIt) {
  const Samples samples{{1, 2}, 2};
  EXPECT_EQ(written([&](std::ostream& out) {
              write_csv(out, samples, Names{"x", "a \"b\", c"});
            }),
            "x,\"a \"\"b\"\", c\"\n1,2\n");
  EXPECT_EQ(written([&](std::ostream& out) { write_tsv(out, samples, Names{"x,y", "z"}); }), "x,y\tz\n1\t2\n");
}

TEST(WriteCsv, RefusesAHeaderOfAnotherWidth) {
  std::ostringstream out;
  EXPECT_THROW(write_csv(out, kSamples, Names{"x"}), std::invalid_argument);
}

TEST(WriteCsv, RefusesANameThatIsNotReadBack) {
  std::ostringstream out;
  EXPECT_THROW(write_csv(out, kSamples, Names{"x", "two\nlines"}), std::invalid_argument);
  EXPECT_THROW(write_csv(out, kSamples, Names{"x\r", "y"}), std::invalid_argument);
  EXPECT_EQ(out.str(), "");
}

TEST(WriteCsv, FlushesMoreThanItsBuffer) {
  std::vector<double> values(50'000);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i) / 7;
  const Samples samples{values, 2};
  std::istringstream in{written([&](std::ostream& out) { write_csv(out, samples); })};
  EXPECT_THAT(read_samples(in, "x").values(), ElementsAreArray(values));
}

TEST(WriteNpy, AlignsItsDataTo64Bytes) {
  for (const std::size_t n : {1U, 9U, 10U, 100U, 12345U}) {
    const Samples samples{std::vector<double>(n, 1.5), 1};
    const std::string file = written([&](std::ostream& out) { write_npy(out, samples); });
    EXPECT_EQ((file.size() - n * sizeof(double)) % 64, 0U);
    EXPECT_EQ(file.substr(0, 8), std::string("\x93NUMPY\x01\x00", 8));
  }
}

TEST(WriteNpy, IsReadBack) {
  std::istringstream in{written([](std::ostream& out) { write_npy(out, kSamples); })};
  const Samples samples = read_samples(in, "x");
  EXPECT_EQ(samples.dimension(), 2U);
  EXPECT_THAT(samples.values(), ElementsAreArray(kSamples.values()));
}

}  // namespace
}  // namespace parzen
