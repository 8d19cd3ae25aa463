#include "parallel/file_counts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <utility>

#include "parzen/estimate.hpp"
#include "parzen/hypercube.hpp"
#include "parzen/normal.hpp"
#include "parzen/widths.hpp"
#include "parzen/write.hpp"

namespace parzen::parallel {
namespace {

const std::vector<double> kOrigin = {0, 0};
const std::vector<Bandwidth> kWidths = parse_widths("0.1:1.2:0.1");

/// The same samples as text and as an array, in a folder that goes with the test.
class FileCountsTest : public testing::Test {
 protected:
  FileCountsTest() {
    std::filesystem::create_directory(directory_);
    std::ofstream text{path("a.csv")};
    write_csv(text, samples_, std::vector<std::string>{"x", "y"});
    std::ofstream array{path("a.npy"), std::ios::binary};
    write_npy(array, samples_);
  }
  ~FileCountsTest() override { std::filesystem::remove_all(directory_); }

  [[nodiscard]] std::string path(const std::string& name) const { return (directory_ / name).string(); }

  const Samples samples_ = sample_normal(10'000, kOrigin, std::vector<double>{1, 0, 0, 1}, 123);
  const std::filesystem::path directory_ =
      std::filesystem::path{testing::TempDir()} / ("parzen_file_counts_" + std::to_string(::getpid()));
};

TEST_F(FileCountsTest, AreTheArticlesInEveryFormatAndForAnyNumberOfProcesses) {
  const auto article = testing::ElementsAre(16, 61, 135, 247, 390, 547, 742, 939, 1194, 1445, 1728, 2022);
  for (const char* name : {"a.csv", "a.npy"}) {
    SampleReader reader{{path(name)}};
    const FileCounts here = count_all_widths(reader, kOrigin, kWidths);
    EXPECT_THAT(here.counts, article) << name;
    EXPECT_EQ(here.rows, 10'000U);
    for (const int processes : {1, 2, 3}) {
      polyproc::Pool pool{processes};
      const FileCounts there = count_all_widths(pool, {{path(name)}}, kOrigin, kWidths);
      EXPECT_THAT(there.counts, article) << name << ' ' << processes;
      EXPECT_EQ(there.rows, 10'000U);
    }
  }
}

TEST_F(FileCountsTest, AreThoseOfTheSamplesInMemoryAtPointsAndOnAGrid) {
  const Window window{Kernel::hypercube, {Bandwidth{0.5}, Bandwidth{1}}};
  const Samples points{{0, 0, 1, 1, -0.5, 2}, 2};
  const Grid grid{{{-1, 0, 1}, {-2, 0, 0.5, 3}}};
  const auto at_points = parzen::count_at_points(samples_, points, window);
  const auto on_grid = kernel_sums_on_grid(samples_, grid, window);
  polyproc::Pool pool{2};
  for (const char* name : {"a.csv", "a.npy"}) {
    SampleReader first{{path(name)}}, second{{path(name)}};
    EXPECT_EQ(count_at_points(first, points, window).counts, at_points);
    EXPECT_EQ(count_at_points(pool, {{path(name)}}, points, window).counts, at_points);
    EXPECT_THAT(count_on_grid(second, grid, window).counts, testing::ElementsAreArray(on_grid));
    EXPECT_THAT(count_on_grid(pool, {{path(name)}}, grid, window).counts, testing::ElementsAreArray(on_grid));
  }
}

TEST_F(FileCountsTest, KeepToTheBorderOfTheWindow) {
  std::ofstream{path("border.csv")} << "0.5,0\n-0.5,0\n0,0\n";
  polyproc::Pool pool{2};
  const Samples points{kOrigin, 2};
  for (const auto& [border, count] : {std::pair{Border::closed, 3U}, {Border::open, 1U}}) {
    const Window window = Window{Kernel::hypercube, Bandwidth{1}}.with_border(border);
    SampleReader reader{{path("border.csv")}};
    EXPECT_THAT(count_at_points(reader, points, window).counts, testing::ElementsAre(count));
    const Grid grid{{{0, 9}, {0, 9}}};
    EXPECT_THAT(count_on_grid(pool, {{path("border.csv")}}, grid, window).counts, testing::ElementsAre(count, 0, 0, 0));
  }
}

TEST_F(FileCountsTest, NameTheLineOfAnErrorAsOneProcessDoes) {
  std::ofstream{path("bad.csv")} << [] {
    std::string text = "# a comment\nx,y\n";
    for (int line = 3; line <= 5000; ++line) text += line == 4321 ? "1,oops\n" : "1,2\n";
    return text;
  }();
  polyproc::Pool pool{2};
  try {
    (void)count_all_widths(pool, {{path("bad.csv")}}, kOrigin, kWidths);
    FAIL();
  } catch (const DataError& error) {
    EXPECT_EQ(error.what(), path("bad.csv") + ":4321:2: found \"oops\" in column 2, expected a number");
  }
}

TEST_F(FileCountsTest, CountEveryRowOnceHoweverFewThereAre) {
  polyproc::Pool pool{3};
  for (const char* text : {"1,1\n", "1,1", "x,y\n1,1\n2,2", "1,1\r\n\r\n2,2\r\n3,3\r\n",
                           "\xef\xbb\xbf"
                           "1,1\n2,2\n"}) {
    std::ofstream{path("few.csv")} << text;
    const std::vector<Bandwidth> wide = {Bandwidth{100}};
    SampleReader reader{{path("few.csv")}};
    const auto expected = count_all_widths(reader, kOrigin, wide);
    const auto found = count_all_widths(pool, {{path("few.csv")}}, kOrigin, wide);
    EXPECT_EQ(found.counts, expected.counts) << text;
    EXPECT_EQ(found.rows, expected.rows) << text;
  }
}

TEST_F(FileCountsTest, CountWhatIsDropped) {
  std::ofstream{path("holes.csv")} << "1,1\nNA,1\n2,2\n1,nan\n";
  polyproc::Pool pool{2};
  const FileCounts found = count_all_widths(pool, {{path("holes.csv")}, {.nan = NanPolicy::drop}}, kOrigin, kWidths);
  EXPECT_EQ(found.rows, 2U);
  EXPECT_EQ(found.dropped, 2U);
}

TEST_F(FileCountsTest, AreSeenWhileTheyAreCounted) {
  SampleReader reader{{path("a.npy")}};
  std::uint64_t seen = 0;
  (void)count_all_widths(reader, kOrigin, kWidths, [&](const SampleReader& at) { seen = at.rows(); });
  EXPECT_EQ(seen, 10'000U);
}

}  // namespace
}  // namespace parzen::parallel
