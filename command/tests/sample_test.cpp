#include <gmock/gmock.h>

#include <cmath>
#include <sstream>

#include "run_parzen.hpp"

namespace parzen::command {
namespace {

using testing::StartsWith;

TEST(Sample, DrawsTheNumbersOfNumpy) {
  const Outcome run = run_parzen("sample normal -n 2 --mean 0,0 --cov 1,0,0,1 --seed 123");
  EXPECT_EQ(run.exit_code, 0);
  // numpy.random.seed(123); numpy.random.multivariate_normal([0, 0], [[1, 0], [0, 1]], 2)
  EXPECT_EQ(run.out, "-1.0856306033005612,0.9973454465835858\n0.28297849805199204,-1.506294713918092\n");
  EXPECT_EQ(run.err, "");
}

TEST(Sample, WritesTheFormatThatTheNameEndsIn) {
  EXPECT_EQ(run_parzen("sample normal -n 1 --mean 0,0 --cov 1,0,0,1 --seed 123 -o x.tsv").exit_code, 0);
  EXPECT_EQ(content_of(scratch() / "x.tsv"), "-1.0856306033005612\t0.9973454465835858\n");
  EXPECT_EQ(run_parzen("sample normal -n 1 --mean 0,0 --cov 1,0,0,1 --seed 123 -o x.npy").exit_code, 0);
  EXPECT_THAT(content_of(scratch() / "x.npy"), StartsWith("\x93NUMPY"));
}

TEST(Sample, WritesToStandardOutputWhatTheOptionSays) {
  EXPECT_THAT(run_parzen("sample normal -n 1 --mean 0 --cov 1 --format npy").out, StartsWith("\x93NUMPY"));
}

TEST(Sample, RefusesANameItCannotTellTheFormatOf) {
  const Outcome run = run_parzen("sample normal -n 1 --mean 0 --cov 1 -o x.parquet");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_TRUE(is_one_line(run.err)) << run.err;
  EXPECT_FALSE(std::filesystem::exists(scratch() / "x.parquet"));
}

TEST(Sample, DrawsFromAnEstimate) {
  scratch_file("few.csv", "0\n0\n10\n");
  const std::string line = "sample estimate few.csv -n 1000 --kernel triangular --width 1 --weights w3.csv --seed 3";
  scratch_file("w3.csv", "1\n1\n8\n");
  const Outcome run = run_parzen(line);
  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run_parzen(line).out, run.out);
  std::istringstream lines{run.out};
  int high = 0;
  for (double x = 0; lines >> x;) {
    EXPECT_TRUE(std::fabs(x) <= 1 || std::fabs(x - 10) <= 1) << x;
    high += x > 5 ? 1 : 0;
  }
  EXPECT_NEAR(high, 800, 60);
}

class BadSample : public testing::TestWithParam<const char*> {};

TEST_P(BadSample, IsAMistakeOnTheCommandLine) {
  const Outcome run = run_parzen(std::string{"sample normal "} + GetParam());
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_EQ(run.out, "");
  EXPECT_TRUE(is_one_line(run.err)) << run.err;
}

INSTANTIATE_TEST_SUITE_P(Arguments, BadSample,
                         testing::Values("-n 3 --mean 0 --cov 1 --width 1",  // of an estimate
                                         "-n 3 --mean 0 --cov 1 few.csv",    // the same
                                         "-n 3 --mean 0 --cov 1 --reflect 0:", "-n 3 --mean 0 --cov 1 --border open",
                                         "-n 3 --mean 0,0 --cov 1,2,2,1",    // not positive semidefinite
                                         "-n 3 --mean 0,0 --cov 1,0.5,0,1",  // not symmetric
                                         "-n 3 --mean 0,0 --cov 1,0,0",      // not square
                                         "-n 3 --mean 0,0 --cov 1",          // of another dimension
                                         "-n 3 --mean 0,0 --cov 1,0,0,nan",  // not a number
                                         "-n 0 --mean 0 --cov 1", "-n -3 --mean 0 --cov 1", "-n 2.5 --mean 0 --cov 1",
                                         "-n 3 --mean x --cov 1", "-n 3 --mean '' --cov 1", "-n 3 --mean 0",
                                         "-n 3 --mean 0 --cov 1 --seed -1", "-n 3 --mean 0 --cov 1 --seed 4294967296",
                                         "-n 3 --mean 0 --cov 1 --unknown", "-n 3 --mean 0 --cov 1 --format xls"));

TEST(Sample, SaysSoWhenMemoryIsTooSmall) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "AddressSanitizer ends a program that asks for this much";
#endif
  const Outcome run = run_parzen("sample normal -n 1000000000000 --mean 0,0 --cov 1,0,0,1 -o /dev/null");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_TRUE(is_one_line(run.err)) << run.err;
}

}  // namespace
}  // namespace parzen::command
