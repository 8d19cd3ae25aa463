#include "parzen/read.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "complaint.hpp"
#include "parzen/write.hpp"
#include "scratch_files.hpp"

namespace parzen {
namespace {

using testing::ElementsAre;

class ReadSamples : public ScratchFiles {
 protected:
  static std::string complaint_about(const std::string& name) {
    return complaint<DataError>([&] { (void)read_samples(name); });
  }
};

std::string npy_of(SampleView samples) {
  std::ostringstream out;
  write_npy(out, samples);
  return out.str();
}

TEST_F(ReadSamples, TakesTheFormatFromTheName) {
  EXPECT_THAT(read_samples(file("a.csv", "1,2\n3,4\n")).values(), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(read_samples(file("a.tsv", "1\t2\n3\t4\n")).values(), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(read_samples(file("a.npy", npy_of(Samples{{1, 2, 3, 4}, 2}))).values(), ElementsAre(1, 2, 3, 4));
}

TEST_F(ReadSamples, TakesTheFormatFromTheContentUnderAnyOtherName) {
  EXPECT_THAT(read_samples(file("a.txt", "1,2\n")).values(), ElementsAre(1, 2));
  EXPECT_THAT(read_samples(file("b", "1\t2\n")).values(), ElementsAre(1, 2));
  EXPECT_THAT(read_samples(file("c", npy_of(Samples{{1, 2}, 2}))).values(), ElementsAre(1, 2));
}

TEST_F(ReadSamples, TakesTheFormatOfAStreamFromTheContent) {
  std::istringstream csv{"1,2\n"};
  EXPECT_EQ(read_samples(csv, "standard input").dimension(), 2U);
  std::istringstream npy{npy_of(Samples{{1, 2}, 2})};
  EXPECT_EQ(read_samples(npy, "standard input").dimension(), 2U);
}

TEST_F(ReadSamples, SaysThatAFileIsMissing) {
  EXPECT_EQ(complaint_about(path("none.csv")), path("none.csv") + ": cannot be opened: No such file or directory");
  const std::string below = file("file", "1\n") + "/data.csv";
  EXPECT_EQ(complaint_about(below), below + ": cannot be opened: Not a directory");
}

TEST_F(ReadSamples, SaysThatAFileIsADirectory) {
  std::filesystem::create_directory(path("dir.csv"));
  EXPECT_EQ(complaint_about(path("dir.csv")), path("dir.csv") + ": is a directory, expected a file");
}

TEST_F(ReadSamples, SaysThatAFileIsEmptyInEveryFormat) {
  EXPECT_EQ(complaint_about(file("a.csv", "")),
            path("a.csv") + ":1:1: found an empty file, expected one or more lines of numbers");
  EXPECT_EQ(complaint_about(file("a.npy", "")), path("a.npy") + ":1:1: found nothing, expected an NPY file");
}

TEST_F(ReadSamples, DoesNotTakeTextForNpyNorNpyForText) {
  EXPECT_EQ(complaint_about(file("a.npy", "1,2\n3,4\n")),
            path("a.npy") + ":1:1: found \"1,2?3,\", expected an NPY file");
  EXPECT_THROW((void)read_samples(file("a.csv", npy_of(Samples{{1, 2}, 2}))), DataError);
}

TEST_F(ReadSamples, ReadsBackWhatWasWritten) {
  const Samples samples{{0.1, -1e-308, 3, 1.7976931348623157e308, 5e-324, -0.0}, 3};
  std::ofstream{path("a.csv")} << "";
  {
    std::ofstream out{path("a.csv")};
    write_csv(out, samples, std::vector<std::string>{"x", "y, or \"why\"", "z"});
  }
  EXPECT_THAT(read_samples(path("a.csv")).values(), testing::ElementsAreArray(samples.values()));
}

}  // namespace
}  // namespace parzen
