#include "os/mapped_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "scratch_files.hpp"

namespace parzen::os {
namespace {

class MappedFileTest : public ScratchFiles {};

TEST_F(MappedFileTest, HasTheBytesOfTheFile) {
  const auto mapped = MappedFile::try_map(file("a", "some bytes"));
  ASSERT_TRUE(mapped);
  EXPECT_EQ(mapped->bytes(), "some bytes");
}

TEST_F(MappedFileTest, ReadsAgainWhatWasReleased) {
  const std::string content(100'000, 'x');
  const auto mapped = MappedFile::try_map(file("a", content));
  ASSERT_TRUE(mapped);
  for (const auto& [begin, end] : {std::pair{0U, 0U}, {0U, 1U}, {5'000U, 70'000U}, {0U, 100'000U}}) {
    mapped->release(begin, end);
    EXPECT_EQ(mapped->bytes(), content);
  }
}

TEST_F(MappedFileTest, OutlivesTheNameOfTheFile) {
  const auto mapped = MappedFile::try_map(file("a", "kept"));
  std::filesystem::remove(path("a"));
  ASSERT_TRUE(mapped);
  EXPECT_EQ(mapped->bytes(), "kept");
}

TEST_F(MappedFileTest, IsNotMadeOfWhatHasNoLength) {
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  for (const std::string& name : {path("none"), path(""), path("pipe"), file("empty", ""), std::string{"/dev/null"},
                                  std::string{"/proc/self/stat"}}) {
    EXPECT_FALSE(MappedFile::try_map(name)) << name;
  }
}

}  // namespace
}  // namespace parzen::os
