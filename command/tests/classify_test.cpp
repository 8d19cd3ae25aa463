#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "mistake.hpp"
#include "run_parzen.hpp"

namespace parzen::command {
namespace {

using testing::HasSubstr;

/// Raschka's three classes, N([0 0], I), N([3 0], 2I) and N([4 5], 3I), with the class as third column.
std::string three_classes(const std::string& name, int seed) {
  std::string line = "{ ";
  const char* classes[] = {"--mean 0,0 --cov 1,0,0,1", "--mean 3,0 --cov 2,0,0,2", "--mean 4,5 --cov 3,0,0,3"};
  for (int c = 0; c < 3; ++c) {
    line += "parzen sample normal -n 20 " + std::string{classes[c]} + " --seed " + std::to_string(seed + c) +
            " | sed 's/$/," + std::to_string(c + 1) + "/'; ";
  }
  const Outcome run = run_shell(line + "} > " + name);
  EXPECT_EQ(run.exit_code, 0) << run.err;
  return name;
}

TEST(Classify, CountsErrorsOnATestFile) {
  three_classes("train.csv", 1);
  three_classes("test.csv", 11);
  const std::string command = "classify train.csv --label 3 --kernel gaussian --width 1 --test test.csv";
  const auto json = nlohmann::json::parse(run_parzen(command + " --format json").out);
  EXPECT_EQ(json["tested"], 60);
  // Raschka counts 8 wrong of 60, 13.3 %, with samples that he does not give.
  EXPECT_NEAR(json["wrong"].get<double>(), 7, 6);
  EXPECT_EQ(json["classes"][2]["label"], 3);
  EXPECT_EQ(json["classes"][2]["samples"], 20);
  std::uint64_t sum = 0;
  for (const auto& row : json["confusion"]) {
    for (const auto& count : row) sum += count.get<std::uint64_t>();
  }
  EXPECT_EQ(sum, 60U);
  EXPECT_THAT(run_parzen(command).out, HasSubstr(" of 60 wrong, "));
}

TEST(Classify, HoldsEachSampleOutWhereThereIsNoTest) {
  const std::string table = "0,7\n0.1,8\n5,7\n5.1,8\n";  // each sample's nearest is of the other class
  EXPECT_EQ(run_parzen("classify - --label 2 --kernel gaussian --width 1 --format csv", table).out,
            "class,as_7,as_8\n7,0,2\n8,2,0\n");
  EXPECT_THAT(run_parzen("classify - --label 2 --kernel gaussian --width 1", table).out,
              HasSubstr("4 of 4 wrong, 100 %, each held out from its class"));
}

TEST(Classify, TellsTheClassesOfPoints) {
  scratch_file("points.csv", "0\n9\n");
  EXPECT_EQ(run_parzen("classify - --label 1 --kernel triangular --width 2 --points points.csv --format csv",
                       "3,0\n3,1\n5,9\n5,8\n")
                .out,
            "x1,class,p_3,p_5\n0,3,1,0\n9,5,0,1\n");
}

TEST(Classify, TakesColumnsAndLeavesOutMissingNumbersOfBothFiles) {
  scratch_file("learnt.csv", "x,t,class\n0,a,1\n1,b,1\nNA,c,1\n8,d,2\n9,e,2\n");
  scratch_file("tested.csv", "x,t,class\n0.5,a,1\n8.5,b,1\n8,c,\n");
  const std::string command =
      "classify learnt.csv --test tested.csv --columns class,x --nan drop --label 1 --kernel gaussian --width 1 ";
  const Outcome run = run_parzen(command + "--format json");
  EXPECT_THAT(run.err, HasSubstr("tested.csv: dropped 1 row"));
  EXPECT_THAT(run.err, HasSubstr("learnt.csv: dropped 1 row"));
  const auto json = nlohmann::json::parse(run.out);
  EXPECT_EQ(json["tested"], 2);
  EXPECT_EQ(json["wrong"], 1);
  EXPECT_EQ(json["dropped"], 1);
}

TEST(Classify, TakesNoColumnOfMeasurementsForLabels) {
  std::string table;
  for (int i = 0; i < 2002; ++i) table += std::to_string(i) + "," + std::to_string(i / 2) + "\n";
  const Outcome run = run_parzen("classify - --label 2 --width 1", table);
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err, HasSubstr("found 1001 different labels, expected at most 1000; is --label the right column?"));
}

class ClassifyMistake : public testing::TestWithParam<Mistake> {};

TEST_P(ClassifyMistake, IsOneLineThatNamesIt) {
  scratch_file("two.csv", "1,1\n2,1\n3,2\n4,2\n");
  scratch_file("other.csv", "1,1\n2,9\n");
  expect_mistake(run_parzen(std::string{"classify "} + GetParam().options), GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    Mistakes, ClassifyMistake,
    testing::Values(Mistake{"two.csv --width 1", 2, "--label is required"},
                    Mistake{"two.csv --label 2", 2, "--width is required"},
                    Mistake{"two.csv --label 3 --width 1", 1, "two.csv:1:1: found 2 columns, expected 3 or more"},
                    Mistake{"two.csv --label 2 --width 1 --test other.csv", 1, "other.csv:1:1: row 2 has the label 9"},
                    Mistake{"other.csv --label 2 --width 1", 1, "other.csv:1:1: a class has a single sample"},
                    Mistake{"two.csv --label 2 --width 1 --test other.csv --points two.csv", 2, "exclude each other"},
                    Mistake{"two.csv --label 2 --width 1 --points two.csv", 1, "found 2 columns, expected 1"}));

}  // namespace
}  // namespace parzen::command
