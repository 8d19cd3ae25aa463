#include "parzen/sample_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <sstream>

#include "complaint.hpp"
#include "parzen/numpy_random.hpp"
#include "parzen/write.hpp"
#include "scratch_files.hpp"

namespace parzen {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;

class SampleReaderTest : public ScratchFiles {
 protected:
  [[nodiscard]] std::string npy(const std::string& name, const Samples& samples) const {
    std::ostringstream out;
    write_npy(out, samples);
    return file(name, out.str());
  }
  [[nodiscard]] std::string csv(const std::string& name, const Samples& samples) const {
    std::ostringstream out;
    write_csv(out, samples);
    return file(name, out.str());
  }
};

Samples noise(std::size_t rows, std::size_t dimension) {
  std::vector<double> values;
  for (std::size_t i = 0; i < rows * dimension; ++i) values.push_back(std::sin(static_cast<double>(i)));
  return {std::move(values), dimension};
}

std::vector<double> all_blocks(SampleReader reader, std::size_t rows) {
  std::vector<double> values;
  while (const auto block = reader.next(rows)) {
    values.insert(values.end(), block->values().begin(), block->values().end());
  }
  EXPECT_EQ(reader.rows() * reader.dimension(), values.size());
  return values;
}

TEST_F(SampleReaderTest, GivesTheSameRowsInBlocksOfAnySizeByAnyNumberOfThreads) {
  const Samples samples = noise(150'000, 2);  // some MB of text, which several threads share
  const std::string text = csv("a.csv", samples);
  const std::string array = npy("a.npy", samples);
  for (const unsigned threads : {1U, 2U, 5U}) {
    for (const std::size_t rows : {1U, 1000U, 1'000'000U}) {
      EXPECT_TRUE(std::ranges::equal(all_blocks(SampleReader{{text}, {.threads = threads}}, rows), samples.values()));
    }
  }
  for (const std::size_t rows : {7U, 1000U, 1'000'000U}) {
    EXPECT_TRUE(std::ranges::equal(all_blocks(SampleReader{{array}}, rows), samples.values()));
  }
  EXPECT_TRUE(std::ranges::equal(SampleReader{{text}}.read_all().values(), samples.values()));
}

TEST_F(SampleReaderTest, TakesSeveralFilesForOneTable) {
  const std::string a = file("a.csv", "x,y\n1,2\n"), b = npy("b.npy", Samples{{3, 4}, 2}), c = file("c.tsv", "5\t6\n");
  EXPECT_THAT(SampleReader({a, b, c}).read_all().values(), ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_THAT(all_blocks(SampleReader{{a, b, c}}, 100), ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST_F(SampleReaderTest, SaysWhichFileHasOtherColumns) {
  const std::string a = file("a.csv", "x,y\n1,2\n"), b = file("b.csv", "1,2,3\n"), c = file("c.csv", "x,z\n1,2\n");
  EXPECT_EQ(complaint<DataError>([&] {
              (void)SampleReader({a, b}).read_all();
            }),
            b + ":1:1: found 3 columns, expected 2 as in " + a);
  EXPECT_EQ(complaint<DataError>([&] {
              (void)SampleReader({a, c}).read_all();
            }),
            c + ":1:2: found the column \"z\", expected \"y\" as in " + a);
}

TEST_F(SampleReaderTest, FindsColumnsByNameInEachFile) {
  const std::string a = file("a.csv", "x,y,day\n1,2,monday\n"), b = file("b.csv", "y,x\n4,3\n");
  EXPECT_THAT(SampleReader({a, b}, {.columns = {"y", "x"}}).read_all().values(), ElementsAre(2, 1, 4, 3));
}

TEST_F(SampleReaderTest, TakesColumnsOfAnArrayByNumberOnly) {
  const std::string a = npy("a.npy", Samples{{1, 2, 3, 4}, 2});
  EXPECT_THAT(read_samples(a, {.columns = {"2"}}).values(), ElementsAre(2, 4));
  EXPECT_EQ(complaint<DataError>([&] { (void)read_samples(a, {.columns = {"x"}}); }),
            a + ":1:1: found 2 columns without names, expected one called \"x\"");
}

TEST_F(SampleReaderTest, TakesANamedHeaderForOneWhateverItLooksLike) {
  const std::string a = file("a.csv", "year,2020\n1,2\n");
  EXPECT_THAT(read_samples(a, {.columns = {"year"}}).values(), ElementsAre(1));
}

TEST_F(SampleReaderTest, CountsWhatItDrops) {
  const double nan = std::nan("");
  const std::string text = file("a.csv", "1,2\nNA,3\n4,5\n");
  // Written by hand: Samples may hold no NaN.
  std::ostringstream array;
  write_npy(array, SampleView{std::vector<double>{nan, 0, 6, 7, 8, nan}, 2});
  const std::string b = file("b.npy", array.str());
  SampleReader reader{{text, b}, {.nan = NanPolicy::drop}};
  EXPECT_THAT(reader.read_all().values(), ElementsAre(1, 2, 4, 5, 6, 7));
  EXPECT_EQ(reader.dropped(), 3U);
  EXPECT_EQ(reader.rows(), 3U);
}

TEST_F(SampleReaderTest, DropsRowsOfAnArrayThatWouldOtherwiseBeUsedInPlace) {
  std::vector<double> values(600'000, 1);
  values[500'001] = std::nan("");
  std::ostringstream out;
  write_npy(out, SampleView{values, 2});
  const std::string a = file("a.npy", out.str());
  SampleReader reader{{a}, {.nan = NanPolicy::drop}};
  EXPECT_EQ(reader.read_all().size(), 299'999U);
  EXPECT_EQ(reader.dropped(), 1U);
  EXPECT_EQ(complaint<DataError>([&] { (void)read_samples(a); }),
            a + ":250001:2: found nan in row 250001, column 2, expected a finite number");
}

TEST_F(SampleReaderTest, DoesNotDropAllThereIs) {
  EXPECT_EQ(complaint<DataError>([&] { (void)read_samples(file("a.csv", "nan\nnan\n"), {.nan = NanPolicy::drop}); }),
            path("a.csv") + ":2:1: found no row without a missing number, expected one or more lines of numbers");
}

TEST_F(SampleReaderTest, UsesAnArrayInPlaceAlsoAfterTheFileIsGone) {
  const Samples samples = noise(1000, 3);
  const std::string a = npy("a.npy", samples);
  const Samples read = read_samples(a);
  std::filesystem::remove(a);
  EXPECT_THAT(read.values(), ElementsAreArray(samples.values()));
  // The header fills a whole number of 64 bytes, so that the numbers are aligned for whoever maps the file.
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(read.values().data()) % 64, 0U);
}

TEST_F(SampleReaderTest, TakesNoMoreRoomThanALargeArrayNeeds) {
  const Samples samples = noise(500'000, 3);  // several blocks
  const std::string a = npy("a.npy", samples);
  const Samples read = read_samples(a, {.columns = {"2"}});
  ASSERT_EQ(read.size(), samples.size());
  for (const std::size_t i : {0U, 250'000U, 499'999U}) EXPECT_EQ(read.row(i)[0], samples.row(i)[1]);
  SampleReader reader{{a, a}};
  (void)reader.next(1000);
  EXPECT_EQ(reader.position(), std::filesystem::file_size(a) - (samples.size() - 1000) * 3 * sizeof(double));
}

TEST_F(SampleReaderTest, CountsTheBytesItHasRead) {
  const std::string a = file("a.csv", "1\n2\n"), b = npy("b.npy", Samples{{3}, 1});
  SampleReader reader{{a, b}};
  EXPECT_EQ(reader.size(), 4 + std::filesystem::file_size(b));
  (void)reader.read_all();
  EXPECT_EQ(reader.position(), reader.size());
}

TEST_F(SampleReaderTest, NamesTheLineAlsoWhereSeveralThreadsRead) {
  std::string text;
  for (int i = 1; i <= 900'000; ++i) text += i == 700'000 ? "1,x\n" : "1,2\n";
  const std::string a = file("a.csv", text);
  for (const unsigned threads : {1U, 3U}) {
    EXPECT_EQ(complaint<DataError>([&] { (void)read_samples(a, {.threads = threads}); }),
              a + ":700000:2: found \"x\" in column 2, expected a number");
  }
}

}  // namespace
}  // namespace parzen
