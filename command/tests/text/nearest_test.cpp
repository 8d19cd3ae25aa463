#include "text/nearest.hpp"

#include <gtest/gtest.h>

namespace parzen::command {
namespace {

const std::vector<std::string> kWords = {"article", "sweep", "grid"};

TEST(NearestWord, HasLettersAddedLeftOutReplacedOrSwapped) {
  for (const char* typed : {"swep", "sweeep", "sweap", "sewep", "sweep"}) EXPECT_EQ(nearest(typed, kWords), "sweep");
  EXPECT_EQ(nearest("griid", kWords), "grid");
}

TEST(NearestWord, IsNotJustAny) {
  for (const char* typed : {"frobnicate", "xyz", "", "dirg"}) EXPECT_EQ(nearest(typed, kWords), std::nullopt) << typed;
  EXPECT_EQ(nearest("sweep", {}), std::nullopt);
}

}  // namespace
}  // namespace parzen::command
